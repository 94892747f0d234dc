import { AppError } from '../../../shared/errors.ts'
import { checkStep } from '../../../shared/model/conditions.ts'
import type { RunDetail } from '../../../shared/model/run.ts'
import type { Store } from '../store/store.ts'

/** The most hooks of a run that are listed. */
const shown = 100

/** The hooks of a run and the check of its condition, each as a step of its log; `run` is null for one that could not start. */
export function hookSteps(store: Store, number: number): RunDetail['hooks'] {
  const started = store.parents.children(number, shown).flatMap(({ number: child, step }) => {
    const run = store.runs.byNumber(child)
    if (run?.trigger !== 'hook' && run?.trigger !== 'condition') return []
    const { id, status, error, createdAt, startedAt, endedAt } = run
    return [{ step, run: { id, number: child }, status, error, at: createdAt, startedAt, endedAt }]
  })
  const failed = store.events.rareOfRun(number, 'hook failed', shown).map(({ at, data }) => ({
    step: String(data['hook']),
    run: null,
    status: 'failed' as const,
    error: String(data['error']),
    at,
    startedAt: null,
    endedAt: at,
  }))
  return [...started, ...failed].sort((a, b) => a.at - b.at).map(({ at: _, ...step }) => step)
}

/** Tells the run that a hook of it has ended. False: the step is not a hook. Call inside a write. */
export function noteHookEnd(store: Store, number: number, step: string, now: number): boolean {
  const child = store.parents.childOf(number, step)
  const [hook, run] = [child === null ? null : store.runs.byNumber(child), store.runs.byNumber(number)]
  if (hook?.trigger !== 'hook' || !run) return false
  store.events.appendOfRun(run, 'hook ended', { hook: step, run: hook.number, status: hook.status }, now)
  return true
}

/** The run of the hook that a step of the log means; null if it means none. Throws not-found for a hook that did not start. */
export function hookOfStep(store: Store, number: number, step: string | undefined): string | null {
  if (step === undefined || !(step.startsWith('on ') || step === checkStep)) return null
  const child = store.parents.childOf(number, step)
  const run = child === null ? null : store.runs.byNumber(child)
  if (run?.trigger === 'hook' || run?.trigger === 'condition') return run.id
  const failed = store.events.rareOfRun(number, 'hook failed', shown).find(({ data }) => data['hook'] === step)
  if (failed)
    throw new AppError('not-found', `The hook "${step}" of run ${number} did not start: ${String(failed.data['error'])}`)
  return null
}
