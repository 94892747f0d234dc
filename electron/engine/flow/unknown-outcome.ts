import { nodeKeyOf, nodeOf } from '../../../shared/flow/state.ts'
import type { Reason } from '../../../shared/run-state.ts'
import type { Store } from '../store/store.ts'
import type { Work } from '../store/tasks.ts'
import { unitOf } from './unit-key.ts'

/**
 * Nobody knows whether a task was done, and its node says that it is not to be done twice: somebody has to say. Of what was
 * asked elsewhere that is so, too, when no answer came. To be called inside a write, of a task that failed.
 */
export function isUnknown(store: Store, { run, nodeKey, kind, isFlow }: Work, reason: Reason | null): boolean {
  const isElsewhere = kind === 'http' || kind === 'service'
  const noAnswer = isElsewhere && (reason === 'timeout' || (kind === 'http' && reason === 'unreachable'))
  if (!isFlow || (reason !== 'lost' && !noAnswer)) return false
  const { step, item } = unitOf(nodeKey)
  return item === undefined && nodeOf(store.histories.load(run).definition, nodeKeyOf(step)).at_most_once === true
}
