import { AppError } from '../../../shared/errors.ts'
import type { Spec } from '../../../shared/model/job.ts'
import type { Params } from '../../../shared/model/params.ts'
import type { Run, Trigger } from '../../../shared/model/run.ts'
import type { Clock } from '../base/clock.ts'
import { type Core, type Enqueued, enqueue, type GivenParams } from '../queue/queue.ts'
import { withState } from '../state/state.ts'
import { previewOf } from '../store/jobs.ts'
import { type Origin, rerunOf } from '../store/origins.ts'

/** A person or a program starts a run now. Each function throws not-found or conflict, and resolves when the run is on disk. */
export function createManual(core: Core, clock: Clock) {
  const { store } = core
  const written = (op: () => Enqueued): Promise<Run> => store.submit('enqueue', () => op().run)

  return {
    runJob: (ref: string, trigger: Trigger, params: Params = {}): Promise<Run> =>
      written(() => startJob(core, ref, { trigger, values: { params } }, clock.now())),
    exec: (spec: Spec, title: string | undefined, trigger: Trigger): Promise<Run> =>
      written(() => enqueue(core, { title: title ?? previewOf(spec), trigger, spec }, clock.now())),
    again: (run: Run, trigger: Trigger): Promise<Run> => runJobAgain(core, run, trigger, clock.now()),
  }
}

/** The current version of the job, with the same parameters; the same command, for a run without a job. */
export function runJobAgain(core: Core, run: Run, trigger: Trigger, now: number): Promise<Run> {
  const { store } = core
  const origin = rerunOf(run.number)
  return store.submit('enqueue', () => {
    if (run.jobId !== null)
      return startJob(core, run.jobId, { trigger, values: { earlier: store.runs.params(run.number) }, origin }, now).run
    return enqueue(core, { title: run.title, trigger, spec: store.tasks.adHocSpec(run.number), origin }, now).run
  })
}

type Start = { trigger: Trigger; values: GivenParams; origin?: Origin }

function startJob(core: Core, ref: string, how: Start, now: number): Enqueued {
  const { store } = core
  const job = store.jobs.find(ref)
  if (!job.enabled) throw new AppError('conflict', `The job "${job.name}" is disabled. Enable it to run it.`)
  const { params = {} } = how.values
  return enqueue(core, { title: job.name, job, ...how, values: { ...how.values, params: withState(store, job.id, params) } }, now)
}
