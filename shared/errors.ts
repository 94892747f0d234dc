/** The closed set of failures a client can meet, with the HTTP status of each over REST. */
export const errorStatus = {
  invalid: 400,
  unauthorized: 401,
  forbidden: 403,
  'not-found': 404,
  'request-timeout': 408,
  conflict: 409,
  /** The caller read an older version of the object than the one it wants to change. */
  stale: 409,
  /** The name belongs to another object of its kind. */
  'name-taken': 409,
  'too-large': 413,
  internal: 500,
  unavailable: 503,
  'storage-full': 507,
} as const

export type ErrorCode = keyof typeof errorStatus

/** `place`: where in the text of the field, from a character up to, not including, another. */
export type Issue = { path: string; message: string; place?: { from: number; to: number } }

/** An error whose message a person may read. Any other exception is a bug and reaches no client. */
export class AppError extends Error {
  readonly code: ErrorCode
  readonly issues: Issue[] | undefined

  constructor(code: ErrorCode, message: string, issues?: Issue[]) {
    super(message)
    this.name = 'AppError'
    this.code = code
    this.issues = issues
  }
}

/** Where the issue of a missing object names one that was deleted and can be restored. */
export const deletedIssue = 'deleted'

/** Where the issue of a missing run says when it was deleted; empty if that is not recorded. */
export const deletedRunIssue = 'deleted-run'

/** `deleted`: the name of the deleted one that is meant. */
export const missingError = (noun: string, ref: string, deleted: string | null): AppError =>
  new AppError(
    'not-found',
    `There is no ${noun} "${ref}".`,
    deleted === null ? undefined : [{ path: deletedIssue, message: deleted }],
  )

/** The object was changed after the caller read it. `what` names it within a sentence: the trigger, or a name in quotes. */
export const staleError = (what: string): AppError =>
  new AppError('stale', `Could not save ${what}: another window changed it. Reload it, then make your change again.`)

/** Another job, flow or pipeline has the name. */
export const nameTakenError = (message: string): AppError =>
  new AppError('name-taken', message, [{ path: 'name', message: 'is already in use' }])

export const isErrorCode = (value: unknown): value is ErrorCode => typeof value === 'string' && Object.hasOwn(errorStatus, value)

export function assertNever(value: never): never {
  throw new Error(`Unexpected value: ${JSON.stringify(value)}`)
}
