import { AppError } from '../../../shared/errors.ts'
import type { Store } from '../store/store.ts'

/**
 * Withdraws what waits, and writes down the wish to stop what runs, so that it outlives a crash. Gives the attempts to
 * stop. Throws `conflict` for a run that has ended. To be called inside a write.
 */
export function cancel(store: Store, runId: string, now: number): { stop: string[] } {
  const run = store.runs.get(runId)
  if (!run) throw new AppError('not-found', `There is no run "${runId}".`)
  if (run.endedAt !== null) throw new AppError('conflict', `Run ${run.number} has already ended (${run.status}).`)
  const stop: string[] = []
  for (const task of store.tasks.ofRun(runId)) {
    store.moves.task('withdraw', { id: task.id, at: now, reason: 'withdrawn' })
    if (task.status !== 'running' || task.token === null) continue
    stop.push(task.token)
    if (store.tasks.askStop(task.id, now))
      store.events.append({ at: now, noun: 'run', id: runId, type: 'stop asked', data: { jobId: run.jobId } })
  }
  if (store.moves.run('withdraw', { id: runId, at: now, reason: 'withdrawn' })) {
    store.events.append({ at: now, noun: 'run', id: runId, type: 'cancelled', data: { jobId: run.jobId, reason: 'withdrawn' } })
  }
  return { stop }
}

/** Ends the queued runs of a job that is going away. To be called inside a write. */
export function skipQueued(store: Store, jobId: string, now: number): number {
  const runIds = store.runs.queuedOfJob(jobId)
  for (const id of runIds) {
    for (const task of store.tasks.ofRun(id)) store.moves.task('skip', { id: task.id, at: now, reason: 'job-deleted' })
    store.moves.run('skip', { id, at: now, reason: 'job-deleted' })
    store.events.append({ at: now, noun: 'run', id, type: 'skipped', data: { jobId, reason: 'job-deleted' } })
  }
  return runIds.length
}
