import type { RunEnd } from '../queue/queue.ts'
import type { Store } from '../store/store.ts'
import { closeRun } from './close.ts'
import { nextFiles } from './deliver.ts'
import { note } from './fail.ts'
import { isOpen, keepCounts, type PipelineState, type StepState, stateOf } from './pipeline-state.ts'
import { planExecution, resolveTwin } from './plan-execution.ts'

/** The most inputs that one write handles, so that other writes do not wait for long. */
const atOnce = 200
/** The most queued executions of a step by default: enough to use every slot. */
const window = 64

/** Starts every execution that can start, and ends the run if none is left; then it returns the run. Call inside a write. */
export function goOn(store: Store, state: PipelineState, now: number): RunEnd[] {
  const { run } = state.run
  const left = { inputs: atOnce }
  // Later steps come first, so that files do not pile up.
  const steps = state.steps.filter(({ mode }) => mode !== 'off').reverse()
  let moved = true
  while (moved && left.inputs > 0 && state.run.stopping === null) {
    moved = false
    for (const step of steps) moved = expand(store, state, step, left, now) || moved
  }
  const isExhausted = left.inputs <= 0 && state.run.stopping === null
  if (isExhausted) {
    store.runWaits.add({ run, step: '', kind: 'more', dueAt: 0 }, now)
    note(store, state, 'goes on', { looked: atOnce }, now)
  }
  keepCounts(store, state)
  return isExhausted || isOpen(state) ? [] : closeRun(store, state, now)
}

/** Continues with the rest that an earlier write left. Call inside a write. */
export function continuePipeline(store: Store, run: number, now: number): RunEnd[] {
  const state = stateOf(store, run)
  if (!state) return []
  for (const { position, queued } of state.steps)
    if (queued > 0) for (const twin of store.executions.waitingOf(run, position)) resolveTwin(store, state, twin, now)
  return goOn(store, state, now)
}

/** Returns whether it planned any input. */
function expand(store: Store, state: PipelineState, step: StepState, left: { inputs: number }, now: number): boolean {
  let looked = false
  for (let free = freeOf(state, step); free > 0 && left.inputs > 0 && state.run.stopping === null; free = freeOf(state, step)) {
    const feed = store.executions.nextFeed(state.run.run, step.position)
    if (!feed) return looked
    looked = true
    const wanted = Math.min(free, left.inputs)
    const { files, after } = nextFiles(store, state, step, feed, wanted)
    for (const file of files) planExecution(store, state, step, feed.source, file, now)
    left.inputs -= Math.max(1, files.length)
    if (after === null) store.executions.endFeed(state.run.run, feed)
    else store.executions.setAfter(state.run.run, feed, after)
  }
  return looked
}

function freeOf({ run, steps }: PipelineState, step: StepState): number {
  const open = steps.reduce((sum, { queued, running }) => sum + queued + running, 0)
  const inRun = run.parallel === null ? window * 4 : run.parallel
  return Math.min(inRun - open, (step.parallel ?? window) - step.queued - step.running)
}
