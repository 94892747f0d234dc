import type { Definition } from './definition.ts'
import { share } from './input.ts'
import { type Json, put } from './reference.ts'
import { type FlowState, nodeOf, type Step } from './state.ts'

/**
 * The rules for folding new runs. A run keeps the rules it started with, so that its history replays as it was recorded.
 * Since 2, flows in PocketFlow's dialect write to the shared data what PocketFlow writes there.
 */
export const currentRules = 2

export const sharesLikePocketflow = ({ dialect }: Definition, { rules = 1 }: FlowState): boolean =>
  dialect === 'pocketflow' && rules >= 2

/** PocketFlow writes a signal to the shared data whether or not a node waits for it, and keeps only the newest of a key. */
export function shareSignal(state: FlowState, key: string, value: Json): void {
  state.signals = state.signals.filter((signal) => signal.key !== key)
  put(state.shared, key, value)
}

/** PocketFlow keeps the results of a partly failed parallel or foreach node; with fail_fast, without gaps for the failures. */
export function shareResults(definition: Definition, state: FlowState, { node: key, many }: Step): void {
  if (!many) return
  const node = nodeOf(definition, key)
  const results = Array.from({ length: many.count }, (_, index) => many.results[index] ?? null)
  share(state.shared, node.post, node.failure_strategy === 'fail_fast' ? results.filter((result) => result !== null) : results)
}

/** PocketFlow writes no result for a foreach over an empty list. */
export const sharesNothing = (definition: Definition, { node, many }: Step): boolean =>
  many?.count === 0 && nodeOf(definition, node).kind === 'foreach'
