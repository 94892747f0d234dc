import { assertNever } from '../../../shared/errors.ts'
import type { Job } from '../../../shared/model/job.ts'
import type { QueueState } from '../store/queues.ts'
import { cancelRun, skipRun } from './cancel.ts'
import type { Core } from './run-kind.ts'

export type Admission = {
  /** The run waits until the earlier ones have ended. */
  hold: boolean
  refuse: 'overlap' | 'queue-draining' | null
  /** The number of the active run. */
  because: number | null
}

const admitted: Admission = { hold: false, refuse: null, because: null }

/** Decides about a new run by the state of its queue and the other runs of its job. Call inside a write. */
export function applyOverlap(core: Core, job: Job | null, queue: QueueState, now: number): Admission {
  const { store } = core
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
      return { ...admitted, ...replaceAll(core, job.id, now) }
    default:
      return assertNever(job.overlap)
  }
}

/** Asks every older run of a job to end; queued ones end at once. */
function replaceAll(core: Core, jobId: string, now: number): Pick<Admission, 'hold' | 'because'> {
  const { runs } = core.store
  for (const { number } of runs.liveOfJob(jobId, -1)) cancelRun(core, number, 'replaced', now)
  const active = runs.activeOfJob(jobId)
  return { hold: active !== null, because: active }
}
