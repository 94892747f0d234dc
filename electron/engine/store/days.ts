import type { JobDay } from '../../../shared/model/job-day.ts'
import type { Db } from './db.ts'

/** The outcomes of jobs' runs, day by day; the database itself counts. */
export function createDays(db: Db) {
  const since = db.prepare(
    'SELECT day, succeeded, failed, other, missed FROM job_day WHERE job_id = ? AND day >= ? ORDER BY day LIMIT ?',
  )
  const today = db.prepare(`SELECT date(? / 1000, 'unixepoch', 'localtime', ?)`).pluck()
  const prune = db.prepare('DELETE FROM job_day WHERE day < ?')

  /** The day of a time, or some days before that. */
  const dayOf = (at: number, before = 0): string => today.get(at, `-${before} days`) as string

  return {
    dayOf,
    ofJob: (jobId: string, from: string, limit: number): JobDay[] => since.all(jobId, from, limit) as JobDay[],
    prune: (before: string): void => void prune.run(before),
  }
}
