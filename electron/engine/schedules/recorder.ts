import { AppError } from '../../../shared/errors.ts'
import { systemActor } from '../../../shared/model/actor.ts'
import type { Absence } from '../../../shared/model/schedule.ts'
import { isPaused, type Settings } from '../../../shared/model/settings.ts'
import type { OccurrenceReason } from '../../../shared/occurrence-state.ts'
import { actAs } from '../base/actor.ts'
import type { Clock } from '../base/clock.ts'
import type { Log } from '../base/log.ts'
import { type Core, enqueue } from '../queue/queue.ts'
import { withState } from '../state/state.ts'
import type { ScheduleRow } from '../store/schedules.ts'
import { type Due, type Resolved, resolveDue } from './due-moments.ts'
import { dueOf } from './due-of.ts'
import type { NextDue } from './next-due.ts'
import { scheduleActor } from './schedule-actor.ts'

/** Occurrences of stretches that one check counts, over all schedules. */
export const countMost = 10_000

type Parts = {
  core: Core
  clock: Clock
  log: Log
  settings: () => Pick<Settings, 'paused'>
  /** The current stretch in which nothing could start, if it is not recorded yet. */
  absence: () => Absence | null
  next: NextDue
}

/** Records the outcome of each occurrence of a schedule, and starts due runs in the same write. */
export function createRecorder({ core, clock, log, settings, absence, next }: Parts) {
  const { store } = core
  const { event, setProblem, setNextDue } = next
  let begunRuns = 0

  /** Call inside a write. */
  const recordDue = (row: ScheduleRow, now: number, most = countMost): void => actAs(systemActor, () => recordNow(row, now, most))

  function recordNow(row: ScheduleRow, now: number, most: number): void {
    const over = row.pausedUntil !== null && row.pausedUntil <= now
    if (!over) return recordUpTo(row, now, most)
    recordUpTo(row, row.pausedUntil as number, most)
    store.schedules.setPause(row, null, now)
    event(row, 'resumed', { by: 'time' }, now)
    recordUpTo(reread(row), now, most)
  }

  function recordUpTo(row: ScheduleRow, now: number, most: number, barred = barOf(row)): void {
    let due: Due
    try {
      due = dueOf(store, row, { barred, absence: absence(), now, countMost: most })
    } catch (error) {
      return setProblem(row, (error as Error).message, now)
    }
    const verdict = resolveDue(due)
    let after = row.recordedTo
    for (const occurrence of verdict.occurrences) {
      const begun = occurrence.runAfter === null ? null : begin(row, occurrence, now)
      const said =
        occurrence.runAfter !== null && begun === null
          ? ({ ...occurrence, outcome: 'missed', reason: 'refused' } as const)
          : occurrence
      store.occurrences.put({ ...said, schedule: row.number, run: begun, now }, after)
      after = occurrence.lastAt
    }
    if (verdict.occurrences.length > 0) tell(row, verdict.occurrences, now)
    setNextDue({ ...row, recordedTo: verdict.recordedTo, passed: verdict.passed }, now)
  }

  /** Returns the number of the run; null: its job or its queue refuses it. */
  function begin(row: ScheduleRow, occurrence: Resolved, now: number): number | null {
    try {
      const job = store.jobs.find(row.jobId)
      const catchesUp = occurrence.outcome === 'late' && row.spec.missed.policy === 'all'
      const request = {
        title: job.name,
        trigger: 'schedule' as const,
        job,
        dueAt: now + (occurrence.runAfter ?? 0),
        values: withState(store, job.id, row.spec.params),
        occurrence: { schedule: row.number, dueAt: occurrence.dueAt, catchesUp },
      }
      const { run } = actAs(scheduleActor(row), () => enqueue(core, request, now))
      begunRuns++
      return run.number
    } catch (error) {
      if (!(error instanceof AppError)) throw error
      log.warn('could not queue the run of an occurrence', { schedule: row.id, error })
      return null
    }
  }

  /** Occurrences that ran on time are reported by their runs. */
  function tell(row: ScheduleRow, occurrences: Resolved[], now: number): void {
    const amiss = occurrences.filter(({ outcome }) => outcome !== 'ran')
    if (amiss.length === 0) return
    const counts = amiss.map(({ outcome, reason, count, dueAt, lastAt }) => ({ outcome, reason, count, dueAt, lastAt }))
    event(row, 'occurrences recorded', { occurrences: counts.slice(0, 20) }, now)
  }

  function barOf({ pausedAt, enabled, jobEnabled }: ScheduleRow): OccurrenceReason | null {
    if (isPaused(settings().paused, clock.now())) return 'all-paused'
    if (pausedAt !== null) return 'paused'
    if (!enabled) return 'turned-off'
    return jobEnabled ? null : 'job-off'
  }

  const reread = (row: ScheduleRow): ScheduleRow => store.schedules.byNumber(row.number) ?? row

  return {
    recordDue,
    /** For a schedule that ends while no engine could start anything. */
    recordAsClosed: (row: ScheduleRow, now: number): void => actAs(systemActor, () => recordUpTo(row, now, countMost, 'closed')),
    /** The total number of runs it has started. */
    begunRuns: (): number => begunRuns,
  }
}
