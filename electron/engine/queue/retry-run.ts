import { AppError } from '../../../shared/errors.ts'
import type { Run } from '../../../shared/model/run.ts'
import type { Store } from '../store/store.ts'

/**
 * Lets an ended run be tried again as a new attempt; what it did before stays in its history. It has its whole number
 * of attempts again. Throws conflict for a run that has not ended, or that succeeded. To be called inside a write.
 */
export function revive(store: Store, number: number, now: number): void {
  const run = store.runs.byNumber(number)
  if (!run) throw new AppError('not-found', `There is no run "${number}".`)
  if (store.runs.isFlow(number))
    throw new AppError(
      'conflict',
      `Run ${number} is a run of a flow: start it again, or from the step that failed (lf retry ${number} --from-failed).`,
    )
  if (store.pipelines.run(number))
    throw new AppError('conflict', `Run ${number} is a run of a pipeline: run it again, and what was done is used again.`)
  requireRetryable(run)
  const held = waitsForOther(store, run)
  const stage = held ? 'held' : 'ready'
  store.moves.run('revive', { run: number, at: now })
  store.runs.setHeld(number, held)
  for (const task of store.tasks.ofRun(number)) {
    if (task.status === 'succeeded') continue
    store.queues.need(task.queue, now)
    // A person wants it now: it does not wait for its conditions again.
    store.deferrals.remove(task.seq)
    const { retry } = store.tasks.work(task.seq).spec
    const facts = { task: task.seq, queue: task.queue, place: null, at: now, dueAt: now }
    store.moves.task('revive', { ...facts, stage, maxAttempts: task.attempts + retry.maxAttempts })
  }
  const { id, jobId } = run
  store.events.append({ at: now, noun: 'run', run: number, id, jobId, type: 'retried', data: { jobId, was: run.status } })
}

/** Another run of its job is active, and only one may be. */
const waitsForOther = (store: Store, { jobId }: Run): boolean =>
  jobId !== null && store.jobs.overlap(jobId) !== 'allow' && store.runs.activeOfJob(jobId) !== null

function requireRetryable({ number, status, endedAt }: Run): void {
  if (endedAt === null)
    throw new AppError('conflict', `Run ${number} has not ended (${status}): it cannot be retried. Cancel it first.`)
  if (status === 'succeeded')
    throw new AppError('conflict', `Run ${number} has succeeded: there is nothing to retry. Start a new run of it instead.`)
}
