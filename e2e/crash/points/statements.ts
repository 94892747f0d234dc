import Database from 'better-sqlite3'
import { nextFailure, reach } from './crash-point.ts'
import { wrap } from './wrap.ts'

/** The operation under way, whether it has written anything yet, and the labels of those of the transaction that did. */
type Transaction = { label: string | null; hasWritten: boolean; labels: Set<string>; commits: number }

/** Commits between two checkpoints: few, so that there are many. */
const commitsByCheckpoint = 25

const transactions = new WeakMap<object, Transaction>()

function transactionOf(db: object): Transaction {
  let found = transactions.get(db)
  if (!found) transactions.set(db, (found = { label: null, hasWritten: false, labels: new Set(), commits: 0 }))
  return found
}

/** Every commit is named after the operations in it that wrote something: each has its label as the name of its savepoint. */
export function wrapStatements(): void {
  const memory = new Database(':memory:')
  const statements = Object.getPrototypeOf(memory.prepare('SELECT 1')) as object
  memory.close()
  for (const name of ['run', 'get', 'all'])
    wrap(statements, name, (call, _, self) => {
      const { source, database } = self as Database.Statement
      return execute(source.trim(), database, call)
    })
  wrapDatabase()
}

function execute(sql: string, db: Database.Database, call: () => unknown): unknown {
  const transaction = transactionOf(db)
  if (/^COMMIT/i.test(sql)) return commit(db, transaction, call)
  if (!isWrite(sql)) {
    const result = call()
    follow(sql, transaction)
    return result
  }
  if (!db.inTransaction) return between(/^VACUUM/i.test(sql) ? 'vacuum' : 'write outside a transaction', call)
  const result = fallible('write', call)
  if ((result as { changes?: number } | undefined)?.changes !== 0) noteWrite(transaction)
  return result
}

const isWrite = (sql: string): boolean => /^(INSERT|UPDATE|DELETE|VACUUM)/i.test(sql)

/** Keeps in step with the transaction: an operation that is undone wrote nothing. */
function follow(sql: string, transaction: Transaction): void {
  if (/^BEGIN/i.test(sql)) transaction.labels.clear()
  if (/^(BEGIN|SAVEPOINT|ROLLBACK)/i.test(sql)) transaction.hasWritten = false
  const [, label] = /^SAVEPOINT "(.+)"/i.exec(sql) ?? []
  if (label !== undefined) transaction.label = label
  if (/^RELEASE/i.test(sql)) finish(transaction)
}

function noteWrite(transaction: Transaction): void {
  if (transaction.hasWritten) return
  transaction.hasWritten = true
  if (transaction.label !== null) reach([`commit ${transaction.label}`], 'midway')
}

function finish(transaction: Transaction): void {
  if (transaction.hasWritten) transaction.labels.add(transaction.label ?? 'without a label')
  transaction.hasWritten = false
  transaction.label = null
}

function commit(db: Database.Database, transaction: Transaction, call: () => unknown): unknown {
  finish(transaction)
  const names = [...transaction.labels].map((label) => `commit ${label}`)
  transaction.labels.clear()
  reach(names, 'before')
  const result = names.length === 0 ? call() : fallible('commit', call)
  reach(names, 'after')
  if (names.length > 0 && ++transaction.commits % commitsByCheckpoint === 0) db.pragma('wal_checkpoint(PASSIVE)')
  return result
}

/** A disk that refuses a write, and one that reports a failure although it wrote. */
function fallible(what: string, call: () => unknown): unknown {
  const failure = nextFailure(what)
  if (failure === 'before') throw new Database.SqliteError(`disk I/O error before a ${what}`, 'SQLITE_IOERR_WRITE')
  const result = call()
  if (failure === 'after') throw new Database.SqliteError(`disk I/O error after a ${what}`, 'SQLITE_IOERR_FSYNC')
  return result
}

/** Operations on the database as a whole. Our own checkpoints, which have crash points, replace those of SQLite. */
function wrapDatabase(): void {
  wrap(Database.prototype, 'pragma', (call, args) => {
    const text = String(args[0])
    if (text.startsWith('wal_autocheckpoint')) args[0] = 'wal_autocheckpoint = 0'
    const names = /^(wal_checkpoint|user_version =|application_id =|journal_mode =)/.exec(text)
    return names ? between(`pragma ${names[1]}`, call) : call()
  })
  wrap(Database.prototype, 'exec', (call, [sql], self) => {
    const begins = /^BEGIN/.test(String(sql))
    if (!begins) Object.assign(transactionOf(self as object), { label: 'migrate', hasWritten: true })
    return between(begins ? 'lock the data folder' : 'migrate', call)
  })
  wrap(Database.prototype, 'close', (call, _, self) => between(`close ${kindOf((self as Database.Database).name)}`, call))
  wrap(Database.prototype, 'backup', async (call) => {
    reach(['back up'], 'before')
    const result = await call()
    reach(['back up'], 'after')
    return result
  })
}

const kindOf = (path: string): string => /(owner\.lock|localflow\.db)$/.exec(path)?.[1] ?? 'a copy'

function between(name: string, call: () => unknown): unknown {
  reach([name], 'before')
  const result = call()
  reach([name], 'after')
  return result
}
