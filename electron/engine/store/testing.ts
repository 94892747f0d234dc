import { join } from 'node:path'
import { migrationsFolder } from '../testing.ts'
import { type Db, openDb } from './db.ts'
import { migrate } from './migrate.ts'

/** For tests: rows put into the database behind the back of the store. */
type Row = Record<string, string | number | null>

/** The path of a database at this release's schema that nobody has open. */
export function closedDatabase(folder: string): string {
  const path = join(folder, 'localflow.db')
  const db = openDb(path)
  migrate(db, migrationsFolder, join(folder, 'backups'), 0)
  db.close()
  return path
}

const ended = (status: string | number | null | undefined): boolean => !['queued', 'running'].includes(String(status))
const needsReason = (status: string | number | null | undefined): boolean => ended(status) && status !== 'succeeded'

/** A run in a state, whole unless the facts say otherwise. */
export function insertRun(db: Db, facts: Row): Row {
  const { status } = facts
  return insert(db, 'run', {
    id: 'r1',
    title: 'a run',
    trigger: 'api',
    created_at: 10,
    started_at: status === 'queued' || status === 'skipped' ? null : 20,
    ended_at: ended(status) ? 30 : null,
    reason: needsReason(status) ? 'lost' : null,
    ...facts,
  })
}

export function insertTask(db: Db, facts: Row): Row {
  const { status } = facts
  insertRun(db, { status: 'queued' })
  return insert(db, 'task', {
    id: 't1',
    run: 1,
    node_key: 'main',
    kind: 'shell',
    stage: status === 'queued' ? 'ready' : null,
    queue: 'default',
    priority: 0,
    due_at: 10,
    max_attempts: 1,
    created_at: 10,
    token: status === 'running' ? 'a1' : null,
    lease_until: status === 'running' ? 99 : null,
    attempts: status === 'queued' ? 0 : 1,
    ended_at: ended(status) ? 30 : null,
    reason: needsReason(status) ? 'lost' : null,
    ...facts,
  })
}

export function insertAttempt(db: Db, facts: Row): Row {
  const { status } = facts
  return insert(db, 'attempt', {
    id: 'a1',
    task: 1,
    number: 1,
    started_at: 20,
    log_path: 'logs/a1.log',
    ended_at: ended(status) ? 30 : null,
    reason: needsReason(status) ? 'lost' : null,
    ...facts,
  })
}

function insert(db: Db, table: string, row: Row): Row {
  const names = Object.keys(row)
  db.prepare(`INSERT INTO ${table} (${names.join(', ')}) VALUES (${names.map((name) => `:${name}`).join(', ')})`).run(row)
  return rowOf(db, table) as Row
}

/** The only row of a table. */
export const rowOf = (db: Db, table: string): Row | undefined => db.prepare(`SELECT * FROM ${table}`).get() as Row | undefined
