import { AppError } from '../../../shared/errors.ts'
import type { Run } from '../../../shared/model/run.ts'
import type { Reason } from '../../../shared/run-state.ts'
import { cancelFlow } from '../flows/cancel.ts'
import { cancelPipeline } from '../pipelines/cancel.ts'
import type { Store } from '../store/store.ts'
import type { TaskRow } from '../store/tasks.ts'
import { release } from './overlap.ts'

/**
 * Withdraws what waits, and stops what runs; that wish is written down, so that it outlives a crash. Throws `conflict` for a run
 * that has ended. To be called inside a write.
 */
export function cancel(store: Store, number: number, why: 'stopped' | 'replaced', now: number): void {
  const run = store.runs.byNumber(number)
  if (!run) throw new AppError('not-found', `There is no run "${number}".`)
  if (run.endedAt !== null) throw new AppError('conflict', `Run ${run.number} has already ended (${run.status}).`)
  if (store.runs.isFlow(number)) {
    const { ended } = cancelFlow(store, number, why, now)
    if (run.jobId !== null && why !== 'replaced' && ended.length > 0) release(store, run.jobId, now)
    return
  }
  if (store.pipelines.run(number)) return cancelPipeline(store, number, now)
  const tasks = store.tasks.ofRun(number)
  for (const task of tasks) cancelTask(store, run, task, why, now)
  if (tasks.every(({ status }) => status !== 'running')) endRun(store, run, why, now)
}

/**
 * As cancel, for many at once that have not begun: a queue may be long. Gives the numbers of those that were withdrawn.
 * To be called inside a write.
 */
export function withdrawAll(store: Store, runs: Run[], now: number): Set<number> {
  const waiting = runs.filter(({ status }) => status === 'queued').map(({ number }) => number)
  const withdrawn = store.moves.endQueued('withdraw', 'withdrawn', waiting, now)
  const ended = runs.filter(({ number }) => withdrawn.has(number))
  for (const run of ended) note(store, run, 'cancelled', { reason: 'withdrawn' }, now)
  for (const jobId of new Set(ended.map(({ jobId }) => jobId))) if (jobId !== null) release(store, jobId, now)
  return withdrawn
}

function cancelTask(store: Store, run: Run, task: TaskRow, why: 'stopped' | 'replaced', now: number): void {
  const reason = why === 'replaced' ? why : 'withdrawn'
  store.moves.task('withdraw', { task: task.seq, queue: task.queue, place: task.stage, at: now, reason })
  if (task.status !== 'running' || task.token === null) return
  if (store.tasks.askStop(task.seq, why, now)) note(store, run, 'stop asked', why === 'replaced' ? { reason: why } : {}, now)
  store.asks.stop(task.token)
}

function endRun(store: Store, run: Run, why: 'stopped' | 'replaced', now: number): void {
  const withdrawn: Reason = why === 'replaced' ? why : 'withdrawn'
  const reason = run.status === 'queued' ? withdrawn : why
  // A run between two attempts has begun: it is stopped, not withdrawn.
  store.moves.run(run.status === 'queued' ? 'withdraw' : 'stop', { run: run.number, at: now, reason, error: run.error })
  note(store, run, 'cancelled', { reason }, now)
  if (run.jobId !== null && why !== 'replaced') release(store, run.jobId, now)
}

/** Ends a queued run that will not begin. To be called inside a write. */
export function skipRun(
  store: Store,
  number: number,
  reason: SkipReason,
  because: number | null,
  now: number,
  error: string | null = null,
): void {
  const run = store.runs.byNumber(number)
  if (!run || !store.moves.run('skip', { run: number, at: now, reason, error })) return
  for (const { seq, queue, stage } of store.tasks.ofRun(number))
    store.moves.task('skip', { task: seq, queue, place: stage, at: now, reason })
  note(store, run, 'skipped', { reason, ...(error === null ? {} : { error }), ...(because === null ? {} : { because }) }, now)
}

type SkipReason = 'job-deleted' | 'overlap' | 'superseded' | 'queue-draining' | 'conditions'

/** Ends queued runs of a job that is going away, the last of them first; gives how many. To be called inside a write. */
export function skipQueued(store: Store, jobId: string, limit: number, now: number): number {
  const queued = store.runs.queuedOfJob(jobId, limit)
  const reason = 'job-deleted'
  const numbers = queued.map(({ number }) => number)
  store.moves.endQueued('skip', reason, numbers, now)
  for (const run of queued) note(store, run, 'skipped', { reason }, now)
  return queued.length
}

function note(store: Store, run: Run, type: string, data: Record<string, unknown>, now: number): void {
  const { number, id, jobId } = run
  store.events.append({ at: now, noun: 'run', run: number, id, jobId, type, data: { jobId, ...data } })
}
