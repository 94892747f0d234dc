import { assertNever } from '../../../shared/errors.ts'
import { Conditions } from '../../../shared/model/conditions.ts'
import type { Job } from '../../../shared/model/job.ts'
import type { QueueRow } from '../store/queues.ts'
import type { Store } from '../store/store.ts'
import type { HeldTask } from '../store/tasks.ts'
import { cancel, skipRun } from './cancel.ts'

export type Admission = {
  /** It waits until the runs before it have ended. */
  hold: boolean
  refuse: 'overlap' | 'queue-draining' | null
  /** The number of the run that is in the way. */
  because: number | null
}

/** Runs that are let go in one write, so that nobody else waits for long. */
const atOnce = 250

const admitted: Admission = { hold: false, refuse: null, because: null }

/** What becomes of a new run, by the state of its queue and by what else its job does. To be called inside a write. */
export function admit(store: Store, job: Job | null, queue: QueueRow, now: number): Admission {
  if (queue.state === 'draining') return { ...admitted, refuse: 'queue-draining' }
  if (job === null || job.overlap === 'allow') return admitted
  const because = store.runs.activeOfJob(job.id) ?? store.tasks.heldOf(job.id, 1)[0]?.run ?? null
  if (because === null) return admitted
  switch (job.overlap) {
    case 'skip':
      return { ...admitted, refuse: 'overlap', because }
    case 'queue':
      return { ...admitted, hold: true, because }
    case 'latest':
      for (const { run } of store.tasks.heldOf(job.id, -1)) skipRun(store, run, 'superseded', null, now)
      return { ...admitted, hold: true, because }
    case 'replace':
      return { ...admitted, ...replaceAll(store, job.id, now) }
    default:
      return assertNever(job.overlap)
  }
}

/** Asks every older run of a job to end; what does not run ends at once. */
function replaceAll(store: Store, jobId: string, now: number): Pick<Admission, 'hold' | 'because'> {
  for (const { number } of store.runs.liveOfJob(jobId, -1)) cancel(store, number, 'replaced', now)
  const active = store.runs.activeOfJob(jobId)
  return { hold: active !== null, because: active }
}

/** Lets the next run of a job begin that waited for what has ended now. To be called inside a write. */
export function release(store: Store, jobId: string, now: number): void {
  const [next] = store.tasks.heldOf(jobId, 1)
  if (!next) return
  if (store.jobs.overlap(jobId) === 'allow') releaseAll(store, jobId, now)
  else if (store.runs.activeOfJob(jobId) === null) releaseOne(store, jobId, next, now)
}

/**
 * Lets all runs of a job begin that wait for another; of very many some, and the end of each of them lets others. To be
 * called inside a write.
 */
export function releaseAll(store: Store, jobId: string, now: number): void {
  for (const held of store.tasks.heldOf(jobId, atOnce)) releaseOne(store, jobId, held, now)
}

function releaseOne(store: Store, jobId: string, held: HeldTask, now: number): void {
  store.runs.setHeld(held.run, false)
  const deferral = store.deferrals.of(held.seq)
  // It waits on, for its conditions.
  if (deferral) store.deferrals.setUntil(held.seq, now + Conditions.parse(JSON.parse(deferral.conditions)).deferMs)
  else store.tasks.setReady(held, 'held')
  const id = store.runs.byNumber(held.run)?.id ?? ''
  store.events.append({ at: now, noun: 'run', run: held.run, id, jobId, type: 'released', data: { jobId } })
}
