import type { Occurrence } from '../../../shared/model/schedule.ts'
import type { OccurrenceOutcome, OccurrenceReason } from '../../../shared/occurrence-state.ts'
import type { State } from '../../../shared/run-state.ts'
import { createAbsences } from './absences.ts'
import type { Db, Statement } from './db.ts'

export type NewOccurrence = {
  schedule: number
  dueAt: number
  lastAt: number
  count: number | null
  outcome: OccurrenceOutcome
  reason: OccurrenceReason | null
  run: number | null
  now: number
}

type Row = {
  scheduleId: string
  jobId: string
  job: string
  dueAt: number
  lastAt: number
  count: number | null
  outcome: OccurrenceOutcome
  reason: OccurrenceReason | null
  recordedAt: number
  runId: string | null
  run: number | null
  status: State | null
  madeUp: number
}

const select = `SELECT s.id AS scheduleId, s.job_id AS jobId, j.name AS job, o.due_at AS dueAt, o.last_at AS lastAt, o.count,
    o.outcome, o.reason, o.recorded_at AS recordedAt, r.id AS runId, r.number AS run, r.status,
    (SELECT count(*) FROM run b WHERE b.schedule = o.schedule AND b.due_at BETWEEN o.due_at AND o.last_at
       AND b.backfill IS NOT NULL AND b.status = 'succeeded') AS madeUp
  FROM occurrence o JOIN schedule s ON s.number = o.schedule JOIN job j ON j.id = s.job_id LEFT JOIN run r ON r.number = o.run`

/** The outcomes of past occurrences. */
export function createOccurrences(db: Db) {
  const insert = db.prepare(
    'INSERT INTO occurrence (schedule, due_at, last_at, count, outcome, reason, run, recorded_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
  )
  const newest = db.prepare(
    'SELECT due_at AS dueAt, last_at AS lastAt, count, outcome, reason, run FROM occurrence WHERE schedule = ? AND due_at <= ? ORDER BY due_at DESC LIMIT 1',
  )
  const extend = db.prepare('UPDATE occurrence SET last_at = ?, count = ?, recorded_at = ? WHERE schedule = ? AND due_at = ?')
  const after = db.prepare(
    'SELECT due_at AS dueAt, last_at AS lastAt FROM occurrence WHERE schedule = ? AND due_at > ? ORDER BY due_at LIMIT ?',
  )
  const deleteAfter = db.prepare(`DELETE FROM occurrence WHERE schedule = ? AND due_at > ? AND run IS NULL AND reason <> 'asked'`)
  const between = db.prepare(`${select} WHERE o.due_at BETWEEN ? AND ? ORDER BY o.due_at, o.schedule LIMIT ?`)
  const ofSchedule = db.prepare(`${select} WHERE o.schedule = ? AND o.due_at < ? ORDER BY o.due_at DESC LIMIT ?`)
  const recordedSince = db.prepare(
    `${select} WHERE o.recorded_at >= ? AND o.outcome <> 'ran' ORDER BY o.recorded_at DESC, o.due_at DESC LIMIT ?`,
  )
  const missedAfter = db.prepare(
    `SELECT due_at AS dueAt, last_at AS lastAt, count FROM occurrence WHERE schedule = ? AND due_at > ? AND run IS NULL AND outcome = 'missed'`,
  )
  const countMissed = db.prepare(
    `INSERT INTO job_day (job_id, day, version, missed) SELECT job_id, ?, 0, ? FROM schedule WHERE number = ?
     ON CONFLICT (job_id, day, version) DO UPDATE SET missed = max(0, missed + excluded.missed)`,
  )
  const uncountMissed = db.prepare(
    'UPDATE job_day SET missed = max(0, missed - ?) WHERE job_id = (SELECT job_id FROM schedule WHERE number = ?) AND day = ? AND version = 0',
  )
  const prune = db.prepare(
    'DELETE FROM occurrence WHERE (schedule, due_at) IN (SELECT schedule, due_at FROM occurrence WHERE recorded_at < ? LIMIT ?)',
  )
  let prunedTo = 0

  const list = (statement: Statement, ...values: number[]): Occurrence[] =>
    (statement.all(values) as Row[]).map(({ runId, run, status, ...occurrence }) => ({
      ...occurrence,
      run: runId !== null && run !== null && status !== null ? { id: runId, number: run, status } : null,
    }))

  return {
    /** Consecutive occurrences with the same outcome share a row: the previous stretch grows if it has the same outcome. */
    put({ schedule, dueAt, lastAt, count, outcome, reason, run, now }: NewOccurrence, after: number): void {
      if (outcome === 'missed')
        for (const { day, share } of daysOf({ dueAt, lastAt, count })) countMissed.run(day, share, schedule)
      const before = newest.get(schedule, dueAt) as NewOccurrence | undefined
      const goesOn =
        run === null && before?.run === null && before.outcome === outcome && before.reason === reason && before.lastAt === after
      if (!goesOn || !before) return void insert.run(schedule, dueAt, lastAt, count, outcome, reason, run, now)
      const sum = before.count === null || count === null ? null : before.count + count
      extend.run(lastAt, sum, now, schedule, before.dueAt)
    },
    /** The records after a time, in order. */
    after: (schedule: number, at: number, limit: number): { dueAt: number; lastAt: number }[] =>
      after.all(schedule, at, limit) as { dueAt: number; lastAt: number }[],
    /** Whether this occurrence has a record, by itself or in a stretch. */
    covers(schedule: number, at: number): boolean {
      const before = newest.get(schedule, at) as { lastAt: number } | undefined
      return before !== undefined && before.lastAt >= at
    },
    /**
     * Takes back the outcomes of occurrences that are in the future again after the clock was set back, unless they ran or
     * were to be skipped. `lastUpTo` returns the last occurrence of a stretch that stays.
     */
    turnBack(schedule: number, now: number, lastUpTo: (from: number) => number): void {
      const uncount = (stretch: Stretch): void => {
        for (const { day, share } of daysOf(stretch)) uncountMissed.run(share, schedule, day)
      }
      for (const stretch of missedAfter.all(schedule, now) as Stretch[]) uncount(stretch)
      deleteAfter.run(schedule, now)
      const before = newest.get(schedule, now) as NewOccurrence | undefined
      if (before && before.lastAt > now && before.outcome === 'missed')
        uncount({ dueAt: now, lastAt: before.lastAt, count: partOf(before, now) })
      if (before && before.lastAt > now) extend.run(lastUpTo(before.dueAt), null, now, schedule, before.dueAt)
    },
    between: (from: number, to: number, limit: number): Occurrence[] => list(between, from, to, limit),
    ofSchedule: (schedule: number, before: number, limit: number): Occurrence[] => list(ofSchedule, schedule, before, limit),
    /** Occurrences that did not run on time, by when they were recorded. */
    amissSince: (at: number, limit: number): Occurrence[] => list(recordedSince, at, limit),
    /** Returns how many there were: if that is the limit, there may be more. */
    prune(before: number, limit: number): number {
      prunedTo = Math.max(prunedTo, before)
      return prune.run(before, limit).changes
    },
    /** Earlier occurrences may be gone: a clock that was far ahead deletes many. */
    prunedTo: (): number => prunedTo,
    ...createAbsences(db),
  }
}

type Stretch = Pick<NewOccurrence, 'dueAt' | 'lastAt' | 'count'>

/** Longer stretches only count for their last days. */
const daysMost = 100
const dayMs = 86_400_000

/** How many of the occurrences of a stretch come after a time, roughly: they count as evenly spread. */
const partOf = ({ dueAt, lastAt, count }: Stretch, from: number): number | null =>
  count === null ? null : Math.round((count * (lastAt - from)) / Math.max(1, lastAt - dueAt))

/** The occurrences of a stretch, evenly spread over its days, by the calendar of this computer. */
function daysOf({ dueAt, lastAt, count }: Stretch): { day: string; share: number }[] {
  const all: string[] = []
  for (let at = lastAt; all.length < daysMost; at -= dayMs) {
    all.unshift(localDay(Math.max(at, dueAt)))
    if (localDay(at) <= localDay(dueAt)) break
  }
  const days = [...new Set(all)]
  const total = count ?? days.length
  return days
    .map((day, at) => ({ day, share: Math.floor((total * (at + 1)) / days.length) - Math.floor((total * at) / days.length) }))
    .filter(({ share }) => share > 0)
}

function localDay(at: number): string {
  const date = new Date(at)
  const two = (value: number): string => String(value).padStart(2, '0')
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`
}
