import type { IncomingMessage, ServerResponse } from 'node:http'
import { AppError } from '../../shared/errors.ts'
import { limits } from '../../shared/model/limits.ts'
import type { Engine } from '../engine/engine.ts'
import { sendJson } from './answers.ts'
import { readBody } from './read-body.ts'

/** Answers a call of a trigger's web address: the run it began, with what was sent as its parameters. */
export async function answerHook(
  engine: Engine,
  address: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const text = textOf(await readBody(request, limits.payloadBytes))
  const query = Object.fromEntries(new URL(request.url ?? '/', 'http://localhost').searchParams)
  const type = request.headers['content-type'] ?? ''
  const body = /^application\/(?:[\w.-]+\+)?json\b/i.test(type) ? jsonOf(text) : text
  const run = await engine.triggers.called(address, { body, query, content_type: type })
  sendJson(response, 202, { run: { id: run.id, number: run.number, status: run.status } })
}

function textOf(body: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(body)
  } catch {
    throw new AppError('invalid', 'The body is not valid UTF-8.')
  }
}

function jsonOf(text: string): unknown {
  try {
    return text === '' ? null : JSON.parse(text)
  } catch (error) {
    throw new AppError('invalid', `The body is not valid JSON: ${(error as Error).message}.`)
  }
}
