import Database from 'better-sqlite3'
import { AppError } from '../../../shared/errors.ts'

export type Db = Database.Database

/** Older ones can corrupt a database in WAL mode: a writer and a checkpoint meeting at the wrong instant. */
const oldestSqlite = [3, 51, 3] as const

/** Up to this size the whole file is checked at every start; larger ones by the nightly upkeep. */
const quickCheckBytes = 64 * 1024 * 1024

/** Opens the database for its one writer. Throws DamagedError for a file that is not, or no longer, a sound database. */
export function openDb(path: string): Db {
  let db: Db | null = null
  try {
    db = new Database(path)
    requireVersion(sqliteVersion(db))
    db.pragma('journal_mode = WAL')
    db.pragma('synchronous = FULL')
    db.pragma('fullfsync = ON')
    db.pragma('checkpoint_fullfsync = ON')
    db.pragma('foreign_keys = ON')
    db.pragma('secure_delete = ON')
    db.pragma('busy_timeout = 5000')
    db.pragma('wal_autocheckpoint = 2000')
    checkSound(db)
    return db
  } catch (error) {
    db?.close()
    throw explain(error, path)
  }
}

export const sqliteVersion = (db: Db): string => db.prepare('SELECT sqlite_version()').pluck().get() as string

function requireVersion(version: string): void {
  const found = version.split('.').map(Number)
  const difference = oldestSqlite.map((part, index) => (found[index] ?? 0) - part).find((gap) => gap !== 0) ?? 0
  if (difference < 0)
    throw new AppError('unavailable', `SQLite ${version} is too old: LocalFlow needs ${oldestSqlite.join('.')} or newer.`)
}

function checkSound(db: Db): void {
  db.prepare('SELECT count(*) FROM sqlite_schema').get()
  const bytes = Number(db.pragma('page_count', { simple: true })) * Number(db.pragma('page_size', { simple: true }))
  if (bytes > quickCheckBytes) return
  const verdict = db.pragma('quick_check(1)', { simple: true })
  if (verdict !== 'ok') throw new DamagedError(String(verdict))
}

/** The file is not a sound database. What to do about it is the host's and the person's decision. */
export class DamagedError extends Error {}

function explain(error: unknown, path: string): unknown {
  const code = (error as { code?: string }).code ?? ''
  if (code.startsWith('SQLITE_CORRUPT') || code === 'SQLITE_NOTADB') return new DamagedError((error as Error).message)
  if (code.startsWith('SQLITE_CANTOPEN') || code.startsWith('SQLITE_READONLY') || code.startsWith('SQLITE_IOERR'))
    return new AppError(
      'unavailable',
      `The database ${path} cannot be opened for writing (${code}). Is the folder writable, and is there space on the disk?`,
    )
  if (code.startsWith('SQLITE_BUSY'))
    return new AppError('unavailable', `The database ${path} is locked by another program. Close it and start again.`)
  return error
}

/** A write that the disk had no room for. */
export const isDiskFull = (error: unknown): boolean => (error as { code?: string } | null)?.code === 'SQLITE_FULL'
