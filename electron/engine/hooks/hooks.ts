import { AppError } from '../../../shared/errors.ts'
import { type Hook, type HookEvent, type HookFacts, hookStep } from '../../../shared/model/hook.ts'
import type { Params } from '../../../shared/model/params.ts'
import type { Run, Trigger } from '../../../shared/model/run.ts'
import { recordFailedHook } from '../alerts/alerts.ts'
import { actAs } from '../base/actor.ts'
import type { Clock } from '../base/clock.ts'
import { type Core, enqueue, type HookMoment, type OwnHooks } from '../queue/queue.ts'
import { specOfHook } from './spec-of-hook.ts'

/** The longest error line that a hook gets: systems limit variables. */
const longestError = 4_000

type Due = { run: Run; event: HookEvent; hook: Hook; facts: HookFacts; base: OwnHooks['base'] }

/** The address of the page of a run; null while LocalFlow listens on no port. */
export type UrlOf = (run: number) => string | null

/**
 * Starts the hooks of a run that follow what happened in it, each as a run of its own: so they are on disk with the outcome, and
 * survive whatever the runs of jobs survive. A hook has no hooks.
 */
export const createStartHooks =
  (urlOf: UrlOf): Core['startHooks'] =>
  (core, number, moment, { hooks, base }, now) => {
    const run = core.store.runs.byNumber(number)
    if (!run || run.trigger === 'hook' || run.test) return
    const events = eventsOf(run, moment)
    for (const hook of hooks) {
      const event = events.find((each) => hook.on.includes(each))
      if (event) startHook(core, { run, event, hook, base, facts: factsOf(run, event, moment, urlOf(number)) }, now)
    }
  }

/** The most specific one first: a hook that names several starts once. */
function eventsOf({ status, reason }: Run, moment: HookMoment): HookEvent[] {
  if (moment.at !== 'end') return [moment.at]
  if (status === 'succeeded') return moment.hasRecovered ? ['recovered', 'success'] : ['success']
  if (status === 'failed') return reason === 'timeout' ? ['timeout', 'failure'] : ['failure']
  return status === 'cancelled' ? ['stop'] : []
}

function factsOf(run: Run, hook: HookEvent, moment: HookMoment, url: string | null): HookFacts {
  const isRetry = moment.at === 'retry'
  const exitCode = isRetry ? moment.exitCode : run.exitCode
  return {
    hook,
    run: run.number,
    run_id: run.id,
    job: run.title,
    outcome: isRetry ? 'failed' : run.status,
    reason: run.reason ?? '',
    error: ((isRetry ? moment.error : run.error) ?? '').slice(0, longestError),
    exit_code: exitCode === null ? '' : String(exitCode),
    run_url: url ?? '',
  }
}

/** A hook that cannot start does not undo the outcome that it follows: the run and an alert say so. */
function startHook(core: Core, due: Due, now: number): void {
  const { run, event, hook } = due
  const step = hookStep(event, hook)
  try {
    const started = actAs(run.actor, () => core.store.part(() => enqueueHook(core, due, { step, trigger: 'hook' }, now)))
    core.store.events.appendOfRun(run, 'hook started', { hook: step, run: started.number }, now)
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    core.store.events.appendOfRun(run, 'hook failed', { hook: step, error: error.message }, now)
    recordFailedHook(core, titleOf(run, step), run, now)
  }
}

const titleOf = (run: Pick<Run, 'title'>, step: string): string => `${run.title}: ${step}`

type How = { step: string; trigger: Trigger }

function enqueueHook(core: Core, { run, hook, facts, base }: Due, { step, trigger }: How, now: number): Run {
  const parent = trigger === 'hook' ? { parent: { run: run.number, step } } : {}
  if (hook.job === undefined)
    return enqueue(core, { title: titleOf(run, step), trigger, spec: specOfHook(hook, facts, base), ...parent }, now).run
  const job = core.store.jobs.find(hook.job)
  if (!job.enabled) throw new AppError('conflict', `The job "${job.name}" is disabled. Enable it to run it.`)
  return enqueue(core, { title: job.name, trigger, job, values: { facts: facts as Params }, ...parent }, now).run
}

/** What a person does with the hooks of a job. */
export const createHookActions = (core: Core, clock: Clock, urlOf: UrlOf) => ({
  /** Runs a hook of a job now, with the facts of an invented run. Throws not-found and conflict. */
  test: (ref: string, hook: Hook, trigger: Trigger): Promise<Run> =>
    core.store.submit('enqueue', () => {
      const job = core.store.jobs.find(ref)
      const [event = 'failure'] = hook.on
      const isGood = event === 'success' || event === 'recovered'
      const facts: HookFacts = {
        hook: event,
        run: 0,
        run_id: '',
        job: job.name,
        outcome: isGood ? 'succeeded' : event === 'stop' ? 'cancelled' : event === 'start' ? 'running' : 'failed',
        reason: '',
        error: isGood || event === 'start' ? '' : 'This is a test of the hook.',
        exit_code: isGood ? '0' : '1',
        run_url: urlOf(0) ?? '',
      }
      const run = { title: `Test of ${job.name}` } as Run
      return enqueueHook(core, { run, event, hook, facts, base: job }, { step: hookStep(event, hook), trigger }, clock.now())
    }),
})
