import { ORPCError } from '@orpc/server'
import { AppError, isErrorCode } from '../../shared/errors.ts'
import type { Log } from '../engine/base/log.ts'
import { clientError, toClientError } from './errors.ts'

type Next = { path: readonly string[]; next: () => Promise<unknown> }

/** For every transport: turns what a procedure or its stream throws into what a client may know. */
export function errorInterceptors(log: Log) {
  async function onCall({ next }: Next): Promise<unknown> {
    try {
      const output = await next()
      return isStream(output) ? guarded(output, log) : output
    } catch (error) {
      throw toClientError(error, log)
    }
  }

  /** An error outside a procedure means that the request is unreadable. */
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

/** Like `errorInterceptors`, for a transport without requests to log: logs each call, but none of its content. */
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
