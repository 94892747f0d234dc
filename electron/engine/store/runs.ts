import type { AlertSubject, SubjectKind } from '../../../shared/model/alert.ts'
import type { Params } from '../../../shared/model/params.ts'
import type { JobSummary, Run, Trigger } from '../../../shared/model/run.ts'
import type { State } from '../../../shared/run-state.ts'
import { type Actors, actorOf, readActor } from './actors.ts'
import type { Db, Statement } from './db.ts'
import { type RunCondition, sqlOfConditions } from './run-conditions.ts'
import { createTestRuns } from './test-runs.ts'

/** The definition of a run. */
export type RunKindName = 'job' | 'flow' | 'pipeline'

export type NewRun = {
  id: string
  kind: RunKindName
  jobId?: string | null
  version?: number | null
  title: string
  trigger: Trigger
  held?: boolean
  /** The schedule that starts it, by its number, and the scheduled time. */
  occurrence?: { schedule: number; dueAt: number } | null
  /** The number of its trigger. */
  cause?: number | null
  /** The number of its backfill. */
  backfill?: number | null
  params: Params | null
  /** A test of a flow's draft, or a part of one. */
  test?: boolean
  now: number
}
/** Runs with a number from `from` to below `before`. */
export type RunFilter = {
  status: State | null
  jobId: string | null
  /** The number of a flow or a pipeline. */
  flow?: number | null
  pipeline?: number | null
  /** All of them hold at the time `now`. */
  conditions?: readonly RunCondition[]
  now?: number
  /** False: without those that a step of a flow waits for. */
  inner?: boolean | undefined
  from: number | null
  before: number | null
  limit: number
}
/** There are as many combinations as people write filters. */
const listsKept = 200

type DefinitionRow = { number: number; kind: RunKindName; job: string | null; flow: string | null; pipeline: string | null }
type RecentRow = JobSummary['lastRuns'][number]

export type Runs = ReturnType<typeof createRuns>

export const runColumns = `number, id, iif(kind = 'job' AND job_id IS NULL, 'command', kind) AS kind, job_id AS jobId, title, job_version AS version, trigger, due_at AS dueAt, status, reason, error,
  exit_code AS exitCode, signal, created_at AS createdAt, started_at AS startedAt, ended_at AS endedAt, retry_at AS retryAt,
  queued_at AS retriedAt, pinned_at AS pinnedAt, test, ${actorOf('run.actor')}`

export type RunRow = Omit<Run, 'actor' | 'test'> & { actor: string; test: number }

export const runOfRow = (row: RunRow): Run => ({ ...row, actor: readActor(row.actor), test: row.test === 1 })

const found = (row: unknown): Run | null => (row ? runOfRow(row as RunRow) : null)
const all = (rows: unknown[]): Run[] => (rows as RunRow[]).map(runOfRow)

export function createRuns(db: Db, actors: Actors) {
  const insert = db.prepare(
    `INSERT INTO run (id, kind, job_id, job_version, title, trigger, status, held, created_at, schedule, due_at, cause, backfill,
       params, actor, test)
     VALUES (?, ?, ?, ?, ?, ?, 'queued', ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  )
  const byId = db.prepare(`SELECT ${runColumns} FROM run WHERE id = ?`)
  const byNumber = db.prepare(`SELECT ${runColumns} FROM run WHERE number = ?`)
  const recent = db.prepare(
    `SELECT id, number, status, reason, exit_code AS exitCode, started_at AS startedAt, ended_at AS endedAt FROM run
     WHERE job_id = ? AND test = 0 ORDER BY number DESC LIMIT ?`,
  )
  const countByStatus = db.prepare('SELECT count(*) FROM run WHERE status = ?').pluck()
  const paramsOf = db.prepare('SELECT params FROM run WHERE number = ?').pluck()
  const waitedInVain = db.prepare(
    `SELECT ${runColumns} FROM run WHERE status = 'skipped' AND number > ? AND reason = 'conditions' AND ended_at >= ? ORDER BY number DESC LIMIT ?`,
  )
  const setStartReason = db.prepare('UPDATE run SET start_reason = ? WHERE number = ?')
  const startReason = db.prepare('SELECT start_reason FROM run WHERE number = ?').pluck()
  const kindOf = db.prepare('SELECT kind FROM run WHERE number = ?').pluck()
  const newest = db.prepare('SELECT max(number) FROM run').pluck()
  const setPinned = db.prepare('UPDATE run SET pinned_at = ? WHERE number = ?')
  const setHeld = db.prepare('UPDATE run SET held = ? WHERE number = ?')
  const activeOfJob = db
    .prepare('SELECT number FROM run WHERE job_id = ? AND ended_at IS NULL AND held = 0 AND test = 0 ORDER BY number LIMIT 1')
    .pluck()
  const queuedOfJob = db.prepare(
    `SELECT ${runColumns} FROM run WHERE job_id = ? AND ended_at IS NULL AND status = 'queued'
     ORDER BY held DESC, number DESC LIMIT ?`,
  )
  const liveOfJob = db.prepare(
    `SELECT ${runColumns} FROM run WHERE job_id = ? AND ended_at IS NULL AND test = 0 ORDER BY number LIMIT ?`,
  )

  return {
    ...createRunList(db),
    ...createTestRuns(db),
    failedOf: createFailedRuns(db),
    /** Returns the number of the new run. */
    insert(run: NewRun): number {
      const { id, kind, title, trigger, occurrence, params, now } = run
      const { jobId = null, version = null, held = false, cause = null, backfill = null, test = false } = run
      const [schedule, dueAt] = [occurrence?.schedule ?? null, occurrence?.dueAt ?? null]
      const given = params === null ? null : JSON.stringify(params)
      const actor = actors.current()
      return Number(
        insert.run(
          id,
          kind,
          jobId,
          version,
          title,
          trigger,
          Number(held),
          now,
          schedule,
          dueAt,
          cause,
          backfill,
          given,
          actor,
          Number(test),
        ).lastInsertRowid,
      )
    },
    kind: (number: number): RunKindName => kindOf.get(number) as RunKindName,
    params: (number: number): Params => JSON.parse((paramsOf.get(number) as string | null | undefined) ?? '{}') as Params,
    setStartReason: (number: number, reason: string): void => void setStartReason.run(reason, number),
    startReason: (number: number): string | null => (startReason.get(number) as string | null | undefined) ?? null,
    /** The run waits for another run of its job, or no longer does. */
    setHeld: (number: number, held: boolean): void => void setHeld.run(Number(held), number),
    /** Null: it is not pinned. */
    setPinned: (number: number, at: number | null): void => void setPinned.run(at, number),
    /** The oldest run of a job that has not ended and waits for no other; null if there is none. */
    activeOfJob: (jobId: string): number | null => (activeOfJob.get(jobId) as number | undefined) ?? null,
    byNumber: (number: number): Run | null => found(byNumber.get(number)),
    get: (id: string): Run | null => found(byId.get(id)),
    /** By id, or by the number that people use. */
    find: (ref: string): Run | null => found(/^\d{1,15}$/.test(ref) ? byNumber.get(Number(ref)) : byId.get(ref)),
    /** Runs whose conditions did not hold in time since a given time, newest first; of the newest runs only. */
    waitedInVain: (since: number, among: number, limit: number): Run[] =>
      all(waitedInVain.all(((newest.get() as number | null) ?? 0) - among, since, limit)),
    definitions: createDefinitionsOfRuns(db),
    newest: (): number => (newest.get() as number | null) ?? 0,
    recent: (jobId: string, limit: number): RecentRow[] => recent.all(jobId, limit) as RecentRow[],
    count: (status: State): number => countByStatus.get(status) as number,
    /** The newest queued runs of a job: those that wait for another run first. */
    queuedOfJob: (jobId: string, limit: number): Run[] => all(queuedOfJob.all(jobId, limit)),
    /** The runs of a job that have not ended, oldest first; without those of tests. */
    liveOfJob: (jobId: string, limit: number): Run[] => all(liveOfJob.all(jobId, limit)),
  }
}

function createRunList(db: Db) {
  /** One statement for each combination of filters, so that each can use its index. */
  const known = new Map<string, Statement>()
  function prepared(sql: string): Statement {
    const statement = known.get(sql) ?? db.prepare(sql)
    if (known.size >= listsKept) known.clear()
    known.set(sql, statement)
    return statement
  }
  function of({ conditions = [], now = 0, ...filter }: RunFilter) {
    const { sql, values } = sqlOfConditions(conditions)
    return { where: whereOf(filter, sql), values: { ...filter, inner: null, now, ...values } }
  }

  return {
    list(filter: RunFilter): Run[] {
      const { where, values } = of(filter)
      return all(prepared(`SELECT ${runColumns} FROM run ${where} ORDER BY number DESC LIMIT :limit`).all(values))
    },
    /** How many the list would have, at most `limit`. */
    countListed(filter: RunFilter): number {
      const { where, values } = of(filter)
      const { count } = prepared(`SELECT count(*) AS count FROM (SELECT 1 FROM run ${where} LIMIT :limit)`).get(values) as Count
      return count
    },
  }
}

/** The failed runs of a subject with a number from `from` to below `before`, newest first; those within flows are left out. */
function createFailedRuns(db: Db) {
  const runsOf: Record<SubjectKind, string> = {
    job: 'job_id = :subject',
    flow: `number IN (SELECT x.run FROM flow_run x
      WHERE x.flow = (SELECT f.number FROM flow f WHERE f.id = :subject) AND x.run >= :from AND x.run < :before)`,
    pipeline: `number IN (SELECT x.run FROM pipeline_run x
      WHERE x.pipeline = (SELECT p.number FROM pipeline p WHERE p.id = :subject) AND x.run >= :from AND x.run < :before)`,
    command: 'job_id IS NULL AND title = :subject',
  }
  const failedOf = (kind: SubjectKind): Statement =>
    db.prepare(
      `SELECT ${runColumns} FROM run WHERE ${runsOf[kind]} AND status = 'failed' AND trigger <> 'flow' AND test = 0
         AND number >= :from AND number < :before ORDER BY number DESC LIMIT :limit`,
    )
  const failedOfKind = {
    job: failedOf('job'),
    flow: failedOf('flow'),
    pipeline: failedOf('pipeline'),
    command: failedOf('command'),
  }

  return ({ kind, id, name }: AlertSubject, range: { from: number; before: number; limit: number }): Run[] =>
    all(failedOfKind[kind].all({ ...range, subject: id ?? name }))
}

type Count = { count: number }

function whereOf(filter: RunFilter, conditions: string[]): string {
  const parts = [
    filter.status === null ? '' : 'status = :status',
    filter.jobId === null ? '' : 'job_id = :jobId',
    filter.flow == null ? '' : 'number IN (SELECT run FROM flow_run WHERE flow = :flow)',
    filter.pipeline == null ? '' : 'number IN (SELECT run FROM pipeline_run WHERE pipeline = :pipeline)',
    ...conditions,
    filter.inner === false ? 'parent IS NULL' : '',
    filter.from === null ? '' : 'number >= :from',
    filter.before === null ? '' : 'number < :before',
  ].filter((part) => part !== '')
  return parts.length > 0 ? `WHERE ${parts.join(' AND ')}` : ''
}

/** The kinds of the runs from a number on, and the names of their definitions. */
function createDefinitionsOfRuns(db: Db) {
  const definitions = db.prepare(
    `SELECT r.number, r.kind, j.name AS job, f.name AS flow, p.name AS pipeline FROM run r
     LEFT JOIN job j ON j.id = r.job_id
     LEFT JOIN flow_run x ON x.run = r.number LEFT JOIN flow f ON f.number = x.flow
     LEFT JOIN pipeline_run y ON y.run = r.number LEFT JOIN pipeline p ON p.number = y.pipeline WHERE r.number >= ?`,
  )
  return (from: number): DefinitionRow[] => definitions.all(from) as DefinitionRow[]
}
