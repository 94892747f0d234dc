import type { Json } from '../../../shared/flow/reference.ts'
import { limits } from '../../../shared/model/limits.ts'
import { type Ending, factsOf, type Outcome, type RunEnd } from '../queue/queue.ts'
import type { Store } from '../store/store.ts'
import type { Work } from '../store/tasks.ts'
import { happen } from './advance.ts'
import { unitOf } from './unit-key.ts'

/** An attempt of a flow's task has started. Call inside a write. */
export function noteStart(store: Store, { run, nodeKey }: Work, attempt: number, now: number): void {
  store.histories.append(store.histories.load(run), { type: 'started', data: { ...unitOf(nodeKey), attempt } }, now)
}

/** An attempt failed, and another follows. Call inside a write. */
export function noteRetry(store: Store, { run, nodeKey }: Work, outcome: Outcome, retryAt: number, now: number): void {
  const { attempt, reason, error, ending } = outcome
  const data = { ...unitOf(nodeKey), attempt, reason, error, retryAt, ...workerOf(ending) }
  store.histories.append(store.histories.load(run), { type: 'attempt failed', data }, now)
}

const workerOf = (ending: Ending): { worker?: string } =>
  'worker' in ending && ending.worker !== undefined ? { worker: ending.worker } : {}

/** Records the end of a task, and decides what follows. Call inside a write. */
export function endUnit(store: Store, { run, nodeKey }: Work, outcome: Outcome, now: number): RunEnd[] {
  const { move, attempt, reason, error, ending } = outcome
  const exitCode = factsOf(ending)?.exitCode ?? null
  const unit = { ...unitOf(nodeKey), attempt, ...workerOf(ending) }
  if (move === 'stop') return happen(store, run, { type: 'task cancelled', data: unit }, now)
  if (move === 'fail') {
    const data = { ...unit, reason: reason ?? 'error', error: error ?? 'The task failed.', exitCode }
    return happen(store, run, { type: 'task failed', data }, now)
  }
  const result = ending.type === 'succeeded' ? (ending.result as Json) : null
  const size = JSON.stringify(result ?? null).length
  if (size <= limits.payloadBytes)
    return happen(store, run, { type: 'task succeeded', data: { ...unit, result: result ?? null } }, now)
  const tooLarge = `The result has ${size} characters; the limit is ${limits.payloadBytes}. Write large data to a file and return its name.`
  return happen(store, run, { type: 'task failed', data: { ...unit, reason: 'too-large', error: tooLarge, exitCode } }, now)
}
