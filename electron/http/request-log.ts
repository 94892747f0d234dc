import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Log } from '../engine/base/log.ts'

/** Logs each request once it has ended: its method, path and outcome, but none of its content. */
export function logRequest(log: Log, request: IncomingMessage, response: ServerResponse): void {
  const began = performance.now()
  response.once('close', () =>
    log.debug('request', {
      method: request.method,
      path: shownPath(request.url ?? ''),
      status: response.headersSent ? response.statusCode : null,
      ms: Math.round(performance.now() - began),
    }),
  )
}

/** Without the query, which may hold anything, and without the address of a trigger, which is a secret. */
const shownPath = (url: string): string => (url.split('?')[0] ?? '').replace(/(\/hooks\/).*/, '$1…')
