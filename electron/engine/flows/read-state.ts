import type { DataOf, Fact } from '../../../shared/flow/events.ts'
import { stateKeysOf } from '../../../shared/flow/state-keys.ts'
import type { History } from '../store/histories.ts'
import type { Store } from '../store/store.ts'

/**
 * What the nodes that start name of the state across runs, where it is not what the run has read before; null: nothing. Call inside
 * a write.
 */
export function readState(store: Store, { run, definition, state }: History, { begins }: DataOf<'went on'>): Fact | null {
  // There it is plain text.
  if (definition.dialect === 'pocketflow') return null
  const keys = begins.flatMap(({ node }) => {
    const begun = definition.nodes[node]
    return begun ? stateKeysOf(begun) : []
  })
  if (keys.length === 0) return null
  const kept = state.kept ?? {}
  const changed = Object.entries(stateValues(store, run, keys)).filter(
    ([key, value]) => !Object.hasOwn(kept, key) || kept[key] !== value,
  )
  return changed.length === 0 ? null : { type: 'state read', data: { values: Object.fromEntries(changed) } }
}

/** Of the job or flow of the run; keys that it has not are those of all. */
export function stateValues(store: Store, run: number, keys: readonly string[]): Record<string, string | null> {
  const owner = ownerOf(store, run)
  return Object.fromEntries(keys.map((key) => [key, store.state.value(owner, key) ?? store.state.value('', key)]))
}

/** An inner flow without a name has the state of the one around it. */
function ownerOf(store: Store, run: number): string {
  for (let at: number | null = run; at !== null; at = store.parents.of(at)?.run ?? null) {
    const jobId = store.runs.byNumber(at)?.jobId
    if (jobId) return jobId
    const flow = store.flowRuns.get(at)?.flow ?? null
    const found = flow === null ? null : store.flows.get(flow)
    if (found) return found.id
  }
  return ''
}
