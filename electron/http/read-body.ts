import type { IncomingMessage } from 'node:http'
import { AppError } from '../../shared/errors.ts'
import { limits } from '../../shared/model/limits.ts'

/** The JSON of a request, or undefined where it has no body. Throws `too-large`, or `invalid` with what is wrong. */
export async function readJson(request: IncomingMessage): Promise<unknown> {
  if (Number(request.headers['content-length'] ?? 0) > limits.requestBytes) throw tooLarge()
  const parts: Buffer[] = []
  let bytes = 0
  for await (const part of request as AsyncIterable<Buffer>) {
    bytes += part.length
    if (bytes > limits.requestBytes) throw tooLarge()
    parts.push(part)
  }
  if (bytes === 0) return undefined
  // Not a formality: a form of another site can send anything but this type.
  if (!/^application\/json\b/i.test(request.headers['content-type'] ?? ''))
    throw new AppError('invalid', 'The body must be JSON, with "Content-Type: application/json".')
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(Buffer.concat(parts)))
  } catch (error) {
    throw new AppError('invalid', `The body is not valid JSON: ${(error as Error).message}.`)
  }
}

const tooLarge = (): AppError => new AppError('too-large', `The request is larger than ${limits.requestBytes} bytes.`)
