import type { Readable } from 'node:stream'
import type { LogWriter } from './log-writer.ts'
import type { Mask } from './mask.ts'
import { within } from './within.ts'

/** After a child ended by itself, how long the processes it left behind may still write before its output is closed. */
const drainMs = 2_000
const slowDiskMs = 60_000

export type Pour = {
  reader: Readable
  /** Resolves when the stream has ended. */
  closed: Promise<void>
  /** Stops keeping it. */
  letGo(): void
}

/** Passes a child's output on to its log, without secrets; `took` is called after each piece. */
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
      for (const piece of mask ? mask.pieces(chunk) : [chunk]) if (!log.append(stream, piece)) reader.pause()
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
      // Processes that stay behind may still write without a SIGPIPE while the runner lives.
      reader.removeAllListeners('data')
      flush()
      reader.resume()
      if ('unref' in reader && typeof reader.unref === 'function') reader.unref()
    },
  }
}

/**
 * Waits until the output has ended, with a limit for processes that a child left behind, which does not count time that our
 * own disk delays. Returns the streams that have not ended.
 */
export async function drain(pours: Pour[]): Promise<Pour[]> {
  const giveUp = performance.now() + slowDiskMs
  const closed = Promise.all(pours.map((one) => one.closed))
  do await within(drainMs, closed)
  while (pours.some(({ reader }) => !reader.readableEnded && reader.isPaused()) && performance.now() < giveUp)
  return pours.filter(({ reader }) => !reader.readableEnded)
}
