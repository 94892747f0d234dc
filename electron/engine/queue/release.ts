import { Conditions } from '../../../shared/model/conditions.ts'
import type { Store } from '../store/store.ts'
import type { HeldTask } from '../store/tasks.ts'

/** The most runs that one write releases, so that other writes do not wait for long. */
const atOnce = 250

/** Releases the next run of a job that waited for the run that has ended. Call inside a write. */
export function release(store: Store, jobId: string, now: number): void {
  const [next] = store.tasks.heldOf(jobId, 1)
  if (!next) return
  if (store.jobs.overlap(jobId) === 'allow') releaseAll(store, jobId, now)
  else if (store.runs.activeOfJob(jobId) === null) releaseOne(store, next, now)
}

/**
 * Releases all held runs of a job; if there are very many, some of them, and the end of each releases others. Call inside a
 * write.
 */
export function releaseAll(store: Store, jobId: string, now: number): void {
  for (const held of store.tasks.heldOf(jobId, atOnce)) releaseOne(store, held, now)
}

function releaseOne(store: Store, held: HeldTask, now: number): void {
  store.runs.setHeld(held.run, false)
  const deferral = store.deferrals.of(held.seq)
  // It continues to wait for its conditions.
  if (deferral) store.deferrals.setUntil(held.seq, now + Conditions.parse(JSON.parse(deferral.conditions)).deferMs)
  else store.tasks.setReady(held, 'held')
  const run = store.runs.byNumber(held.run)
  if (run) store.events.appendOfRun(run, 'released', {}, now)
}
