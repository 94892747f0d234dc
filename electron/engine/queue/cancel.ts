import { AppError } from '../../../shared/errors.ts'
import type { Run } from '../../../shared/model/run.ts'
import type { moves } from '../../../shared/run-state.ts'
import type { Store } from '../store/store.ts'
import { followEnds } from './run-ends.ts'
import type { Cancellation, Core, RunEnd } from './run-kind.ts'

/**
 * Cancels a queued run, and stops a running one; that request is recorded, so that it survives a crash. Throws `conflict`
 * for a run that has ended. Call inside a write.
 */
export function cancelRun(core: Core, number: number, why: Cancellation['why'], now: number, terminate = false): void {
  const run = core.store.runs.byNumber(number)
  if (!run) throw new AppError('not-found', `There is no run "${number}".`)
  if (run.endedAt !== null) throw new AppError('conflict', `Run ${run.number} has already ended (${run.status}).`)
  const ends = core.kinds[core.store.runs.kind(number)].cancel(core, run, { why, terminate }, now)
  // A replaced run is followed by the run that replaces it.
  if (why !== 'replaced') followEnds(core, ends, now)
}

/**
 * Like cancelRun, for many queued runs at once, because a queue may be long. Returns the numbers of the cancelled ones. Call
 * inside a write.
 */
export function withdrawAll(core: Core, runs: Run[], now: number): Set<number> {
  const { store } = core
  const waiting = runs.filter(({ status }) => status === 'queued').map(({ number }) => number)
  const withdrawn = store.moves.endQueued('withdraw', 'withdrawn', waiting, now)
  const ended = runs.filter(({ number }) => withdrawn.has(number))
  for (const run of ended) store.events.appendOfRun(run, 'cancelled', { reason: 'withdrawn' }, now)
  followEnds(
    core,
    ended.map((run) => ({ ...run, status: 'cancelled', hadStarted: false })),
    now,
  )
  return withdrawn
}

/** Ends a queued run that will not start. Returns the run if it ended. Call inside a write. */
export function skipRun(
  store: Store,
  number: number,
  reason: SkipReason,
  because: number | null,
  now: number,
  error: string | null = null,
): RunEnd[] {
  const run = store.runs.byNumber(number)
  if (!run || !store.moves.run('skip', { run: number, at: now, reason, error })) return []
  for (const { seq, queue, stage } of store.tasks.ofRun(number))
    store.moves.task('skip', { task: seq, queue, place: stage, at: now, reason })
  store.events.appendOfRun(
    run,
    'skipped',
    { reason, ...(error === null ? {} : { error }), ...(because === null ? {} : { because }) },
    now,
  )
  return [{ ...run, status: 'skipped', hadStarted: false }]
}

type SkipReason = (typeof moves)['skip']['reasons'][number]

/** Ends queued runs of a job that is being deleted, the newest first; returns how many. Call inside a write. */
export function skipQueued(store: Store, jobId: string, limit: number, now: number): number {
  const queued = store.runs.queuedOfJob(jobId, limit)
  const reason = 'job-deleted'
  const numbers = queued.map(({ number }) => number)
  store.moves.endQueued('skip', reason, numbers, now)
  for (const run of queued) store.events.appendOfRun(run, 'skipped', { reason }, now)
  return queued.length
}
