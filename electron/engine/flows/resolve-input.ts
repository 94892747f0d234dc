import type { Definition, Node } from '../../../shared/flow/definition.ts'
import type { FlowEvent } from '../../../shared/flow/events.ts'
import { fold } from '../../../shared/flow/fold.ts'
import { inputOf } from '../../../shared/flow/input.ts'
import type { Data, Json } from '../../../shared/flow/reference.ts'
import { emptyState, type FlowState, paramsOf } from '../../../shared/flow/state.ts'
import { stateKeysOf } from '../../../shared/flow/state-keys.ts'
import { DamagedHistory, type History } from '../store/histories.ts'
import type { Store } from '../store/store.ts'
import { outlineOf, pathsIn } from './outline.ts'
import { stateValues } from './read-state.ts'

export type Asked = { node?: string | undefined; prep?: Node['prep']; params?: Node['params'] }

export type ResolvedInput = {
  run: number
  /** The data is of the moment at which the run entered the node; otherwise it is what the run has now. */
  isOfNode: boolean
  input: Json
  isCut: boolean
  /** References that lead to something in this data. */
  paths: string[]
}

/** Longer and larger histories are not read from their start. */
const mostEvents = 2_000
const mostCharacters = 4_000_000

type Moment = Pick<FlowState, 'params' | 'shared' | 'inner'> & { given: Json; error: Json }

/** The input that a node would get if it were entered with the data of a run. Executes and changes nothing. */
export function resolveInput(store: Store, run: number, { node: key, prep, params }: Asked): ResolvedInput {
  const history = store.histories.load(run)
  const entered = key === undefined ? null : entryOf(store, history, key)
  const moment = entered ?? { ...history.state, given: null, error: null }
  const node = { kind: 'executor', prep, params } as Node
  const kept = stateValues(store, run, stateKeysOf(node))
  const before = { given: moment.given, error: moment.error }
  const { value, isCut } = outlineOf(inputOf({ ...history.state, ...moment, kept }, node, before))
  const roots: Data = { params: paramsOf(moment, node), shared: moment.shared }
  const paths = pathsIn(entered ? { ...roots, input: moment.given, error: moment.error } : roots)
  return { run, isOfNode: entered !== null, input: value, isCut, paths }
}

/** The data when the node was entered for the last time; null if it never was, or if the history is too long to look. */
function entryOf(store: Store, { run, definition, size, state: { n, nodes } }: History, key: string): Moment | null {
  if (n > mostEvents || size > mostCharacters || !Object.hasOwn(nodes, key)) return null
  try {
    return lastEntry(definition, store.histories.events(run, 0), key)
  } catch (error) {
    if (error instanceof DamagedHistory) return null
    throw error
  }
}

function lastEntry(definition: Definition, events: readonly FlowEvent[], key: string): Moment | null {
  const state = emptyState()
  let [found, visits]: [Moment | null, number] = [null, 0]
  for (const event of events) {
    fold(definition, state, event)
    const now = state.nodes[key]?.visits ?? 0
    const step = state.steps[`${key}#${now}`]
    if (now === visits || !step) continue
    visits = now
    const { params, inner, shared } = state
    found = { params, inner, shared: { ...shared }, given: step.given, error: step.error }
  }
  return found
}
