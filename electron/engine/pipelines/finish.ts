import { keepResult } from '../artifacts/artifacts.ts'
import { factsOf, type Outcome, type RunEnd } from '../queue/queue.ts'
import type { ExecutionRow } from '../store/executions.ts'
import type { Store } from '../store/store.ts'
import type { Work } from '../store/tasks.ts'
import { fail } from './fail.ts'
import { goOn } from './go-on.ts'
import { moveCount, type PipelineState, type StepState, stateOf } from './pipeline-state.ts'
import { handOn, resolveTwin } from './plan-execution.ts'

type Found = { state: PipelineState; step: StepState; execution: ExecutionRow }

function found(store: Store, { run, task }: Pick<Work, 'run' | 'task'>): Found {
  const state = stateOf(store, run)
  const execution = store.executions.ofTask(task)
  const step = execution && state?.steps[execution.step - 1]
  if (!state || !execution || !step) throw new Error(`task ${task} of run ${run} is not part of a pipeline`)
  return { state, step, execution }
}

/** Records the end of an execution, and starts what follows. Returns the runs that ended by it. Call inside a write. */
export function endExecution(store: Store, work: Pick<Work, 'run' | 'task'>, outcome: Outcome, now: number): RunEnd[] {
  const { state, step, execution } = found(store, work)
  const { number, recipe } = execution
  const { move, attempt, error, ending } = outcome
  switch (move) {
    case 'succeed': {
      const files = ending.type === 'succeeded' ? (ending.files ?? null) : null
      const result = keepResult(store, { run: work.run, task: work.task, attempt, recipe }, files, now)
      store.executions.setResult(number, 'done', result)
      moveCount(state, step, 'running', 'done')
      handOn(store, state, { execution: number, step, result, files: files?.count ?? 0 }, now)
      break
    }
    case 'fail':
      fail(
        store,
        state,
        step,
        number,
        error ?? 'The step failed.',
        { attempt, exitCode: factsOf(ending)?.exitCode ?? null },
        now,
        'running',
      )
      break
    case 'stop':
      store.executions.setStatus(number, 'stopped')
      moveCount(state, step, 'running', 'stopped')
  }
  const others = resolveTwins(store, state, recipe, now)
  return [state, ...others].flatMap((each) => goOn(store, each, now))
}

/** Executions that waited for the same result have it now, or run themselves. Returns the other runs that can continue. */
function resolveTwins(store: Store, own: PipelineState, recipe: string, now: number): PipelineState[] {
  const states = new Map([[own.run.run, own]])
  for (const twin of store.executions.waitingTwins(recipe)) {
    const state = states.get(twin.run) ?? stateOf(store, twin.run)
    if (!state) continue
    states.set(twin.run, state)
    resolveTwin(store, state, twin, now)
  }
  states.delete(own.run.run)
  return [...states.values()]
}
