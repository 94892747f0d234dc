import type { Run } from '../../../shared/model/run.ts'
import { dateOf, dayMs, instantOf, isZone, wallOf } from '../../../shared/schedule/local-time.ts'
import type { Store } from '../store/store.ts'

/** How long before its success a run may have been created, so that only the newest runs are read. */
const longestMs = 2 * dayMs

/**
 * Says which run of the same job has succeeded today; null if none has. Today is the day on which the run would start, in the zone
 * of its schedule; for other triggers, by the clock of this computer.
 */
export function successToday(store: Store, { number, jobId }: Run, now: number): string | null {
  if (jobId === null) return null
  const schedule = store.schedules.byNumber(store.successes.scheduleOf(number) ?? -1)
  const zone = schedule && isZone(schedule.spec.tz) ? schedule.spec.tz : null
  const at = zone === null ? new Date(now).setHours(0, 0, 0, 0) : startOfDay(now, zone)
  const from = store.recentRuns.firstSince(at - longestMs, number)
  const before = store.successes.since(jobId, { from, before: number, at })
  if (before === null) return null
  return `The job already succeeded today: run ${before}${zone === null ? '' : ` (the day in ${zone})`}.`
}

const startOfDay = (now: number, zone: string): number => instantOf(Date.parse(dateOf(wallOf(now, zone))), zone)
