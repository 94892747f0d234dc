import { AppError, type ErrorCode } from '../../../shared/errors.ts'
import type { WorkerOptions } from './options.ts'

export type Api = (method: string, path: string, body: unknown) => Promise<{ status: number; value: unknown }>

export function createApi({ url, token }: WorkerOptions): Api {
  return async (method, path, body) => {
    const answer = await fetch(`${url.replace(/\/$/, '')}/api/${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(30_000),
    })
    const text = await answer.text()
    const value: unknown = text === '' ? null : JSON.parse(text)
    if (answer.ok) return { status: answer.status, value }
    const message =
      (value as { error?: { message?: string } } | null)?.error?.message ?? `LocalFlow responded with ${answer.status}.`
    throw new AppError(errorCodes.get(answer.status) ?? 'unavailable', message)
  }
}

const errorCodes = new Map<number, ErrorCode>([
  [401, 'unauthorized'],
  [404, 'not-found'],
  [409, 'conflict'],
])
