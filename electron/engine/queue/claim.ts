import { v7 as uuid } from 'uuid'
import type { Store } from '../store/store.ts'
import type { Work } from '../store/tasks.ts'

/** A task that is ours to execute: `attemptId` is the token without which nobody can end it. */
export type Claim = Work & { attemptId: string; attempt: number; logPath: string }

/** Claims up to `limit` waiting tasks, in the order in which they came. To be called inside a write. */
export function claimNext(store: Store, limit: number, now: number): Claim[] {
  return store.tasks.waiting(limit).map((work) => {
    const attemptId = uuid({ msecs: now })
    const claim = { ...work, attemptId, attempt: work.attempts + 1, logPath: logPathOf(attemptId, now) }
    store.moves.task('start', { id: work.taskId, at: now, newToken: attemptId })
    store.moves.run('start', { id: work.runId, at: now })
    store.attempts.insert({ id: attemptId, taskId: work.taskId, number: claim.attempt, at: now, logPath: claim.logPath })
    store.events.append({
      at: now,
      noun: 'run',
      id: work.runId,
      type: 'started',
      data: { jobId: work.jobId, attempt: claim.attempt },
    })
    return claim
  })
}

/** By day, so that no folder grows without end. */
function logPathOf(attemptId: string, now: number): string {
  const [day = ''] = new Date(now).toISOString().split('T')
  return `logs/${day.replaceAll('-', '/')}/${attemptId}.log`
}
