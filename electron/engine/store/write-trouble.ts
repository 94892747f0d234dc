import { AppError } from '../../../shared/errors.ts'
import { LostFileError } from './same-file.ts'

/** Errors of a disk or a database that no code of ours causes. */
export type WriteTrouble = 'full' | 'read-only' | 'locked' | 'failing' | 'lost'

/** Null: it failed for another reason. Knows the error codes of SQLite and of the system. */
export function writeTroubleOf(error: unknown): WriteTrouble | null {
  const code = (error as { code?: unknown } | null)?.code
  if (typeof code !== 'string') return null
  if (error instanceof LostFileError) return 'lost'
  if (['SQLITE_FULL', 'ENOSPC', 'EDQUOT'].includes(code)) return 'full'
  if (code.startsWith('SQLITE_READONLY') || code === 'EROFS') return 'read-only'
  if (code.startsWith('SQLITE_BUSY') || code.startsWith('SQLITE_LOCKED')) return 'locked'
  if (code.startsWith('SQLITE_IOERR') || code.startsWith('SQLITE_CANTOPEN') || ['EIO', 'EMFILE', 'ENFILE'].includes(code))
    return 'failing'
  return null
}

type Failure = { code: string; message: string }
type Words = { code: 'storage-full' | 'unavailable'; what: (failure: Failure) => string; wayOut: string }

const words: Record<WriteTrouble, Words> = {
  full: { code: 'storage-full', what: () => 'The disk is full', wayOut: 'Free some space and try again.' },
  'read-only': { code: 'unavailable', what: () => 'The disk has become read-only', wayOut: 'Make it writable and try again.' },
  locked: {
    code: 'unavailable',
    what: () => 'The database is locked by another program',
    wayOut: 'Close that program and try again.',
  },
  failing: {
    code: 'unavailable',
    what: ({ code }) =>
      code.endsWith('FILE') ? `LocalFlow cannot open more files (${code})` : `The disk reports an error (${code})`,
    wayOut: 'Check the disk and try again.',
  },
  lost: { code: 'unavailable', what: ({ message }) => message, wayOut: 'Restart LocalFlow.' },
}

/** Explains the error to the caller of the write; other errors stay unchanged. Unsure: a commit that failed may be on disk. */
export function explainTrouble(error: unknown, isUnsure = false): unknown {
  const trouble = writeTroubleOf(error)
  if (trouble === null) return error
  const { code, what, wayOut } = words[trouble]
  const saved = isUnsure && trouble === 'failing' ? 'LocalFlow cannot tell whether the change was saved' : 'nothing was saved'
  return new AppError(code, `${what(error as Failure)}: ${saved}. ${wayOut}`)
}
