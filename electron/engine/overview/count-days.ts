import type { JobDay } from '../../../shared/model/job-day.ts'
import type { RunSubject } from '../store/earlier-runs.ts'
import type { Store } from '../store/store.ts'
import { readRuns } from './read-runs.ts'

/** However long the history of a flow or pipeline is, at most the newest runs are read; the database counts those of jobs. */
const countedMost = 10_000

type Days = { today: string; items: JobDay[]; isPart: boolean }

/** The outcomes of the runs of the last days, oldest first; days without any are left out. */
export async function countDays(store: Store, subject: RunSubject, now: number, count: number): Promise<Days> {
  const today = store.days.dayOf(now)
  const first = store.days.dayOf(now, count - 1)
  if (subject.kind === 'job') return { today, items: store.days.ofJob(subject.id, first, count + 1), isPart: false }
  const since = new Date(`${first}T00:00`).getTime()
  const { runs, isPart } = await readRuns(store, subject, { since, most: countedMost })
  const days = new Map<string, JobDay>()
  for (const { status, endedAt } of runs) {
    if (endedAt === null) continue
    const day = dayOf(endedAt)
    const counts = days.get(day) ?? { day, succeeded: 0, failed: 0, other: 0, missed: 0 }
    counts[status === 'succeeded' || status === 'failed' ? status : 'other']++
    days.set(day, counts)
  }
  const items = [...days.values()].sort((a, b) => (a.day < b.day ? -1 : 1))
  // Of the oldest day, only some runs were read.
  return { today, items: isPart ? items.slice(1) : items, isPart }
}

function dayOf(at: number): string {
  const date = new Date(at)
  return [date.getFullYear(), date.getMonth() + 1, date.getDate()].map((part) => String(part).padStart(2, '0')).join('-')
}
