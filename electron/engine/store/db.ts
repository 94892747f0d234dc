import { closeSync, openSync, statSync } from 'node:fs'
import Database from 'better-sqlite3'
import { AppError } from '../../../shared/errors.ts'
import { readWal, tornCommits, type Wal } from './torn-wal.ts'

export type Statement = Database.Statement

/** The store's connection. Preparing a statement is ours, the rest is better-sqlite3's. */
export type Db = Pick<Database.Database, 'exec' | 'pragma' | 'transaction' | 'backup' | 'close' | 'inTransaction'> & {
  /**
   * Prepares a statement that SQLite plans once, whatever values it runs with: `LIMIT ?` is prepared as `LIMIT +?`. SQLite
   * reads the values of bare parameters, and plans the statement again whenever they change: for the store on each call, at
   * several times the cost of the call. The sign changes no value, and keeps SQLite from reading it. SQLite has a switch for
   * this (QPSG), which better-sqlite3 does not offer.
   */
  prepare(sql: string): Statement
}

/** Older versions can corrupt a database in WAL mode: a writer and a checkpoint at the wrong instant. */
const oldestSqlite = [3, 51, 3] as const

/** Up to this size the whole file is checked at every start; larger ones by the nightly backup, in the copy. */
const quickCheckBytes = 64 * 1024 * 1024

/** The next checkpoint gives the space of a large log back to the disk. */
const largestWalBytes = 16 * 1024 * 1024

/** "LFlo": distinguishes our databases from those of other programs. */
const applicationId = 0x4c466c6f

/**
 * Opens the database for its one writer. A file that is not, or no longer, a valid database is passed to `damaged` while it
 * is still as it was found (closing it may write), and then refused with DamagedError. `wasMade`: it had tables before.
 */
export function openDb(path: string, damaged: () => void = () => {}, wasMade = false): Db {
  let db: Db | null = null
  try {
    requireContent(path, wasMade)
    const wal = readWal(path)
    makeClosedFile(path)
    db = connect(path)
    requireVersion(sqliteVersion(db))
    requireWhole(db, wal)
    requireOurs(db, path, wasMade)
    db.pragma('journal_mode = WAL')
    db.pragma('synchronous = FULL')
    db.pragma('fullfsync = ON')
    db.pragma('checkpoint_fullfsync = ON')
    db.pragma('foreign_keys = ON')
    db.pragma('secure_delete = ON')
    db.pragma('busy_timeout = 5000')
    db.pragma('wal_autocheckpoint = 2000')
    db.pragma(`journal_size_limit = ${largestWalBytes}`)
    checkSound(db)
    return db
  } catch (error) {
    const explained = explainOpening(error, path)
    if (explained instanceof DamagedError) damaged()
    db?.close()
    throw explained
  }
}

function connect(path: string): Db {
  const connection = new Database(path)
  return {
    prepare: (sql) => connection.prepare(signed(sql)),
    exec: connection.exec.bind(connection),
    pragma: connection.pragma.bind(connection),
    transaction: connection.transaction.bind(connection),
    backup: connection.backup.bind(connection),
    close: connection.close.bind(connection),
    get inTransaction() {
      return connection.inTransaction
    },
  }
}

/** Puts a plus sign before each parameter. A text in quotes may have the same characters, and stays unchanged. */
const signed = (sql: string): string =>
  sql.replaceAll(/'[^']*'|[?:@]\w*/g, (token) => (token.startsWith("'") ? token : `+${token}`))

/** SQLite makes an empty database of a missing or empty file, and drops the log that belonged to it. */
function requireContent(path: string, wasMade: boolean): void {
  const bytes = sizeOf(path)
  if (bytes || (!wasMade && !sizeOf(`${path}-wal`))) return
  throw new DamagedError(bytes === null ? `there is no file ${path}` : 'the file is empty')
}

/** Null: there is no such file. */
const sizeOf = (path: string): number | null => statSync(path, { throwIfNoEntry: false })?.size ?? null

/** A log that is torn in the middle hides acknowledged commits after the tear; SQLite reads up to it without an error. */
function requireWhole(db: Db, wal: Wal | null): void {
  if (wal === null) return
  const [{ log = -1 } = {}] = db.pragma('wal_checkpoint(NOOP)') as { log?: number }[]
  const torn = log < 0 ? 0 : tornCommits(wal, log)
  if (torn > 0) throw new DamagedError(`its write-ahead log is torn, and ${torn} commits after the tear are unreadable`)
}

/** Before anything is written: a file that another program made stays unchanged. */
function requireOurs(db: Db, path: string, wasMade: boolean): void {
  const tables = db.prepare('SELECT count(*) FROM sqlite_schema').pluck().get() as number
  if (tables === 0 && wasMade) throw new DamagedError('its tables are missing')
  if (tables === 0) return markAsOurs(db)
  if (db.pragma('application_id', { simple: true }) !== applicationId)
    throw new AppError(
      'conflict',
      `Could not open ${path}: it is the database of another program. Nothing was changed. Choose another data folder with --data.`,
    )
  if (db.pragma('user_version', { simple: true }) === 0) throw new DamagedError('it has tables but no schema version')
}

export const markAsOurs = (db: Db): void => void db.pragma(`application_id = ${applicationId}`)

export const sqliteVersion = (db: Db): string => db.prepare('SELECT sqlite_version()').pluck().get() as string

function requireVersion(version: string): void {
  const found = version.split('.').map(Number)
  const difference = oldestSqlite.map((part, index) => (found[index] ?? 0) - part).find((gap) => gap !== 0) ?? 0
  if (difference < 0)
    throw new AppError('unavailable', `SQLite ${version} is too old: LocalFlow needs ${oldestSqlite.join('.')} or newer.`)
}

function checkSound(db: Db): void {
  const bytes = Number(db.pragma('page_count', { simple: true })) * Number(db.pragma('page_size', { simple: true }))
  if (bytes > quickCheckBytes) return
  const verdict = db.pragma('quick_check(1)', { simple: true })
  if (verdict !== 'ok') throw new DamagedError(String(verdict))
}

/** SQLite gives a new file the mode that the umask leaves, and its log the mode of the database. */
export function makeClosedFile(path: string): void {
  try {
    closeSync(openSync(path, 'a', 0o600))
  } catch (error) {
    // SQLite's message about a folder is clear enough.
    if ((error as NodeJS.ErrnoException).code !== 'EISDIR') throw error
  }
}

/** The file is not a valid database. The host and the person decide how to continue. */
export class DamagedError extends Error {}

/** SQLite's errors for a broken database; where `lacks matter`, also for one without expected tables. */
export function isDamage(error: unknown, lacks: 'lacks matter' | 'lacks are ours'): error is Error {
  const code = (error as { code?: string } | null)?.code ?? ''
  if (error instanceof DamagedError || code.startsWith('SQLITE_CORRUPT') || code === 'SQLITE_NOTADB') return true
  return lacks === 'lacks matter' && code === 'SQLITE_ERROR'
}

/** Explains why a database could not be opened, if the cause is known. */
export function explainOpening(error: unknown, path: string): unknown {
  const code = (error as { code?: string }).code ?? ''
  // Before the migrations no statement of ours can lack a table.
  if (isDamage(error, 'lacks matter')) return error instanceof DamagedError ? error : new DamagedError(error.message)
  // Creating the file uses the system's error codes, opening it SQLite's.
  if (/^(SQLITE_(CANTOPEN|READONLY|IOERR)|E[A-Z]+$)/.test(code))
    return new AppError(
      'unavailable',
      `Could not open the database ${path} for writing (${code}). Check the permissions of the folder and the free space of the disk.`,
    )
  if (code.startsWith('SQLITE_BUSY'))
    return new AppError(
      'unavailable',
      `Could not open the database ${path}: another program has locked it. Close that program and start LocalFlow again.`,
    )
  return error
}
