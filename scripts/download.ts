import { createWriteStream } from 'node:fs'
import { Readable, Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { EnvHttpProxyAgent, fetch } from 'undici'

export type Progress = (received: number, total: number | null) => void

/** When a download is given up: no byte for so long, or less than `leastBytes` in `windowMs`. */
export type Patience = { stallMs: number; leastBytes: number; windowMs: number }

const usual: Patience = { stallMs: 15_000, leastBytes: 256 * 1024, windowMs: 30_000 }

/** Downloads a file, by way of the proxy that the environment names. Throws an error whose message says what went wrong. */
export async function download(url: string, path: string, progress: Progress, patience: Patience = usual): Promise<void> {
  const { stallMs } = patience
  const agent = new EnvHttpProxyAgent({ connect: { timeout: stallMs }, headersTimeout: stallMs, bodyTimeout: stallMs })
  try {
    const answer = await fetch(url, { dispatcher: agent })
    if (!answer.ok || answer.body === null) throw new Error(`${new URL(url).host} answered with status ${answer.status}`)
    const total = Number(answer.headers.get('content-length')) || null
    await pipeline(Readable.fromWeb(answer.body as never), meter(total, progress, patience), createWriteStream(path))
  } catch (error) {
    throw new Error(reasonOf(error as Error, patience), { cause: error })
  } finally {
    // The rest of a download is of no use once the download is given up.
    await agent.destroy()
  }
}

function meter(total: number | null, progress: Progress, { leastBytes, windowMs }: Patience): Transform {
  let received = 0
  let window = { since: performance.now(), received }
  return new Transform({
    transform(part: Buffer, _, done) {
      received += part.length
      progress(received, total)
      if (performance.now() - window.since < windowMs) return done(null, part)
      const isSlow = received - window.received < leastBytes
      window = { since: performance.now(), received }
      done(isSlow ? new Error('the connection is too slow') : null, part)
    },
  })
}

const timeouts = ['UND_ERR_CONNECT_TIMEOUT', 'UND_ERR_HEADERS_TIMEOUT', 'UND_ERR_BODY_TIMEOUT']

/** `fetch` hides the reason in the cause of its error. */
function reasonOf(error: Error, { stallMs }: Patience): string {
  const cause = (error.cause ?? error) as NodeJS.ErrnoException
  return timeouts.includes(cause.code ?? '') ? `no data arrived for ${stallMs / 1_000} seconds` : cause.message || error.message
}
