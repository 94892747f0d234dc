import { AppError } from '../../../shared/errors.ts'
import { limits } from '../../../shared/model/limits.ts'
import type { Params } from '../../../shared/model/params.ts'
import type { Run } from '../../../shared/model/run.ts'
import { type Firing, type TriggerDraft, type TriggerKind, TriggerOn } from '../../../shared/model/trigger.ts'
import { newId } from '../base/ids.ts'
import type { Db, Statement } from './db.ts'

export type TriggerRow = {
  number: number
  id: string
  jobId: string
  job: string
  jobEnabled: boolean
  name: string
  on: TriggerOn
  /** Values for the parameters of its runs. */
  params: Params
  enabled: boolean
  addressNo: number
  /** Earlier events do not fire it. */
  sinceAt: number
  lastAt: number | null
  lastRun: number | null
  lastNote: string | null
  createdAt: number
  updatedAt: number
}

type Row = Omit<TriggerRow, 'on' | 'params' | 'enabled' | 'jobEnabled'> & {
  spec: string
  params: string | null
  enabled: number
  jobEnabled: number
}
type EventRow = {
  seq: number
  at: number
  note: string | null
  runId: string | null
  run: number | null
  status: Run['status'] | null
}

export type Triggers = ReturnType<typeof createTriggers>

const select = `SELECT g.number, g.id, g.job_id AS jobId, j.name AS job, j.enabled AS jobEnabled, g.name, g.spec, g.params, g.enabled,
    g.address_no AS addressNo, g.since_at AS sinceAt, g.last_at AS lastAt, g.last_run AS lastRun, g.last_note AS lastNote,
    g.created_at AS createdAt, g.updated_at AS updatedAt
  FROM job_trigger g JOIN job j ON j.id = g.job_id`
const lives = 'g.deleted_at IS NULL AND j.deleted_at IS NULL'

/** Triggers of jobs, apart from their schedules. */
export function createTriggers(db: Db, undoings: () => number) {
  const byId = db.prepare(`${select} WHERE g.id = ? AND ${lives}`)
  const ofJob = db.prepare(`${select} WHERE g.job_id = ? AND ${lives} ORDER BY g.number`)
  const ofKind = db.prepare(`${select} WHERE g.kind = ? AND g.number > ? AND ${lives} ORDER BY g.number LIMIT ?`)
  const page = db.prepare(`${select} WHERE g.number > ? AND ${lives} ORDER BY g.number LIMIT ?`)
  const afterJob = db.prepare(`${select} WHERE g.after_job = ? AND g.enabled = 1 AND ${lives} ORDER BY g.number`)
  const followers = db.prepare(`${select} WHERE g.after_job = ? AND ${lives} ORDER BY g.number LIMIT ?`)
  const allFollowed = db
    .prepare('SELECT DISTINCT after_job FROM job_trigger WHERE after_job IS NOT NULL AND enabled = 1 AND deleted_at IS NULL')
    .pluck()
  const followed = db
    .prepare(
      `SELECT DISTINCT g.after_job FROM job_trigger g WHERE g.job_id = ? AND g.after_job IS NOT NULL AND g.deleted_at IS NULL`,
    )
    .pluck()
  const nameOfJob = db.prepare('SELECT name FROM job WHERE id = ?').pluck()
  const countOfJob = db.prepare('SELECT count(*) FROM job_trigger WHERE job_id = ? AND deleted_at IS NULL').pluck()
  const insert = db.prepare(
    `INSERT INTO job_trigger (id, job_id, name, kind, spec, params, after_job, enabled, since_at, created_at, updated_at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  )
  const update = db.prepare(
    'UPDATE job_trigger SET name = ?, kind = ?, spec = ?, params = ?, after_job = ?, enabled = ?, since_at = ?, updated_at = ? WHERE number = ?',
  )
  const setLast = db.prepare('UPDATE job_trigger SET last_at = ?, last_run = ?, last_note = ? WHERE number = ?')
  const newAddress = db.prepare('UPDATE job_trigger SET address_no = address_no + 1, updated_at = ? WHERE number = ?')
  const setDeleted = db.prepare('UPDATE job_trigger SET deleted_at = ?, updated_at = ? WHERE id = ?')
  const deleted = db.prepare('SELECT 1 FROM job_trigger WHERE id = ? AND deleted_at IS NOT NULL').pluck()
  const given = db.prepare(
    'SELECT created_at AS at, params FROM run WHERE cause = ? AND params IS NOT NULL AND created_at >= ? ORDER BY number DESC LIMIT ?',
  )
  const forget = db.prepare(
    `DELETE FROM event WHERE seq IN (SELECT seq FROM event WHERE noun = 'trigger' AND at < ? ORDER BY at LIMIT ?)`,
  )
  const firings = db.prepare(
    `SELECT e.seq, e.at, e.data ->> 'note' AS note, r.id AS runId, r.number AS run, r.status
     FROM event e LEFT JOIN run r ON r.number = e.data ->> 'run'
     WHERE e.noun = 'trigger' AND e.id = ? AND e.type IN ('set off', 'held back') ORDER BY e.seq DESC LIMIT ?`,
  )

  const fromRow = ({ spec, params, enabled, jobEnabled, ...row }: Row): TriggerRow => ({
    ...row,
    on: readOn(spec),
    params: params === null ? {} : (JSON.parse(params) as Params),
    enabled: enabled === 1,
    jobEnabled: jobEnabled === 1,
  })
  const all = (statement: Statement, ...values: (string | number)[]): TriggerRow[] =>
    (statement.all(values) as Row[]).map(fromRow)

  /** Throws not-found. */
  function find(id: string): TriggerRow {
    const row = findLive(id)
    if (!row) throw new AppError('not-found', `There is no trigger "${id}".`)
    return row
  }

  function findLive(id: string): TriggerRow | null {
    const row = byId.get(id) as Row | undefined
    return row ? fromRow(row) : null
  }

  /** The jobs with followers; null until asked for. It spares ended runs a query. */
  let followedJobs: { jobs: Set<string>; undoings: number } | null = null
  function isFollowed(jobId: string): boolean {
    if (followedJobs?.undoings !== undoings())
      followedJobs = { jobs: new Set(allFollowed.all() as string[]), undoings: undoings() }
    return followedJobs.jobs.has(jobId)
  }

  return {
    find,
    findLive,
    ofJob: (jobId: string): TriggerRow[] => all(ofJob, jobId),
    page: (after: number, limit: number): TriggerRow[] => all(page, after, limit),
    ofKind: (kind: TriggerKind, after: number, limit: number): TriggerRow[] => all(ofKind, kind, after, limit),
    /** Enabled triggers that follow a job. */
    after: (jobId: string): TriggerRow[] => (isFollowed(jobId) ? all(afterJob, jobId) : []),
    /** Triggers that follow a job, disabled ones, too. */
    followersOf: (jobId: string, limit: number): TriggerRow[] => all(followers, jobId, limit),
    /** The jobs that a job follows. */
    followed: (jobId: string): string[] => followed.all(jobId) as string[],
    /** Also for a deleted job. */
    jobName: (id: string): string => (nameOfJob.get(id) as string | undefined) ?? id,
    create(jobId: string, draft: TriggerDraft, now: number): TriggerRow {
      if ((countOfJob.get(jobId) as number) >= limits.triggersOfJob)
        throw new AppError('conflict', `A job has at most ${limits.triggersOfJob} triggers.`)
      const { on, params, name, enabled } = draft
      const id = newId(now)
      followedJobs = null
      insert.run(
        id,
        jobId,
        name,
        on.kind,
        JSON.stringify(on),
        paramsText(params),
        followedBy(draft),
        Number(enabled),
        now,
        now,
        now,
      )
      return find(id)
    },
    /** Enabled again, or with other settings, it restarts. */
    update(row: TriggerRow, draft: TriggerDraft, now: number): TriggerRow {
      const { on, params, name, enabled } = draft
      const goesOn = row.enabled && JSON.stringify(on) === JSON.stringify(row.on)
      const sinceAt = goesOn ? row.sinceAt : now
      // Always later than before, because it identifies a state.
      const updatedAt = Math.max(now, row.updatedAt + 1)
      followedJobs = null
      update.run(
        name,
        on.kind,
        JSON.stringify(on),
        paramsText(params),
        followedBy(draft),
        Number(enabled),
        sinceAt,
        updatedAt,
        row.number,
      )
      return find(row.id)
    },
    setLast: (number: number, at: number, run: number | null, note: string | null): void =>
      void setLast.run(at, run, note, number),
    newAddress: (row: TriggerRow, now: number): void => void newAddress.run(Math.max(now, row.updatedAt + 1), row.number),
    remove(id: string, now: number): void {
      followedJobs = null
      setDeleted.run(now, now, id)
    },
    /** Throws not-found if no such trigger was deleted. */
    restore(id: string, now: number): TriggerRow {
      if (deleted.get(id) === undefined) throw new AppError('not-found', `There is no deleted trigger "${id}".`)
      followedJobs = null
      setDeleted.run(null, now, id)
      return find(id)
    },
    /** The parameters of the newest runs that it started since a given time. */
    given: (number: number, since: number, limit: number): { at: number; params: Params }[] =>
      (given.all(number, since, limit) as { at: number; params: string }[]).map(({ at, params }) => ({
        at,
        params: JSON.parse(params) as Params,
      })),
    /** Deletes firings before a given time; returns how many there were: if that is the limit, there may be more. */
    forget: (before: number, limit: number): number => forget.run(before, limit).changes,
    firings: (id: string, limit: number): Firing[] =>
      (firings.all(id, limit) as EventRow[]).map(({ seq, at, note, runId, run, status }) => ({
        seq,
        at,
        note,
        run: runId !== null && run !== null && status !== null ? { id: runId, number: run, status } : null,
      })),
  }
}

const followedBy = ({ on }: TriggerDraft): string | null => (on.kind === 'after' ? on.job : null)

/** A definition that this release would refuse stays unchanged, with its problem. */
const paramsText = (params: Params): string | null => (Object.keys(params).length === 0 ? null : JSON.stringify(params))

function readOn(text: string): TriggerOn {
  const value: unknown = JSON.parse(text)
  const parsed = TriggerOn.safeParse(value)
  return parsed.success ? parsed.data : (value as TriggerOn)
}
