import type { Store } from '../store/store.ts'
import { moveCount, type PipelineState, type StepState } from './pipeline-state.ts'

/** An execution has failed; unless the run is to keep going, nothing new starts. It counts as `from` until now. */
export function fail(
  store: Store,
  state: PipelineState,
  step: StepState,
  execution: number,
  error: string,
  facts: Record<string, unknown> | null,
  now: number,
  from: 'queued' | 'running' = 'queued',
): void {
  store.executions.setStatus(execution, 'failed', error)
  moveCount(state, step, from, 'failed')
  const row = store.executions.get(execution)
  note(store, state, 'step failed', { step: step.name, nth: row?.nth, input: row?.inputName ?? null, error, ...facts }, now)
  if (state.run.keepsGoing === 0 && state.run.stopping === null) stopFor(store, state, null, now)
}

/** Nothing new starts, because of a problem of the whole run (`problem`) or of one execution. */
export function stopFor(store: Store, state: PipelineState, problem: string | null, now: number): void {
  // A stop by a person outweighs problems of the run.
  if (state.run.stopping === 'stopped') return
  store.pipelines.stop(state.run.run, 'failed', problem)
  state.run.stopping = 'failed'
  state.run.problem = problem
  withdraw(store, state, now)
}

/** Cancels every execution that has not started. Call inside a write. */
export function withdraw(store: Store, state: PipelineState, now: number): void {
  for (const step of state.steps) {
    if (step.queued === 0) continue
    for (const { number, task: seq, recipe } of store.executions.queuedOf(state.run.run, step.position)) {
      const task = seq === null ? null : store.tasks.get(seq)
      if (
        task &&
        !store.moves.task('withdraw', { task: task.seq, queue: task.queue, place: task.stage, at: now, reason: 'withdrawn' })
      )
        continue
      store.executions.setStatus(number, 'stopped')
      moveCount(state, step, 'queued', 'stopped')
      if (task) wakeTwins(store, recipe, now)
    }
  }
}

/** Runs that waited for it have to check for themselves, in the next write. */
function wakeTwins(store: Store, recipe: string, now: number): void {
  for (const run of store.executions.runsWaitingFor(recipe)) store.runWaits.add({ run, step: '', kind: 'more', dueAt: 0 }, now)
}

export function note(
  store: Store,
  { run: { run } }: PipelineState,
  type: string,
  data: Record<string, unknown>,
  now: number,
): void {
  const found = store.runs.byNumber(run)
  if (found) store.events.appendOfRun(found, type, data, now)
}
