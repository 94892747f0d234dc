import { copyFileSync, mkdirSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { SpecInput } from '../../../shared/model/job.ts'
import { type Db, openDb, type Statement } from '../store/db.ts'
import { migrate } from '../store/migrate.ts'
import { migrationsFolder } from './engine.ts'

/** For tests: rows put into the database behind the back of the store. */
export type Row = Record<string, string | number | null>

/** The path of a closed database at this release's schema. */
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
export const insertRun = (db: Db, facts: Row): Row => insert(db, 'run', wholeRun(facts))

function wholeRun(facts: Row): Row {
  const { status } = facts
  return {
    id: 'r1',
    title: 'a run',
    trigger: 'api',
    created_at: 10,
    started_at: status === 'queued' || status === 'skipped' ? null : 20,
    ended_at: ended(status) ? 30 : null,
    reason: needsReason(status) ? 'lost' : null,
    ...facts,
  }
}

export function insertTask(db: Db, facts: Row): Row {
  insertRun(db, { status: 'queued' })
  return insert(db, 'task', wholeTask(facts))
}

/** So many runs, each with one task in the state that its facts say; all with the same facts. */
export function insertMany(db: Db, tasks: Row[]): void {
  const rows = tasks.map((facts, index) => {
    const number = index + 1
    const run = wholeRun({ id: `r${number}`, number, title: `run ${number}`, status: facts['status'] ?? null })
    return { run, task: wholeTask({ seq: number, id: `t${number}`, run: number, ...facts }) }
  })
  const [first] = rows
  if (!first) return
  const [insertRun, insertTask] = [db.prepare(sqlFor('run', first.run)), db.prepare(sqlFor('task', first.task))]
  db.transaction(() => {
    for (const { run, task } of rows) {
      insertRun.run(run)
      insertTask.run(task)
    }
  })()
}

function wholeTask(facts: Row): Row {
  const { status } = facts
  return {
    id: 't1',
    run: 1,
    node_key: 'main',
    type: 'shell',
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
  }
}

export function insertAttempt(db: Db, facts: Row): Row {
  const { status } = facts
  return insert(db, 'attempt_record', {
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
  put(db, table, row)
  return rowOf(db, table) as Row
}

/** Gives the number of the new row. */
function put(db: Db, table: string, row: Row): number {
  return Number(prepared(db, sqlFor(table, row)).run(row).lastInsertRowid)
}

const known = new WeakMap<Db, Map<string, Statement>>()

/** Once for each database: thousands of rows are put with the same few statements. */
function prepared(db: Db, sql: string): Statement {
  const statements = known.get(db) ?? new Map<string, Statement>()
  known.set(db, statements)
  const statement = statements.get(sql) ?? db.prepare(sql)
  statements.set(sql, statement)
  return statement
}

function sqlFor(table: string, row: Row): string {
  const names = Object.keys(row)
  return `INSERT INTO ${table} (${names.join(', ')}) VALUES (${names.map((name) => `:${name}`).join(', ')})`
}

/** The only row of a table. */
export const rowOf = (db: Db, table: string): Row | undefined =>
  prepared(db, `SELECT * FROM ${table} LIMIT 1`).get() as Row | undefined

/** All rows of all tables, each in the order of its key. */
export function rowsOf(db: Db): Record<string, Row[]> {
  const names = db
    .prepare(`SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name`)
    .pluck()
    .all() as string[]
  return Object.fromEntries(
    names.map((name) => [name, db.prepare(`SELECT * FROM ${name} ORDER BY ${keyOf(db, name)}`).all() as Row[]]),
  )
}

const keyOf = (db: Db, table: string): string =>
  db.prepare(`SELECT group_concat(name ORDER BY pk) FROM pragma_table_info(?) WHERE pk > 0`).pluck().get(table) as string

/** What the first release kept of a specification. */
type FirstSpec = { body: SpecInput['body']; cwd: string | null; env: Record<string, string>; timeoutMs: number | null }

const ofVersion: Record<string, FirstSpec> = {
  'j 1': { body: { kind: 'script', script: 'a\n', interpreter: ['bash', '-eu'] }, cwd: null, env: {}, timeoutMs: null },
  'j 2': { body: { kind: 'command', command: 'b', args: ['c'] }, cwd: '/', env: { A: '1' }, timeoutMs: null },
  'gone 1': { body: { kind: 'command', command: 'c', args: [] }, cwd: null, env: {}, timeoutMs: null },
}
const alone: FirstSpec = { body: { kind: 'command', command: 'x', args: ['é', ''] }, cwd: '/tmp', env: {}, timeoutMs: null }
const owners = [null, ['j', 1], ['j', 2], ['gone', 1]] as const

/** What a run of the first release executes: that of its job's version, or its own. */
export const specOfFirst = (job: string | null, version: number | null): FirstSpec => ofVersion[`${job} ${version}`] ?? alone

/** How a run of the first release can be, and its task and its attempt with it. */
const firstStates: Row[] = [
  { status: 'queued' },
  { status: 'running', started_at: 20 },
  { status: 'running', started_at: 20, stop_asked: 25 },
  { status: 'succeeded', started_at: 20, ended_at: 30, exit_code: 0 },
  { status: 'failed', started_at: 20, ended_at: 30, reason: 'exit-code', exit_code: 3, error: 'no such file' },
  { status: 'failed', started_at: 20, ended_at: 30, reason: 'signal', signal: 'SIGSEGV', error: 'Ended by SIGSEGV.' },
  { status: 'failed', started_at: 20, ended_at: 30, reason: 'timeout', signal: 'SIGTERM', error: 'Stopped.', stop_asked: 29 },
  { status: 'failed', started_at: 20, ended_at: 30, reason: 'could-not-start', error: 'There is no x.', pid: null },
  { status: 'failed', started_at: 20, ended_at: 30, reason: 'lost', error: 'It is unknown.', pid: null },
  { status: 'cancelled', started_at: 20, ended_at: 30, reason: 'stopped', signal: 'SIGTERM', stop_asked: 25 },
  { status: 'cancelled', started_at: null, ended_at: 30, reason: 'withdrawn' },
  { status: 'skipped', started_at: null, ended_at: 30, reason: 'job-deleted' },
  { status: 'succeeded', started_at: 20, ended_at: 20, exit_code: 0 },
]

/** A folder with the migrations of an earlier release: up to the one of this number. */
export function migrationsTo(newest: number, within: string): string {
  const folder = join(within, `migrations-to-${newest}`)
  mkdirSync(folder, { recursive: true })
  for (const name of readdirSync(migrationsFolder))
    if (Number(name.slice(0, 4)) <= newest) copyFileSync(join(migrationsFolder, name), join(folder, name))
  return folder
}

/**
 * The path of a closed database of the first release, with rows in every table and every state, with and without jobs,
 * repeated so many times. Deleted rows had higher numbers than the existing ones.
 */
export function firstSchema(folder: string, times: number): string {
  const path = join(folder, 'localflow.db')
  const db = openDb(path)
  migrate(db, migrationsTo(1, folder), folder, 0)
  db.transaction(() => {
    put(db, 'job', { id: 'j', name: 'nightly', enabled: 1, version: 2, created_at: 1, updated_at: 2 })
    put(db, 'job', { id: 'gone', name: 'old', enabled: 0, version: 1, created_at: 1, updated_at: 1, deleted_at: 9 })
    for (const [key, spec] of Object.entries(ofVersion)) {
      const [job_id = '', version = ''] = key.split(' ')
      const { kind } = spec.body
      put(db, 'job_version', { job_id, version: Number(version), kind, preview: key, spec: JSON.stringify(spec), created_at: 3 })
    }
    for (let n = 0; n < times; n++)
      for (const owner of owners)
        for (const [state, facts] of firstStates.entries()) addFirst(db, `${n}-${owner}-${state}`, owner, facts)
    db.exec(`UPDATE sqlite_sequence SET seq = seq + 1000 WHERE name IN ('run', 'task', 'event')`)
  })()
  db.close()
  return path
}

function addFirst(db: Db, id: string, owner: (typeof owners)[number], facts: Row): void {
  const { stop_asked = null, pid = 77, exit_code = null, signal = null, ...state } = facts
  const { status = null, reason = null, error = null, started_at = null, ended_at = null } = state
  const [job_id, job_version] = owner ?? [null, null]
  const created_at = 10
  const run = { id: `r-${id}`, job_id, job_version, title: `run ${id}`, trigger: 'cli', created_at, exit_code, signal, ...state }
  const number = put(db, 'run', run)
  const begun = started_at !== null
  // Neither as many nor in the same order as runs, so that one number is never taken for the other.
  const seq = 1_000_000 - 3 * number
  const token = status === 'running' ? `a-${id}` : null
  const spec = owner ? null : JSON.stringify(alone)
  const task = { seq, id: `t-${id}`, run_id: run.id, node_key: 'main', spec, status, reason, token, stop_asked }
  put(db, 'task', { ...task, attempts: begun ? 1 : 0, created_at, ended_at })
  const event = { noun: 'run', id: run.id, data: JSON.stringify({ jobId: job_id }) }
  put(db, 'event', { ...event, at: created_at, type: 'queued' })
  put(db, 'event', { at: 11, noun: 'job', id: 'j', type: 'updated', data: JSON.stringify({ jobId: 'j' }) })
  if (!begun) return
  put(db, 'event', { ...event, at: 20, type: 'started' })
  const attempt = {
    id: `a-${id}`,
    task_id: task.id,
    number: 1,
    status,
    reason,
    error,
    pid,
    exit_code,
    signal,
    started_at,
    ended_at,
  }
  put(db, 'attempt', { ...attempt, log_path: `logs/a-${id}.log`, dropped_bytes: number, left_behind: number % 2 })
}

/** The same numbers for the same seed. */
export function seeded(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
}
