import type { JobSummary } from '../../../shared/model/run.ts'
import { describeSchedule } from '../../../shared/schedule/describe.ts'
import type { ScheduleRow } from '../store/schedules.ts'
import type { Store } from '../store/store.ts'

const whyRests = ({ problem, pausedAt, enabled }: ScheduleRow): string =>
  problem !== null ? 'Invalid schedule' : pausedAt !== null ? 'Paused' : enabled ? 'No more occurrences' : 'Disabled'

/** The schedule of a job that is due next, in a few words; null: it has none. */
export function scheduleOf(store: Store, jobId: string): JobSummary['schedule'] {
  const rows = store.schedules.ofJob(jobId)
  const wakes = rows.filter(({ wakeAt, pausedAt }) => wakeAt !== null && pausedAt === null)
  const [next = rows[0]] = wakes.sort((a, b) => (a.wakeAt ?? 0) - (b.wakeAt ?? 0))
  if (!next) return null
  return {
    text: describeSchedule(next.spec),
    count: rows.length,
    nextAt: wakes.length > 0 ? next.wakeAt : null,
    rests: wakes.length > 0 ? null : whyRests(next),
  }
}
