import { AppError } from '../../../shared/errors.ts'
import type { Backfill } from '../../../shared/model/backfill.ts'
import type { ScheduleSpec } from '../../../shared/model/schedule.ts'
import type { State } from '../../../shared/run-state.ts'
import { newId } from '../base/ids.ts'
import { type Actors, actorOf, withActor } from './actors.ts'
import type { Db } from './db.ts'

export type BackfillRow = Omit<Backfill, 'begun' | 'succeeded' | 'failed'> & {
  number: number
  schedule: number
  spec: ScheduleSpec
  doneTo: number
}
type Row = Omit<BackfillRow, 'spec' | 'again' | 'actor'> & { spec: string; again: number; actor: string }

const select = `SELECT b.number, b.id, b.schedule, s.id AS scheduleId, s.job_id AS jobId, j.name AS job, b.spec, b.from_at AS "from",
    b.to_at AS "to", b.again, b.at_once AS atOnce, b.done_to AS doneTo, b.total, b.state, b.note, b.created_at AS createdAt,
    b.ended_at AS endedAt, ${actorOf('b.actor')}
  FROM backfill b JOIN schedule s ON s.number = b.schedule JOIN job j ON j.id = s.job_id`

/** Backfills and their progress. */
export function createBackfills(db: Db, actors: Actors) {
  const byId = db.prepare(`${select} WHERE b.id = ?`)
  const byNumber = db.prepare(`${select} WHERE b.number = ?`)
  const ofSchedule = db.prepare(`${select} WHERE b.schedule = ? ORDER BY b.number DESC LIMIT ?`)
  const page = db.prepare(`${select} ORDER BY b.number DESC LIMIT ?`)
  const running = db.prepare(`SELECT number FROM backfill WHERE state = 'running' ORDER BY number`).pluck()
  const insert = db.prepare(
    `INSERT INTO backfill (id, schedule, spec, from_at, to_at, again, at_once, done_to, total, state, created_at, actor)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 'running', ?, ?)`,
  )
  const setDone = db.prepare('UPDATE backfill SET done_to = ? WHERE number = ?')
  const setState = db.prepare('UPDATE backfill SET state = ?, note = ?, ended_at = ? WHERE number = ?')
  const counts = db.prepare('SELECT status, count(*) AS count FROM run WHERE backfill = ? GROUP BY status')
  const queued = db.prepare(`SELECT number FROM run WHERE backfill = ? AND status = 'queued'`).pluck()
  const hasRun = db
    .prepare(
      `SELECT EXISTS (SELECT 1 FROM run WHERE schedule = ? AND due_at = ? AND status IN ('succeeded', 'running', 'queued'))`,
    )
    .pluck()

  /** False: none was running at the last check, and none was started since, not even in a write that was rolled back. */
  let mayRun = true

  const fromRow = ({ spec, again, ...row }: Row): BackfillRow => ({
    ...withActor(row),
    spec: JSON.parse(spec) as ScheduleSpec,
    again: again === 1,
  })

  return {
    /** Throws not-found. */
    find(id: string): BackfillRow {
      const row = byId.get(id) as Row | undefined
      if (!row) throw new AppError('not-found', `There is no backfill "${id}".`)
      return fromRow(row)
    },
    get: (number: number): BackfillRow => fromRow(byNumber.get(number) as Row),
    /** Newest first. */
    ofSchedule: (schedule: number, limit: number): BackfillRow[] => (ofSchedule.all(schedule, limit) as Row[]).map(fromRow),
    newest: (limit: number): BackfillRow[] => (page.all(limit) as Row[]).map(fromRow),
    mayRun: (): boolean => mayRun,
    running(): number[] {
      const found = running.all() as number[]
      mayRun = found.length > 0
      return found
    },
    create(row: Pick<BackfillRow, 'schedule' | 'spec' | 'from' | 'to' | 'again' | 'atOnce' | 'total'>, now: number): BackfillRow {
      const { schedule, spec, from, to, again, atOnce, total } = row
      mayRun = true
      const { lastInsertRowid } = insert.run(
        newId(now),
        schedule,
        JSON.stringify(spec),
        from,
        to,
        Number(again),
        atOnce,
        from - 1,
        total,
        now,
        actors.current(),
      )
      return fromRow(byNumber.get(Number(lastInsertRowid)) as Row)
    },
    setDone: (number: number, to: number): void => void setDone.run(to, number),
    setState(number: number, state: Backfill['state'], note: string | null, endedAt: number | null): void {
      mayRun ||= state === 'running'
      setState.run(state, note, endedAt, number)
    },
    /** How many of its runs are in each state. */
    counts: (number: number): Partial<Record<State, number>> =>
      Object.fromEntries((counts.all(number) as { status: State; count: number }[]).map(({ status, count }) => [status, count])),
    queued: (number: number): number[] => queued.all(number) as number[],
    /** A run for this occurrence has succeeded, or is queued or running. */
    hasRun: (schedule: number, dueAt: number): boolean => hasRun.get(schedule, dueAt) === 1,
  }
}
