import type { IncomingMessage, ServerResponse } from 'node:http'
import { OpenAPIHandler } from '@orpc/openapi/node'
import { AppError, type Issue, isErrorCode } from '../../shared/errors.ts'
import type { Caller } from '../api/caller.ts'
import { errorInterceptors } from '../api/interceptors.ts'
import { checkQueryNames, queryNames } from '../api/query-names.ts'
import type { Router } from '../api/router.ts'
import type { Log } from '../engine/base/log.ts'
import { errorBody } from './answers.ts'
import type { Bodies } from './bodies.ts'
import { addOldFields, currentBody, currentPath } from './old-names.ts'
import { findOperation } from './operations.ts'
import { queryOf } from './paths.ts'

/** The contract as REST under `basePath`. */
export function createRest(router: Router, log: Log, basePath: `/${string}`) {
  const handler = new OpenAPIHandler(router, {
    ...(errorInterceptors(log) as object),
    rootInterceptors: [
      async ({ next, request: { method, url } }) => {
        const result = await next()
        addOldFields(method, url.pathname.slice(basePath.length), result.response)
        return result
      },
    ],
    customErrorResponseBodyEncoder: (error) =>
      errorBody({
        code: isErrorCode(error.code) ? error.code : 'internal',
        message: error.message,
        issues: (error.data as { issues?: Issue[] } | undefined)?.issues,
      }),
  })

  return async (
    caller: Caller,
    bodies: Bodies,
    given: string,
    request: IncomingMessage,
    response: ServerResponse,
  ): Promise<void> => {
    const { method = '' } = request
    const path = currentPath(method, given)
    const unknown = () => new AppError('not-found', `There is no ${method} ${basePath}${given}.`)
    const operation = findOperation(method, path)
    if (!operation) throw unknown()
    if (method === 'GET') checkQueryNames(queryOf(request), queryNames(operation.procedure))
    if (path !== given) request.url = request.url?.replace(given, path)
    const body = currentBody(method, path, await bodyOf(bodies, request))
    const { matched } = await handler.handle(Object.assign(request, { body }), response, {
      prefix: basePath,
      context: caller,
    })
    if (!matched) throw unknown()
  }
}

/** An object without a value is what a procedure without a body expects. Throws `invalid` for a body of another kind. */
async function bodyOf(bodies: Bodies, request: IncomingMessage): Promise<object | undefined> {
  if (request.method === 'GET' || request.method === 'HEAD') return undefined
  const body = await bodies.readJson(request)
  if (body === undefined) return {}
  if (typeof body !== 'object' || body === null || Array.isArray(body))
    throw new AppError('invalid', 'The body must be a JSON object.')
  return body
}
