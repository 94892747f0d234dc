import { nodeKeyOf, nodeOf } from '../../../shared/flow/state.ts'
import type { Store } from '../store/store.ts'
import type { Work } from '../store/tasks.ts'
import { unitOf } from './unit-key.ts'

/** A task with an unknown outcome is not repeated if its node forbids that: a person has to decide. Call inside a write. */
export function mustNotRepeat(store: Store, { run, nodeKey }: Work): boolean {
  const { step, item } = unitOf(nodeKey)
  return item === undefined && nodeOf(store.histories.load(run).definition, nodeKeyOf(step)).at_most_once === true
}
