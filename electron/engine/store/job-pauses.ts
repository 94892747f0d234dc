import type { JobPause } from '../../../shared/model/job-pause.ts'
import type { Actors } from './actors.ts'
import type { Db } from './db.ts'

type Rule = { after: number; failures: number; pausedAt: number | null }

/** Failures of jobs in a row, and the pauses that follow from them. The schedules of a paused job are paused with it. */
export function createJobPauses(db: Db, actors: Actors) {
  const rule = db.prepare(
    'SELECT pause_after AS after, failures, paused_at AS pausedAt FROM job WHERE id = ? AND pause_after IS NOT NULL',
  )
  const setFailures = db.prepare('UPDATE job SET failures = ? WHERE id = ?')
  const pause = db.prepare('UPDATE job SET paused_at = ?, pause_reason = ?, paused_by = ?, failures = 0 WHERE id = ?')
  const rest = db.prepare('UPDATE schedule SET wake_at = NULL WHERE job_id = ? AND paused_until IS NULL')
  const of = db.prepare('SELECT paused_at AS at, pause_reason AS reason FROM job WHERE id = ? AND paused_at IS NOT NULL')

  return {
    /** Null: the job has none. */
    rule: (job: string): Rule | null => (rule.get(job) as Rule | undefined) ?? null,
    setFailures: (job: string, failures: number): void => void setFailures.run(failures, job),
    begin(job: string, { at, reason }: JobPause): void {
      pause.run(at, reason, actors.current(), job)
      rest.run(job)
    },
    /** Compute the next occurrences of its schedules again after this. */
    end: (job: string): void => void pause.run(null, null, null, job),
    of: (job: string): JobPause | null => (of.get(job) as JobPause | undefined) ?? null,
  }
}
