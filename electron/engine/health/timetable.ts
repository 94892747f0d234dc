import cron from 'node-cron'
import type { MaintenanceRun } from '../../../shared/model/maintenance.ts'

/** Times of the timetable are whole multiples of this, in every zone: zones differ from UTC by such multiples. */
const stepMs = 5 * 60_000
/** A time that no clock shows within so long is a mistake in the timetable. */
const longestMs = 32 * 24 * 3_600_000
const retryMs = 3_600_000

export type Timetable = { /** The first time after a moment. */ next(after: number): number; close(): void }

/**
 * When a cron expression is due, as node-cron reads it. node-cron's own timers know only the system's clock; so the engine's
 * clock wakes LocalFlow, and node-cron is asked which minutes match.
 */
export function readTimetable(expression: string, zone?: string): Timetable {
  const task = cron.createTask(expression, () => {}, zone === undefined ? {} : { timezone: zone })
  return {
    next(after) {
      const first = (Math.floor(after / stepMs) + 1) * stepMs
      for (let at = first; at < first + longestMs; at += stepMs) if (task.match(new Date(at))) return at
      throw new Error(`"${expression}" names no time within ${longestMs / 86_400_000} days`)
    },
    close: () => void task.destroy(),
  }
}

/**
 * When a task is due after its last run: at the next time of its schedule, or an hour later if it failed or was cut off. A last
 * run that is still to come, by a clock that was set back, counts as if it were now.
 */
export function dueAfter({ next }: Pick<Timetable, 'next'>, last: MaintenanceRun | null, now: number): number {
  if (last === null) return now
  const scheduled = next(Math.min(last.startedAt, now))
  return last.result === null ? Math.min(scheduled, Math.min(last.endedAt ?? last.startedAt, now) + retryMs) : scheduled
}
