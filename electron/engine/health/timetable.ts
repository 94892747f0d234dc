import cron from 'node-cron'
import type { MaintenanceRun } from '../../../shared/model/maintenance.ts'

const minuteMs = 60_000
/** Zones differ from UTC by whole quarters of an hour. */
const quarter = 15
/** If no time matches for this long, the timetable is wrong. */
const longestMs = 32 * 24 * 3_600_000
const retryMs = 3_600_000

export type Timetable = { /** The first time after the given one. */ next(after: number): number; close(): void }

/**
 * The times of a cron expression, as node-cron reads it. node-cron's own timers only know the system's clock; so the
 * engine's clock wakes LocalFlow, and node-cron decides which minutes match.
 */
export function readTimetable(expression: string, zone?: string): Timetable {
  const task = cron.createTask(expression, () => {}, zone === undefined ? {} : { timezone: zone })
  // node-cron takes 13 ms for every minute of a day, and 1 ms for those of them that may match.
  const minutes = new Set(cron.parse(expression).minute.map((minute) => minute % quarter))
  return {
    next(after) {
      const first = (Math.floor(after / minuteMs) + 1) * minuteMs
      for (let at = first; at < first + longestMs; at += minuteMs)
        if (minutes.has((at / minuteMs) % quarter) && task.match(new Date(at))) return at
      throw new Error(`"${expression}" names no time within ${longestMs / 86_400_000} days`)
    },
    close: () => void task.destroy(),
  }
}

/**
 * When a task is due after its last run: at the next time of its schedule, or an hour later if it failed or was interrupted.
 * A last run in the future, after the clock was set back, counts as if it were now.
 */
export function dueAfter({ next }: Pick<Timetable, 'next'>, last: MaintenanceRun | null, now: number): number {
  if (last === null) return now
  const scheduled = next(Math.min(last.startedAt, now))
  return last.result === null ? Math.min(scheduled, Math.min(last.endedAt ?? last.startedAt, now) + retryMs) : scheduled
}
