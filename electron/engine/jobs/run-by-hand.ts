import { AppError } from '../../../shared/errors.ts'
import type { Spec } from '../../../shared/model/job.ts'
import type { Params } from '../../../shared/model/params.ts'
import type { Run, Trigger } from '../../../shared/model/run.ts'
import type { Clock } from '../base/clock.ts'
import { type Enqueued, enqueue } from '../queue/enqueue.ts'
import { previewOf } from '../store/jobs.ts'
import { type Origin, rerunOf } from '../store/origins.ts'
import type { Store } from '../store/store.ts'

/** A person or a program asks for a run, now. Each throws not-found or conflict, and resolves when the run is on disk. */
export function createManual(store: Store, clock: Clock) {
  const written = (op: () => Enqueued): Promise<Run> => store.submit('enqueue', () => op().run)

  function startJob(ref: string, trigger: Trigger, params: Params, origin?: Origin): Enqueued {
    const job = store.jobs.find(ref)
    if (!job.enabled) throw new AppError('conflict', `The job "${job.name}" is turned off. Turn it on to run it.`)
    return enqueue(store, { title: job.name, trigger, job, params, ...(origin ? { origin } : {}) }, clock.now())
  }

  return {
    runJob: (ref: string, trigger: Trigger, params: Params = {}): Promise<Run> => written(() => startJob(ref, trigger, params)),
    exec: (spec: Spec, title: string | undefined, trigger: Trigger): Promise<Run> =>
      written(() => enqueue(store, { title: title ?? previewOf(spec), trigger, spec }, clock.now())),
    /** The job as it is now, with the same parameters; the very same command, for a run without a job. */
    again: (run: Run, trigger: Trigger): Promise<Run> =>
      written(() => {
        const origin = rerunOf(run.number)
        return run.jobId === null
          ? enqueue(store, { title: run.title, trigger, spec: store.tasks.adHocSpec(run.number), origin }, clock.now())
          : startJob(run.jobId, trigger, store.runs.params(run.number), origin)
      }),
  }
}
