import type { IncomingMessage } from 'node:http'
import { AppError } from '../../shared/errors.ts'
import { limits } from '../../shared/model/limits.ts'

/** All that was sent. Throws `too-large`. */
export async function readBody(request: IncomingMessage, most: number): Promise<Buffer> {
  if (Number(request.headers['content-length'] ?? 0) > most) throw tooLarge(most)
  const parts: Buffer[] = []
  let bytes = 0
  for await (const part of request as AsyncIterable<Buffer>) {
    bytes += part.length
    if (bytes > most) throw tooLarge(most)
    parts.push(part)
  }
  return Buffer.concat(parts)
}

/** The JSON of a request, or undefined where it has no body. Throws `too-large`, or `invalid` with what is wrong. */
export async function readJson(request: IncomingMessage): Promise<unknown> {
  const body = await readBody(request, limits.requestBytes)
  if (body.length === 0) return undefined
  // Not a formality: a form of another site can send anything but this type.
  if (!/^application\/json\b/i.test(request.headers['content-type'] ?? ''))
    throw new AppError('invalid', 'The body must be JSON, with "Content-Type: application/json".')
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(body))
  } catch (error) {
    throw new AppError('invalid', `The body is not valid JSON: ${(error as Error).message}.`)
  }
}

const tooLarge = (most: number): AppError => new AppError('too-large', `The request is larger than ${most} bytes.`)
