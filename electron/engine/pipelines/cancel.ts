import { AppError } from '../../../shared/errors.ts'
import type { RunEnd } from '../queue/queue.ts'
import type { Store } from '../store/store.ts'
import { closeRun } from './close.ts'
import { note, withdraw } from './fail.ts'
import { isOpen, keepCounts, stateOf } from './pipeline-state.ts'

/** Cancels queued executions and stops running ones; finished ones stay. Returns the run if it ended. Call inside a write. */
export function cancelPipeline(store: Store, number: number, now: number): RunEnd[] {
  const state = stateOf(store, number)
  if (!state) throw new AppError('not-found', `Run ${number} is not a run of a pipeline.`)
  const isFirst = state.run.stopping !== 'stopped'
  store.pipelines.stop(number, 'stopped', null)
  state.run.stopping = 'stopped'
  if (isFirst) note(store, state, 'stop asked', {}, now)
  withdraw(store, state, now)
  keepCounts(store, state)
  if (!isOpen(state)) return closeRun(store, state, now)
  for (const { seq, token } of store.tasks.runningOf(number)) {
    store.tasks.askStop(seq, 'stopped', now)
    if (token !== null) store.asks.stop(token)
  }
  return []
}
