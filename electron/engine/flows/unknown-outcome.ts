import { nodeKeyOf, nodeOf } from '../../../shared/flow/state.ts'
import type { Store } from '../store/store.ts'
import type { Work } from '../store/tasks.ts'
import { unitOf } from './unit-key.ts'

/**
 * A task that may or may not have been done is not done again where its node says so: somebody has to say. To be called
 * inside a write.
 */
export function mustNotRepeat(store: Store, { run, nodeKey }: Work): boolean {
  const { step, item } = unitOf(nodeKey)
  return item === undefined && nodeOf(store.histories.load(run).definition, nodeKeyOf(step)).at_most_once === true
}
