import Database from 'better-sqlite3'
import { failureOf, pass } from './passage.ts'
import { wrap } from './wrap.ts'

/** What one operation of a transaction wrote, and the names of those that are done. */
type Written = { now: Set<string>; done: Set<string>; commits: number }

/** Commits between two checkpoints: few, so that there are many. */
const commitsByCheckpoint = 25

const written = new WeakMap<object, Written>()

function writtenIn(db: object): Written {
  let found = written.get(db)
  if (!found) written.set(db, (found = { now: new Set(), done: new Set(), commits: 0 }))
  return found
}

/** Every commit is named after the operations in it, each of those after what it wrote. */
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
  const state = writtenIn(db)
  if (/^COMMIT/i.test(sql)) return commit(db, state, call)
  const label = labelOf(sql)
  if (label !== null && !db.inTransaction) return alone(label, call)
  const result = label === null ? call() : fallible('write', call)
  follow(sql, label, state, result)
  return result
}

/** Keeps in step with the transaction: an operation that is undone wrote nothing. */
function follow(sql: string, label: string | null, state: Written, result: unknown): void {
  if (/^BEGIN/i.test(sql)) state.done.clear()
  if (/^(BEGIN|SAVEPOINT|ROLLBACK)/i.test(sql)) state.now.clear()
  if (/^RELEASE/i.test(sql)) finish(state)
  if (label !== null && (result as { changes?: number } | undefined)?.changes !== 0) state.now.add(label)
}

function finish({ now, done }: Written): void {
  for (const name of namesOf([...now])) done.add(name)
  now.clear()
}

/** How much is claimed at once is a matter of luck: each part of it has a name of its own. */
function namesOf(labels: string[]): string[] {
  if (labels.length === 0) return []
  return labels.includes('insert attempt') ? labels.map((label) => `claim with ${label}`) : [labels.sort().join(' + ')]
}

function commit(db: Database.Database, state: Written, call: () => unknown): unknown {
  finish(state)
  const names = [...state.done].map((name) => `commit ${name}`)
  state.done.clear()
  pass(names, 'before')
  const result = names.length === 0 ? call() : fallible('commit', call)
  pass(names, 'after')
  if (names.length > 0 && ++state.commits % commitsByCheckpoint === 0) db.pragma('wal_checkpoint(PASSIVE)')
  return result
}

/** A disk that refuses, and one that did what it says it could not. */
function fallible(what: string, call: () => unknown): unknown {
  const failure = failureOf(what)
  if (failure === 'before') throw new Database.SqliteError(`disk I/O error before a ${what}`, 'SQLITE_IOERR_WRITE')
  const result = call()
  if (failure === 'after') throw new Database.SqliteError(`disk I/O error after a ${what}`, 'SQLITE_IOERR_FSYNC')
  return result
}

function alone(label: string, call: () => unknown): unknown {
  pass([`write ${label} alone`], 'before')
  const result = call()
  pass([`write ${label} alone`], 'after')
  return result
}

/** `insert run`, `delete task`, `task to running`; null for what writes nothing. */
export function labelOf(sql: string): string | null {
  if (/^VACUUM/i.test(sql)) return 'vacuum'
  const [, verb, table] = /^(INSERT|UPDATE|DELETE)(?: OR \w+)?(?: INTO| FROM)? (\w+)/i.exec(sql) ?? []
  if (!verb || !table) return null
  const [, status] = /SET status = '(\w+)'/.exec(sql) ?? []
  const [, column] = /SET (\w+)/.exec(sql) ?? []
  if (status) return `${table} to ${status}`
  return verb === 'UPDATE' ? `${column} of ${table}` : `${verb.toLowerCase()} ${table}`
}

/** What is done to the database as a whole. SQLite's own checkpoints make way for ours, which have a before and an after. */
function wrapDatabase(): void {
  wrap(Database.prototype, 'pragma', (call, args) => {
    const text = String(args[0])
    if (text.startsWith('wal_autocheckpoint')) args[0] = 'wal_autocheckpoint = 0'
    const names = /^(wal_checkpoint|user_version =|application_id =|journal_mode =)/.exec(text)
    return names ? between(`pragma ${names[1]}`, call) : call()
  })
  wrap(Database.prototype, 'exec', (call, [sql], self) => {
    const begins = /^BEGIN/.test(String(sql))
    if (!begins) writtenIn(self as object).now.add('migration')
    return between(begins ? 'lock the data folder' : 'migrate', call)
  })
  wrap(Database.prototype, 'close', (call, _, self) => between(`close ${kindOf((self as Database.Database).name)}`, call))
  wrap(Database.prototype, 'backup', async (call) => {
    pass(['back up'], 'before')
    const result = await call()
    pass(['back up'], 'after')
    return result
  })
}

const kindOf = (path: string): string => /(owner\.lock|localflow\.db)$/.exec(path)?.[1] ?? 'a copy'

function between(name: string, call: () => unknown): unknown {
  pass([name], 'before')
  const result = call()
  pass([name], 'after')
  return result
}
