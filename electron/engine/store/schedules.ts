import { AppError } from '../../../shared/errors.ts'
import type { Actor } from '../../../shared/model/actor.ts'
import { limits } from '../../../shared/model/limits.ts'
import { ScheduleSpec } from '../../../shared/model/schedule.ts'
import { newId } from '../base/ids.ts'
import { type Actors, actorOf, readActor } from './actors.ts'
import type { Db, Statement } from './db.ts'

export type ScheduleRow = {
  number: number
  id: string
  jobId: string
  job: string
  jobEnabled: boolean
  /** LocalFlow paused the job, and with it this schedule. */
  jobPaused: boolean
  name: string
  spec: ScheduleSpec
  enabled: boolean
  pausedAt: number | null
  pausedUntil: number | null
  pauseReason: string | null
  /** Who paused it; without a meaning while it is not paused. */
  pausedBy: Actor
  skips: number | null
  recordedTo: number
  passed: number
  nextAt: number | null
  wakeAt: number | null
  problem: string | null
  createdAt: number
  updatedAt: number
}

/** The next occurrence of a schedule, as it was last computed. */
export type NextOccurrence = Pick<ScheduleRow, 'recordedTo' | 'passed' | 'skips' | 'nextAt' | 'wakeAt' | 'problem'>

type Row = Omit<ScheduleRow, 'spec' | 'enabled' | 'jobEnabled' | 'jobPaused' | 'pausedBy'> & {
  spec: string
  enabled: number
  jobEnabled: number
  jobPaused: number
  actor: string
}

export type Schedules = ReturnType<typeof createSchedules>

const select = `SELECT s.number, s.id, s.job_id AS jobId, j.name AS job, j.enabled AS jobEnabled, s.name, s.spec, s.enabled,
    coalesce(s.paused_at, j.paused_at) AS pausedAt,
    s.paused_until AS pausedUntil, iif(s.paused_at IS NULL, j.pause_reason, s.pause_reason) AS pauseReason, j.paused_at IS NOT NULL AS jobPaused, s.skips, s.recorded_to AS recordedTo,
    s.passed, s.next_at AS nextAt, s.wake_at AS wakeAt, s.problem, s.created_at AS createdAt, s.updated_at AS updatedAt,
    ${actorOf('iif(s.paused_at IS NULL, coalesce(j.paused_by, s.paused_by), s.paused_by)')}
  FROM schedule s JOIN job j ON j.id = s.job_id`
const lives = 's.deleted_at IS NULL AND j.deleted_at IS NULL'

export function createSchedules(db: Db, actors: Actors) {
  const byId = db.prepare(`${select} WHERE s.id = ? AND ${lives}`)
  const byNumber = db.prepare(`${select} WHERE s.number = ?`)
  const ofJob = db.prepare(`${select} WHERE s.job_id = ? AND ${lives} ORDER BY s.number`)
  const page = db.prepare(`${select} WHERE s.number > ? AND ${lives} ORDER BY s.number LIMIT ?`)
  const due = db.prepare(`${select} WHERE s.wake_at <= ? ORDER BY s.wake_at LIMIT ?`)
  const soon = db.prepare(`${select} WHERE s.wake_at <= ? AND ${lives} ORDER BY s.wake_at LIMIT ?`)
  const nextWake = db.prepare('SELECT wake_at FROM schedule WHERE wake_at IS NOT NULL ORDER BY wake_at LIMIT 1').pluck()
  const countOfJob = db.prepare('SELECT count(*) FROM schedule WHERE job_id = ? AND deleted_at IS NULL').pluck()
  const insert = db.prepare(
    `INSERT INTO schedule (id, job_id, name, spec, enabled, recorded_to, created_at, updated_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
  )
  const update = db.prepare(
    'UPDATE schedule SET name = ?, spec = ?, enabled = ?, wake_at = NULL, updated_at = ? WHERE number = ?',
  )
  const setNextDue = db.prepare(
    'UPDATE schedule SET recorded_to = ?, passed = ?, skips = ?, next_at = ?, wake_at = ?, problem = ? WHERE number = ?',
  )
  const setPause = db.prepare(
    'UPDATE schedule SET paused_at = ?, paused_until = ?, pause_reason = ?, updated_at = ?, paused_by = ? WHERE number = ?',
  )
  const setDeleted = db.prepare('UPDATE schedule SET deleted_at = ?, next_at = NULL, wake_at = NULL, updated_at = ? WHERE id = ?')
  const deleted = db.prepare('SELECT number, job_id AS jobId FROM schedule WHERE id = ? AND deleted_at IS NOT NULL')
  const rest = db.prepare('UPDATE schedule SET next_at = NULL, wake_at = NULL WHERE job_id = ?')
  const ahead = db.prepare(`SELECT number FROM schedule WHERE recorded_to > ? AND deleted_at IS NULL LIMIT ?`).pluck()
  const touch = db.prepare('UPDATE schedule SET updated_at = ? WHERE number = ?')
  const setBack = db.prepare('UPDATE schedule SET recorded_to = ? WHERE number = ?')

  const fromRow = ({ spec, enabled, jobEnabled, jobPaused, actor, ...row }: Row): ScheduleRow => ({
    ...row,
    pausedBy: readActor(actor),
    spec: readSpec(spec),
    enabled: enabled === 1,
    jobEnabled: jobEnabled === 1,
    jobPaused: jobPaused === 1,
  })
  const all = (statement: Statement, ...values: (string | number)[]): ScheduleRow[] =>
    (statement.all(values) as Row[]).map(fromRow)

  /** Throws not-found. */
  function find(id: string): ScheduleRow {
    const row = byId.get(id) as Row | undefined
    if (!row) throw new AppError('not-found', `There is no schedule "${id}".`)
    return fromRow(row)
  }

  return {
    find,
    byNumber: (number: number): ScheduleRow | null => {
      const row = byNumber.get(number) as Row | undefined
      return row ? fromRow(row) : null
    },
    ofJob: (jobId: string): ScheduleRow[] => all(ofJob, jobId),
    page: (after: number, limit: number): ScheduleRow[] => all(page, after, limit),
    /** Schedules that are due. */
    due: (now: number, limit: number): ScheduleRow[] => all(due, now, limit),
    /** The next ones, up to a time. */
    soon: (until: number, limit: number): ScheduleRow[] => all(soon, until, limit),
    nextWake: (): number | null => (nextWake.get() as number | undefined) ?? null,
    create(jobId: string, { name, spec, enabled }: Pick<ScheduleRow, 'name' | 'spec' | 'enabled'>, now: number): ScheduleRow {
      if ((countOfJob.get(jobId) as number) >= limits.schedulesOfJob)
        throw new AppError('conflict', `A job has at most ${limits.schedulesOfJob} schedules.`)
      const id = newId(now)
      insert.run(id, jobId, name, JSON.stringify(spec), Number(enabled), now, now, now)
      return find(id)
    },
    /** Compute its next occurrence again after this. */
    update(row: ScheduleRow, { name, spec, enabled }: Pick<ScheduleRow, 'name' | 'spec' | 'enabled'>, now: number): void {
      // Always later than before, because it identifies a state.
      update.run(name, JSON.stringify(spec), Number(enabled), Math.max(now, row.updatedAt + 1), row.number)
    },
    /** The schedule changes from now on. */
    touch: (row: ScheduleRow, now: number): void => void touch.run(Math.max(now, row.updatedAt + 1), row.number),
    setNextDue: (number: number, { recordedTo, passed, skips, nextAt, wakeAt, problem }: NextOccurrence): void =>
      void setNextDue.run(recordedTo, passed, skips, nextAt, wakeAt, problem, number),
    setPause(row: ScheduleRow, pause: { at: number; until: number | null; reason: string } | null, now: number): void {
      const [at, until, reason] = [pause?.at ?? null, pause?.until ?? null, pause?.reason ?? null]
      setPause.run(at, until, reason, Math.max(now, row.updatedAt + 1), actors.current(), row.number)
    },
    remove: (id: string, now: number): void => void setDeleted.run(now, now, id),
    /** Returns its number. Throws not-found if no such schedule was deleted. */
    restore(id: string, now: number): number {
      const row = deleted.get(id) as { number: number; jobId: string } | undefined
      if (!row) throw new AppError('not-found', `There is no deleted schedule "${id}".`)
      setDeleted.run(null, now, id)
      return row.number
    },
    /** Schedules of a deleted job have no occurrences. */
    restAll: (jobId: string): void => void rest.run(jobId),
    /** Schedules whose records are later than the clock. */
    ahead: (now: number, limit: number): number[] => ahead.all(now, limit) as number[],
    setBack: (number: number, to: number): void => void setBack.run(to, number),
  }
}

const known = new Map<string, ScheduleSpec>()
const knownMost = 20_000

/** Parsed once for each text, because very many schedules are alike. */
function readSpec(text: string): ScheduleSpec {
  let spec = known.get(text)
  if (!spec) {
    // A definition that this release would refuse is not lost: it stays, with its problem.
    const parsed = ScheduleSpec.safeParse(JSON.parse(text))
    spec = parsed.success ? parsed.data : (JSON.parse(text) as ScheduleSpec)
    if (known.size >= knownMost) known.clear()
    known.set(text, spec)
  }
  return spec
}
