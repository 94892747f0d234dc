import type { IncomingMessage } from 'node:http'
import { AppError } from '../../shared/errors.ts'
import { parseJson } from '../../shared/model/json-text.ts'
import { limits } from '../../shared/model/limits.ts'

export type Bodies = ReturnType<typeof createBodies>

/**
 * Reads the bodies of requests, and never more than `together` bytes of them at the same time. A body that makes no
 * progress for `stallMs` is given up. A request that is refused is left paused: answering it closes its connection.
 */
export function createBodies(together: number, stallMs: number) {
  let held = 0

  /** Throws `too-large`, `unavailable` or `request-timeout`. */
  async function read(request: IncomingMessage, most: number): Promise<Buffer> {
    if (Number(request.headers['content-length'] ?? 0) > most) throw tooLarge(most)
    const parts: Buffer[] = []
    let bytes = 0
    try {
      for await (const part of partsWithin(request, stallMs)) {
        if (bytes + part.length > most) throw tooLarge(most)
        if (held + part.length > together) throw busy()
        bytes += part.length
        held += part.length
        parts.push(part)
      }
      return Buffer.concat(parts)
    } finally {
      held -= bytes
    }
  }

  /**
   * The parts of a body as they arrive, for a reader that keeps no more than `keeps` bytes of it. Ending early leaves the rest
   * unread. Throws as `read` does.
   */
  async function* stream(request: IncomingMessage, most: number, keeps: number): AsyncGenerator<Buffer> {
    if (Number(request.headers['content-length'] ?? 0) > most) throw tooLarge(most)
    if (held + keeps > together) throw busy()
    held += keeps
    try {
      let bytes = 0
      for await (const part of partsWithin(request, stallMs)) {
        bytes += part.length
        if (bytes > most) throw tooLarge(most)
        yield part
      }
    } finally {
      held -= keeps
    }
  }

  return {
    stallMs,
    read,
    stream,
    /** Reads and drops the rest of a body for as long as it keeps arriving. */
    async discard(request: IncomingMessage, most: number): Promise<void> {
      try {
        for await (const _ of stream(request, most, 0));
      } catch {}
    },
    /**
     * The JSON of a request, or undefined if it has no body. Throws as `read` does, and `invalid` for a body that is not
     * JSON.
     */
    async readJson(request: IncomingMessage): Promise<unknown> {
      const body = await read(request, limits.requestBytes)
      if (body.length === 0) return undefined
      // Not a formality: a form of another site can send anything but this type.
      if (!/^application\/json\b/i.test(request.headers['content-type'] ?? ''))
        throw new AppError('invalid', 'The body must be JSON, with "Content-Type: application/json".')
      return parseJson(textOf(body), 'The body')
    },
  }
}

/** Throws `invalid` for bytes that are not UTF-8. */
export function textOf(body: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(body)
  } catch {
    throw new AppError('invalid', 'The body is not valid UTF-8.')
  }
}

/** The parts of a body, none of which may take longer than `stallMs` to arrive. Ending early leaves the rest unread. */
async function* partsWithin(request: IncomingMessage, stallMs: number): AsyncGenerator<Buffer> {
  const parts = request.iterator({ destroyOnReturn: false }) as AsyncIterator<Buffer>
  // The request may still fail after the last part, when no other listener is left.
  request.on('error', () => {})
  for (;;) {
    const stalled = Promise.withResolvers<never>()
    const timer = setTimeout(() => stalled.reject(tooSlow(stallMs)), stallMs)
    const next = await Promise.race([parts.next(), stalled.promise]).finally(() => clearTimeout(timer))
    if (next.done) return
    yield next.value
  }
}

const tooLarge = (most: number): AppError => new AppError('too-large', `The request is larger than ${most} bytes.`)

const busy = (): AppError =>
  new AppError(
    'unavailable',
    'Could not read the request: LocalFlow is already reading as many large requests as it can. Send the request again later.',
  )

const tooSlow = (ms: number): AppError =>
  new AppError('request-timeout', `Could not read the request: no more of its body arrived for ${ms / 1_000} seconds.`)
