import { AppError } from '../../../shared/errors.ts'
import type { Job, Spec } from '../../../shared/model/job.ts'
import type { Params } from '../../../shared/model/params.ts'
import type { Run, Trigger } from '../../../shared/model/run.ts'
import type { JobRunOptions } from '../../../shared/model/run-options.ts'
import type { Clock } from '../base/clock.ts'
import { type Again, type Core, type Enqueued, enqueue, type GivenParams } from '../queue/queue.ts'
import { withState } from '../state/state.ts'
import { previewOf } from '../store/jobs.ts'
import { type Origin, rerunOf } from '../store/origins.ts'
import { inVersion } from './in-version.ts'

/** A person or a program starts a run now. Each function throws not-found or conflict, and resolves when the run is on disk. */
export function createManual(core: Core, clock: Clock) {
  const { store } = core
  const written = (op: () => Enqueued): Promise<Run> => store.submit('enqueue', () => op().run)

  return {
    runJob: (ref: string, trigger: Trigger, params: Params = {}, options: JobRunOptions = {}): Promise<Run> =>
      written(() => startJob(core, ref, { trigger, values: { params }, options }, clock.now())),
    /** `origin`: the run that it repeats. */
    exec: (spec: Spec, title: string | undefined, trigger: Trigger, origin: Run | null = null): Promise<Run> =>
      written(() =>
        enqueue(
          core,
          { title: title ?? previewOf(spec), trigger, spec, ...(origin && { origin: rerunOf(origin.number) }) },
          clock.now(),
        ),
      ),
    /** What a run without a job executed, and its title, unless that is what the command would be called. */
    commandOf({ number, kind, title }: Run): { spec: Spec; title: string | null } {
      if (kind !== 'command') throw new AppError('conflict', `Run ${number} is not one of a command: it has a definition.`)
      const spec = store.tasks.adHocSpec(number)
      return { spec, title: title === previewOf(spec) ? null : title }
    },
    async again(run: Run, trigger: Trigger): Promise<Run> {
      return store.submit('enqueue', await prepareJobAgain(core, run, { trigger }, clock.now()))
    },
  }
}

/** The current version of the job, with the same parameters; the same command, for a run without a job. */
export async function prepareJobAgain(
  core: Core,
  run: Run,
  { trigger, params, ...options }: Again,
  now: number,
): Promise<() => Run> {
  const { store } = core
  const origin = rerunOf(run.number)
  return () => {
    const values = { earlier: store.runs.params(run.number), params }
    if (run.jobId !== null) return startJob(core, run.jobId, { trigger, values, origin, options }, now).run
    if (params !== undefined) throw new AppError('invalid', `Run ${run.number} is one of a command, which has no parameters.`)
    const { at: dueAt, ...others } = options
    return enqueue(core, { title: run.title, trigger, spec: store.tasks.adHocSpec(run.number), origin, dueAt, ...others }, now)
      .run
  }
}

type Start = { trigger: Trigger; values: GivenParams; options: JobRunOptions; origin?: Origin }

function startJob(core: Core, ref: string, { options, ...how }: Start, now: number): Enqueued {
  const { store } = core
  const { at: dueAt, version, ...others } = options
  const job = inVersion(store, store.jobs.find(ref), version ?? null)
  if (dueAt !== undefined && dueAt > now) requireLater(job)
  if (!job.enabled) throw new AppError('conflict', `The job "${job.name}" is disabled. Enable it to run it.`)
  const { params = {} } = how.values
  return enqueue(
    core,
    { title: job.name, job, ...how, ...others, dueAt, values: { ...how.values, ...withState(store, job.id, params) } },
    now,
  )
}

/** A run that waits for its time counts as an active one: it would keep others from starting, or be skipped because of them. */
function requireLater({ name, overlap }: Job): void {
  if (overlap === 'allow') return
  throw new AppError(
    'conflict',
    `Could not run "${name}" later: its concurrency policy is "${overlap}", for which the run would count from now on. Give the job a one-time schedule instead.`,
    [{ path: 'at', message: 'is only for jobs whose concurrency policy is "allow"' }],
  )
}
