import type { IncomingMessage } from 'node:http'
import type { WebSocket } from 'ws'
import * as z from 'zod'
import { AppError } from '../../shared/errors.ts'
import { type LivePlace, liveLog } from '../api/live-log.ts'
import { checkQueryNames } from '../api/query-names.ts'
import type { Engine } from '../engine/engine.ts'
import { pathOf, queryOf } from './paths.ts'

/** Bytes that wait for a slow reader; beyond them nothing more is read of the log. */
export const mostWaiting = 256 * 1024

const Query = z.object({
  node: z.string().max(300).optional(),
  attempt: z.coerce.number<string>().int().min(1).optional(),
  from: z.union([z.literal('end'), z.coerce.number<string>().int().min(1)]).default(1),
  ticket: z.string().max(100).optional(),
})

export type LiveRequest = { place: LivePlace; ticket: string | null }

/** The log that a request wants to follow; null for another address. Throws `invalid` for a wrong address or place. */
export function readLiveAddress(request: IncomingMessage, basePath: string): LiveRequest | null {
  const path = pathOf(request)
  const ref = path.startsWith(basePath) ? /^\/runs\/([^/]+)\/log\/live$/.exec(path.slice(basePath.length))?.[1] : undefined
  if (ref === undefined) return null
  const params = queryOf(request)
  checkQueryNames(params, Object.keys(Query.shape))
  const query = Query.safeParse(Object.fromEntries(params))
  if (!query.success) throw new AppError('invalid', 'Wrong node, attempt or from: "from" is a line number or "end".')
  const { ticket = null, ...place } = query.data
  return { place: { ref: decodeURIComponent(ref), ...place }, ticket }
}

/** Sends what happens in a run, one JSON object a message, and closes the connection at its end. */
export async function serveLive(engine: Engine, socket: WebSocket, place: LivePlace): Promise<void> {
  const abort = new AbortController()
  socket.on('close', () => abort.abort())
  socket.on('error', () => abort.abort())
  try {
    for await (const message of liveLog(engine, place, abort.signal)) await send(socket, JSON.stringify(message))
    socket.close(1000, 'The run has ended.')
  } catch (error) {
    if (!abort.signal.aborted) engine.log.warn('Could not follow a log', { error })
    socket.close(1011, error instanceof AppError ? error.message.slice(0, 100) : 'LocalFlow made a mistake.')
  }
}

/** Resolves when there is room for more. */
function send(socket: WebSocket, text: string): Promise<void> | undefined {
  if (socket.bufferedAmount < mostWaiting) {
    socket.send(text)
    return
  }
  return new Promise((resolve) => socket.send(text, () => resolve()))
}
