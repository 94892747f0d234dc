import { createHash } from 'node:crypto'
import { asksForName, recipeText } from '../../../shared/pipeline/recipe.ts'
import { newId } from '../base/ids.ts'
import { interpreterOf } from '../base/program-line.ts'
import { queueOfPart } from '../queue/queue.ts'
import type { ExecutionRow } from '../store/executions.ts'
import type { Output } from '../store/results.ts'
import type { Store } from '../store/store.ts'
import { deliver } from './deliver.ts'
import { fail, stopFor } from './fail.ts'
import { count, moveCount, nodeKeyOf, type PipelineState, type StepState } from './pipeline-state.ts'

/** Plans one input of a step, or its start without a file: reuses a known result, or queues a task. */
export function planExecution(
  store: Store,
  state: PipelineState,
  step: StepState,
  source: number | null,
  file: Output | null,
  now: number,
): void {
  const { run, forced } = state.run
  const recipe = recipeOf(store, state, step, file)
  const isRecorded = step.mode === 'recorded'
  const ofThisRun = forced && !isRecorded ? run : null
  const nth = step.queued + step.running + step.done + step.reused + step.failed + step.stopped + 1
  const input = { inputName: file?.name ?? null, input: file?.hash ?? null }
  const row = { run, step: step.position, nth, source: source === 0 ? null : source, recipe, task: null, result: null, ...input }
  const known = isRecorded || step.cache ? store.objects.ofRecipe(recipe, ofThisRun) : null
  if (known) {
    const number = store.executions.insert({ ...row, status: 'reused', result: known.number })
    count(state, step, 'reused')
    return handOn(store, state, { execution: number, step, result: known.number, files: known.files }, now)
  }
  count(state, step, 'queued')
  if (isRecorded) {
    const number = store.executions.insert({ ...row, status: 'queued' })
    return fail(
      store,
      state,
      step,
      number,
      'The step has no earlier result to reuse. Run the pipeline once without --from and --only.',
      null,
      now,
    )
  }
  const waits = step.cache && store.executions.hasOpenTwin(recipe, ofThisRun)
  store.executions.insert({ ...row, status: 'queued', task: waits ? null : addTask(store, state, step, nth, now) })
}

/**
 * If equal inputs are separate executions, each is identified by the one before it, so that the third of a run matches the
 * third of the next.
 */
function recipeOf(store: Store, { run: { run }, params }: PipelineState, step: StepState, file: Output | null): string {
  const recipe = hashOf(recipeText(step, interpreterOf(step), file, params))
  if (step.duplicates === 'reuse' || file === null) return recipe
  const before = store.executions.lastRecipe(run, step.position, file.hash, asksForName(step) ? file.name : null)
  return before === null ? recipe : hashOf(`${recipe} after ${before}`)
}

/** Returns the number of its task. */
function addTask(store: Store, { run }: PipelineState, step: StepState, nth: number, now: number): number {
  return store.tasks.insert({
    id: newId(now),
    run: run.run,
    nodeKey: nodeKeyOf(step.position, nth),
    type: 'shell',
    spec: store.executions.specOf(run.run, step.position),
    stage: 'ready',
    queue: store.queues.need(queueOfPart(store, run.run, 'default'), now).name,
    priority: 0,
    dueAt: now,
    maxAttempts: step.maxAttempts,
    now,
  })
}

/** Passes its files to the steps that use them. */
export function handOn(store: Store, state: PipelineState, given: Parameters<typeof deliver>[2], now: number): void {
  const circle = deliver(store, state, given)
  if (circle !== null) stopFor(store, state, circle, now)
}

/** Resolves an execution that waited for an identical one: reuses its result, or runs this one if that one was cancelled. */
export function resolveTwin(
  store: Store,
  state: PipelineState,
  { number, step: position, nth, recipe }: ExecutionRow,
  now: number,
): void {
  const step = state.steps[position - 1]
  if (!step || state.run.stopping !== null) return
  const ofThisRun = state.run.forced ? state.run.run : null
  const known = store.objects.ofRecipe(recipe, ofThisRun)
  if (known) {
    store.executions.setResult(number, 'reused', known.number)
    moveCount(state, step, 'queued', 'reused')
    handOn(store, state, { execution: number, step, result: known.number, files: known.files }, now)
  } else if (!store.executions.hasOpenTwin(recipe, ofThisRun)) {
    store.executions.setTask(number, addTask(store, state, step, nth, now))
  }
}

const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex')
