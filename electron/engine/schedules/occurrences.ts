import { AppError } from '../../../shared/errors.ts'
import { systemActor } from '../../../shared/model/actor.ts'
import type { Absence } from '../../../shared/model/schedule.ts'
import { isPaused, type Settings } from '../../../shared/model/settings.ts'
import type { Moments } from '../../../shared/schedule/moments.ts'
import type { SlotReason } from '../../../shared/slot-state.ts'
import { actAs } from '../base/actor.ts'
import type { Clock } from '../base/clock.ts'
import type { Log } from '../base/log.ts'
import { type Core, enqueue } from '../queue/queue.ts'
import type { ScheduleRow } from '../store/schedules.ts'
import { type Settled, settle } from './due-moments.ts'
import { readMoments, startsOf } from './moments-cache.ts'
import type { NextDue } from './next-due.ts'
import { scheduleActor } from './schedule-actor.ts'

/** Moments of stretches that are counted in one look, over all schedules. */
export const countMost = 10_000
/** Slots behind a clock that was set back that are read at once. */
const knownMost = 500

type Parts = {
  core: Core
  clock: Clock
  log: Log
  settings: () => Pick<Settings, 'paused'>
  /** How long nothing could be started, if that is not recorded yet. */
  absence: () => Absence | null
  next: NextDue
}

/** Writes down what became of each moment of a schedule, and starts the runs that are due, in the same write. */
export function createOccurrences({ core, clock, log, settings, absence, next }: Parts) {
  const { store } = core
  const { event, setProblem, setCourse } = next
  let begunRuns = 0

  /** To be called inside a write. */
  const settleOne = (row: ScheduleRow, now: number, most = countMost): void => actAs(systemActor, () => settleNow(row, now, most))

  function settleNow(row: ScheduleRow, now: number, most: number): void {
    const over = row.pausedUntil !== null && row.pausedUntil <= now
    if (!over) return settleUpTo(row, now, most)
    settleUpTo(row, row.pausedUntil as number, most)
    store.schedules.setPause(row, null, now)
    event(row, 'resumed', { by: 'time' }, now)
    settleUpTo(reread(row), now, most)
  }

  function settleUpTo(row: ScheduleRow, now: number, most: number, barred = barOf(row)): void {
    let moments: Moments
    try {
      moments = readMoments(row.spec)
    } catch (error) {
      return setProblem(row, (error as Error).message, now)
    }
    const { spec, settledTo, passed, skips } = row
    const known = store.slots.after(row.number, settledTo, knownMost)
    const upTo = known.length === knownMost ? Math.min(now, known.at(-1)?.lastAt ?? now) : now
    const startOf = startsOf(row)
    const verdict = settle({
      spec,
      moments,
      settledTo,
      passed,
      skips,
      barred,
      absence: absence(),
      now,
      upTo,
      startOf,
      known,
      countMost: most,
    })
    let after = settledTo
    for (const slot of verdict.slots) {
      const begun = slot.runAfter === null ? null : begin(row, slot, now)
      const said = slot.runAfter !== null && begun === null ? ({ ...slot, outcome: 'missed', reason: 'refused' } as const) : slot
      store.slots.put({ ...said, schedule: row.number, run: begun, now }, after)
      after = slot.lastAt
    }
    if (verdict.slots.length > 0) tell(row, verdict.slots, now)
    setCourse({ ...row, settledTo: verdict.settledTo, passed: verdict.passed }, now)
  }

  /** Gives the number of the run; null: its job or its queue takes nothing in. */
  function begin(row: ScheduleRow, slot: Settled, now: number): number | null {
    try {
      const job = store.jobs.find(row.jobId)
      const catchesUp = slot.outcome === 'late' && row.spec.missed.policy === 'all'
      const request = {
        title: job.name,
        trigger: 'schedule' as const,
        job,
        dueAt: now + (slot.runAfter ?? 0),
        slot: { schedule: row.number, dueAt: slot.dueAt, catchesUp },
      }
      const { run } = actAs(scheduleActor(row), () => enqueue(core, request, now))
      begunRuns++
      return run.number
    } catch (error) {
      if (!(error instanceof AppError)) throw error
      log.warn('a run that was due could not be queued', { schedule: row.id, error })
      return null
    }
  }

  /** What ran as it should is told by its run. */
  function tell(row: ScheduleRow, slots: Settled[], now: number): void {
    const amiss = slots.filter(({ outcome }) => outcome !== 'ran')
    if (amiss.length === 0) return
    const counts = amiss.map(({ outcome, reason, count, dueAt, lastAt }) => ({ outcome, reason, count, dueAt, lastAt }))
    event(row, 'settled', { slots: counts.slice(0, 20) }, now)
  }

  function barOf({ pausedAt, enabled, jobEnabled }: ScheduleRow): SlotReason | null {
    if (isPaused(settings().paused, clock.now())) return 'all-paused'
    if (pausedAt !== null) return 'paused'
    if (!enabled) return 'turned-off'
    return jobEnabled ? null : 'job-off'
  }

  const reread = (row: ScheduleRow): ScheduleRow => store.schedules.byNumber(row.number) ?? row

  return {
    settleOne,
    /** For a schedule that ends, as it was, while nobody is there to start anything. */
    settleAsClosed: (row: ScheduleRow, now: number): void => actAs(systemActor, () => settleUpTo(row, now, countMost, 'closed')),
    /** How many runs it has started in all. */
    begunRuns: (): number => begunRuns,
  }
}
