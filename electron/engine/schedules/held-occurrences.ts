import type { Occurrence } from '../../../shared/model/schedule.ts'
import { thinned } from '../../../shared/schedule/moments.ts'
import type { ScheduleRow } from '../store/schedules.ts'
import type { Store } from '../store/store.ts'
import { resolveDue } from './due-moments.ts'
import { dueOf } from './due-of.ts'
import { readMoments } from './moments-cache.ts'

/** The most occurrences of a stretch that one answer counts. */
const countMost = 10_000

const isHeld = ({ enabled, pausedAt }: ScheduleRow): boolean => !enabled || pausedAt !== null

/**
 * The past occurrences of a paused or disabled schedule that have no record yet, newest first. Nothing wakes for them, so
 * the scheduler records them together when the schedule goes on.
 */
export function heldOccurrences(store: Store, row: ScheduleRow, now: number): Occurrence[] {
  if (!isHeld(row) || row.problem !== null) return []
  const barred = row.pausedAt === null ? 'turned-off' : 'paused'
  const upTo = Math.min(now, row.pausedUntil ?? now)
  const { id: scheduleId, jobId, job } = row
  return resolveDue(dueOf(store, row, { barred, absence: null, now: upTo, countMost }))
    .occurrences.map(({ dueAt, lastAt, count, outcome, reason }) => {
      const what = { dueAt, lastAt, count, outcome, reason }
      return { scheduleId, jobId, job, ...what, recordedAt: now, run: null, madeUp: 0 }
    })
    .toReversed()
}

/** The next occurrence. The stored one of a paused schedule may have passed, because nothing wakes for it. */
export function nextOccurrence(row: ScheduleRow, now: number): number | null {
  const { enabled, nextAt, spec, recordedTo, passed } = row
  if (!enabled) return null
  if (!isHeld(row) || nextAt === null || nextAt > now) return nextAt
  const moments = readMoments(spec)
  // After very many occurrences, the count of every nth starts again.
  return thinned({ every: spec.every, moments, recordedTo, passed }).next(now) ?? moments.next(now)
}
