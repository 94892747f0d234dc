import type { Readable } from 'node:stream'
import type { LogWriter } from './log-writer.ts'
import type { Mask } from './mask.ts'

/** After a child ended by itself, how long what it left behind may still write before its output is closed. */
const drainMs = 2_000
const slowDiskMs = 60_000

export type Pour = {
  reader: Readable
  /** Resolves when the stream has ended. */
  closed: Promise<void>
  /** Keeps nothing more of it. */
  letGo(): void
}

/** Passes what a child writes on to its log, without the secrets in it; `took` is called after each piece. */
export function pour(reader: Readable, stream: 'out' | 'err', log: LogWriter, mask: Mask | null, took: () => void): Pour {
  const flush = (): void => {
    if (mask) log.append(stream, mask.end())
  }
  const closed = new Promise<void>((resolve) => {
    const end = (): void => {
      flush()
      resolve()
    }
    reader.on('data', (chunk: Buffer) => {
      if (!log.append(stream, mask ? mask.take(chunk) : chunk)) reader.pause()
      took()
    })
    reader.once('end', end)
    reader.once('error', end)
    reader.once('close', end)
  })
  return {
    reader,
    closed,
    letGo() {
      // What stays behind may still write without a SIGPIPE while the runner lives.
      reader.removeAllListeners('data')
      flush()
      reader.resume()
      if ('unref' in reader && typeof reader.unref === 'function') reader.unref()
    },
  }
}

/**
 * Waits until the output has ended; no longer than what a child left behind deserves, but as long as it is our own disk
 * that holds the reading up. Gives those that have not ended.
 */
export async function drain(pours: Pour[]): Promise<Pour[]> {
  const giveUp = performance.now() + slowDiskMs
  const closed = Promise.all(pours.map((one) => one.closed))
  do await within(drainMs, closed)
  while (pours.some(({ reader }) => !reader.readableEnded && reader.isPaused()) && performance.now() < giveUp)
  return pours.filter(({ reader }) => !reader.readableEnded)
}

/** Waits for something, but no longer than that. */
function within(ms: number, something: Promise<unknown>): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms)
    void something.then(() => {
      clearTimeout(timer)
      resolve()
    })
  })
}
