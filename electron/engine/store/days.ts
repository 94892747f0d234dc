import type { JobDay } from '../../../shared/model/job-day.ts'
import type { Db } from './db.ts'

/** How many runs of a version ended, and the number of the newest of them. */
export type VersionRuns = { version: number; runs: number; lastRun: number | null }

/** The outcomes of jobs' runs, day by day and version by version; the database itself counts. */
export function createDays(db: Db) {
  const since = db.prepare(
    `SELECT day, sum(succeeded) AS succeeded, sum(failed) AS failed, sum(other) AS other, sum(missed) AS missed FROM job_day
     WHERE job_id = ? AND day >= ? GROUP BY day ORDER BY day LIMIT ?`,
  )
  const ofVersions = db.prepare(
    `SELECT version, sum(succeeded + failed + other) AS runs, max(last_run) AS lastRun FROM job_day
     WHERE job_id = ? AND version > 0 GROUP BY version`,
  )
  const today = db.prepare(`SELECT date(? / 1000, 'unixepoch', 'localtime', ?)`).pluck()
  const prune = db.prepare('DELETE FROM job_day WHERE day < ?')

  /** The day of a time, or some days before that. */
  const dayOf = (at: number, before = 0): string => today.get(at, `-${before} days`) as string

  return {
    dayOf,
    ofJob: (jobId: string, from: string, limit: number): JobDay[] => since.all(jobId, from, limit) as JobDay[],
    /** Of the versions of a job that had runs. */
    ofVersions: (jobId: string): VersionRuns[] => ofVersions.all(jobId) as VersionRuns[],
    prune: (before: string): void => void prune.run(before),
  }
}
