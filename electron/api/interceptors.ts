import { ORPCError } from '@orpc/server'
import { AppError, isErrorCode } from '../../shared/errors.ts'
import type { Log } from '../engine/base/log.ts'
import { clientError, toClientError } from './errors.ts'

type Next = { path: readonly string[]; next: () => Promise<unknown> }

/** For every door alike: what a procedure, or a stream it opened, throws becomes what a client may know of it. */
export function errorInterceptors(log: Log) {
  async function onCall({ next }: Next): Promise<unknown> {
    try {
      const output = await next()
      return isStream(output) ? guarded(output, log) : output
    } catch (error) {
      throw toClientError(error, log)
    }
  }

  /** What fails outside a procedure is a request that could not be read. */
  async function onRequest<T>({ next }: { next: () => Promise<T> }): Promise<T> {
    try {
      return await next()
    } catch (error) {
      if (error instanceof ORPCError && isErrorCode(error.code)) throw error
      log.debug('could not read a request', { error })
      throw clientError(new AppError('invalid', 'Could not read the request.'))
    }
  }

  return { clientInterceptors: [onCall], interceptors: [onRequest] }
}

/** As `errorInterceptors`, for a door that has no requests to be noted: each call is noted, and nothing of what was said. */
export function noteCalls(log: Log, { clientInterceptors, interceptors }: ReturnType<typeof errorInterceptors>) {
  async function onCall({ path, next }: Next): Promise<unknown> {
    const began = performance.now()
    const note = (code: string): void =>
      log.debug('call', { name: path.join('.'), code, ms: Math.round(performance.now() - began) })
    try {
      const output = await next()
      note('ok')
      return output
    } catch (error) {
      note(error instanceof ORPCError ? error.code : 'internal')
      throw error
    }
  }

  return { clientInterceptors: [onCall, ...clientInterceptors], interceptors }
}

const isStream = (value: unknown): value is AsyncIterable<unknown> =>
  typeof value === 'object' && value !== null && Symbol.asyncIterator in value

async function* guarded(stream: AsyncIterable<unknown>, log: Log): AsyncGenerator<unknown> {
  try {
    yield* stream
  } catch (error) {
    throw toClientError(error, log)
  }
}
