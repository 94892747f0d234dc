import { randomUUID } from 'node:crypto'
import { ORPCError, ValidationError } from '@orpc/server'
import { AppError, errorStatus, type Issue, isErrorCode } from '../../shared/errors.ts'
import type { Log } from '../engine/base/log.ts'
import { explainTrouble } from '../engine/store/write-trouble.ts'

/** What a client may know about a failure. Unexpected errors are logged with their stack and reported as "internal". */
export function toClientError(error: unknown, log: Log): ORPCError<string, { issues?: Issue[] }> {
  if (error instanceof AppError) return clientError(error)
  if (error instanceof ORPCError) return fromOrpc(error, log)
  return unforeseen(error, log)
}

export const clientError = ({ code, message, issues }: AppError): ORPCError<string, { issues?: Issue[] }> =>
  new ORPCError(code, { status: errorStatus[code], message, data: issues ? { issues } : {} })

function fromOrpc(error: ORPCError<string, unknown>, log: Log): ORPCError<string, { issues?: Issue[] }> {
  if (isErrorCode(error.code)) return error as ORPCError<string, { issues?: Issue[] }>
  if (error.cause instanceof ValidationError && error.status === 400) return clientError(invalidInput(error.cause))
  if (error.status === 413) return clientError(new AppError('too-large', 'The request is larger than LocalFlow accepts.'))
  if (error.status === 404) return clientError(new AppError('not-found', 'There is nothing of that name.'))
  if (error.status < 500) return clientError(new AppError('invalid', error.message))
  return unforeseen(error.cause ?? error, log)
}

/** Names the wrong fields of an input. */
export function invalidInput({ issues }: Pick<ValidationError, 'issues'>): AppError {
  const list = issues.slice(0, 20).map((issue) => ({
    path: (issue.path ?? []).map((part) => String(typeof part === 'object' ? part.key : part)).join('.'),
    message: messageOf(issue),
  }))
  const first = list[0]
  return new AppError(
    'invalid',
    first ? `${first.path ? `${first.path}: ` : ''}${first.message}` : 'The request is not valid.',
    list,
  )
}

/** A wrong key of a record says why only inside. */
const messageOf = (issue: { message: string; issues?: { message: string }[] }): string =>
  issue.issues?.[0]?.message ?? issue.message

function unforeseen(error: unknown, log: Log): ORPCError<string, { issues?: Issue[] }> {
  const trouble = explainTrouble(error)
  if (trouble instanceof AppError) {
    log.warn('could not answer a request: the disk failed', { error })
    return clientError(trouble)
  }
  const id = randomUUID().slice(0, 8)
  log.error('unexpected error', { errorId: id, error })
  return clientError(new AppError('internal', `LocalFlow failed in an unexpected way (error ${id}). Its log has the details.`))
}
