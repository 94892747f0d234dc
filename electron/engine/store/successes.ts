import type { Db } from './db.ts'

/** What the check of a run that is about to start needs to know about earlier ones. */
export function createSuccesses(db: Db) {
  const since = db
    .prepare(
      `SELECT number FROM run WHERE job_id = :job AND number >= :from AND number < :before AND status = 'succeeded' AND test = 0
         AND ended_at >= :at AND test = 0 ORDER BY number DESC LIMIT 1`,
    )
    .pluck()
  const scheduleOf = db.prepare('SELECT schedule FROM run WHERE number = ?').pluck()

  return {
    /** The newest run of a job among the numbers from `from` to below `before` that succeeded at `at` or later. */
    since: (job: string, range: { from: number; before: number; at: number }): number | null =>
      (since.get({ job, ...range }) as number | undefined) ?? null,
    /** The number of the schedule that started a run. */
    scheduleOf: (run: number): number | null => (scheduleOf.get(run) as number | null | undefined) ?? null,
  }
}
