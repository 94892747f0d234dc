import { AppError } from '../../../shared/errors.ts'
import { thinned } from '../../../shared/schedule/moments.ts'
import type { Log } from '../base/log.ts'
import type { ScheduleRow } from '../store/schedules.ts'
import type { Store } from '../store/store.ts'
import { readMoments, startsOf } from './moments-cache.ts'

/** The most occurrences with a record, as after the clock was set back, that are skipped at once to find the next without one. */
const coveredMost = 500

export type NextDue = ReturnType<typeof createNextDue>

/** Computes and writes when a schedule is due next. Call inside a write. */
export function createNextDue({ store, log }: { store: Store; log: Log }) {
  const event = (row: ScheduleRow, type: string, data: Record<string, unknown>, now: number): void =>
    store.events.append({ at: now, noun: 'schedule', id: row.id, type, data: { jobId: row.jobId, ...data } })

  function setProblem(row: ScheduleRow, problem: string, now: number): void {
    const { recordedTo, passed, skips } = row
    store.schedules.setNextDue(row.number, { recordedTo, passed, skips, nextAt: null, wakeAt: null, problem })
    if (row.problem !== problem) event(row, 'problem', { problem }, now)
    log.warn('a schedule has no occurrences', { schedule: row.id, problem })
  }

  /** Computes its next occurrence. Call inside a write. */
  function setNextDue(row: ScheduleRow, now: number): void {
    const { recordedTo, passed, skips } = row
    try {
      const moments = thinned({ every: row.spec.every, moments: readMoments(row.spec), recordedTo, passed })
      let nextAt = moments.next(recordedTo)
      for (let steps = 0; nextAt !== null && steps < coveredMost && store.occurrences.covers(row.number, nextAt); steps++)
        nextAt = moments.next(nextAt)
      const wakeAt = !row.enabled
        ? null
        : row.pausedAt !== null
          ? row.pausedUntil
          : nextAt === null
            ? null
            : startsOf(row)(nextAt)
      const stillSkips = skips !== null && skips > recordedTo ? skips : null
      store.schedules.setNextDue(row.number, { recordedTo, passed, skips: stillSkips, nextAt, wakeAt, problem: null })
    } catch (error) {
      if (!(error instanceof AppError)) throw error
      setProblem(row, error.message, now)
    }
  }

  /** Treats the schedule as new: no earlier occurrence is due. Call inside a write. */
  function restart(row: ScheduleRow, now: number): void {
    store.schedules.touch(row, now)
    setNextDue({ ...row, recordedTo: now, passed: 0 }, now)
  }

  return { event, setProblem, setNextDue, restart }
}
