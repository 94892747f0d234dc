import type { IncomingMessage, ServerResponse } from 'node:http'
import { parseJson } from '../../shared/model/json-text.ts'
import { limits } from '../../shared/model/limits.ts'
import type { Engine } from '../engine/engine.ts'
import { errorBody, sendJson } from './answers.ts'
import { type Bodies, textOf } from './bodies.ts'

/** Answers a call of a webhook with the run it started, which gets the sent data as its parameters. */
export async function answerHook(
  engine: Engine,
  address: string,
  bodies: Bodies,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const text = textOf(await bodies.read(request, limits.payloadBytes)).replace(/^\ufeff/, '')
  const query = Object.fromEntries(new URL(request.url ?? '/', 'http://localhost').searchParams)
  const type = request.headers['content-type'] ?? ''
  const isJson = /^application\/(?:[\w.-]+\+)?json\b/i.test(type)
  const body = isJson ? (text === '' ? null : parseJson(text, 'The body')) : text
  const run = await engine.triggers.called(address, { body, query, content_type: type })
  sendJson(response, 202, { run: { id: run.id, number: run.number, status: run.status } })
}

/** Answers a call of a right address with another method, as a browser that opens it sends. */
export function refuseMethod(response: ServerResponse): void {
  response.setHeader('Allow', 'POST')
  response.setHeader('Connection', 'close')
  sendJson(
    response,
    405,
    errorBody({ code: 'invalid', message: 'This is the address of a webhook: call it with POST.', issues: undefined }),
  )
}
