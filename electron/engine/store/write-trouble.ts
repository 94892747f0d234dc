import { AppError } from '../../../shared/errors.ts'

/** What can keep a disk or a database from being written without anything of ours being wrong. */
export type WriteTrouble = 'full' | 'read-only' | 'locked' | 'failing'

/** Null: it failed for another reason. Knows the words of SQLite and of the system. */
export function writeTroubleOf(error: unknown): WriteTrouble | null {
  const code = (error as { code?: unknown } | null)?.code
  if (typeof code !== 'string') return null
  if (['SQLITE_FULL', 'ENOSPC', 'EDQUOT'].includes(code)) return 'full'
  if (code.startsWith('SQLITE_READONLY') || code === 'EROFS') return 'read-only'
  if (code.startsWith('SQLITE_BUSY') || code.startsWith('SQLITE_LOCKED')) return 'locked'
  if (code.startsWith('SQLITE_IOERR') || code.startsWith('SQLITE_CANTOPEN') || ['EIO', 'EMFILE', 'ENFILE'].includes(code))
    return 'failing'
  return null
}

const refusals: Record<WriteTrouble, (code: string) => AppError> = {
  full: () => new AppError('storage-full', 'The disk is full: nothing was saved. Free some space and try again.'),
  'read-only': () =>
    new AppError('unavailable', 'The disk has become read-only: nothing was saved. Make it writable and try again.'),
  locked: () =>
    new AppError(
      'unavailable',
      'The database is locked by another program: nothing was saved. Close that program and try again.',
    ),
  failing: (code) =>
    code.endsWith('FILE')
      ? new AppError('unavailable', `The system lets LocalFlow open no more files (${code}): nothing was saved. Try again.`)
      : new AppError('unavailable', `The disk reports an error (${code}): nothing was saved. Check the disk and try again.`),
}

/** In words for whoever asked for the write; anything else stays as it is. */
export function explainTrouble(error: unknown): unknown {
  const trouble = writeTroubleOf(error)
  return trouble === null ? error : refusals[trouble]((error as { code: string }).code)
}
