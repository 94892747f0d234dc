import type { Definition } from './definition.ts'
import { edgesFrom, targetsOf } from './edges.ts'
import type { FlowEvent } from './events.ts'
import { fold } from './fold.ts'
import { share } from './input.ts'
import { pathsTo } from './partial.ts'
import type { Data, Json } from './reference.ts'
import { emptyState, nodeKeyOf } from './state.ts'

/** The data that a node starts with. */
export type NodeStart = { shared: Data; given: Json; error: Json }

/** The state changes with the next event. */
const copyOf = <T extends Json>(value: T): T => JSON.parse(JSON.stringify(value)) as T

/** A run that continues another one is at some nodes from the beginning. */
function begins(event: FlowEvent, key: string): boolean {
  if (event.type === 'forked') return Object.values(event.data.state.steps).some(({ node }) => node === key)
  return event.type === 'went on' && event.data.begins.some(({ node }) => node === key)
}

/** What a node got at its last visit in a run; null: the run did not reach it. */
export function startIn(definition: Definition, events: readonly FlowEvent[], key: string): NodeStart | null {
  const last = events.findLastIndex((event) => begins(event, key))
  if (last < 0) return null
  const state = emptyState()
  for (const event of events.slice(0, last + 1)) fold(definition, state, event)
  const step = Object.values(state.steps).find(({ node }) => node === key)
  return step ? { shared: copyOf(state.shared), given: step.given, error: step.error } : null
}

/** What a node returned at its last visit in a run; undefined: it returned nothing, or the run did not leave it. */
export function outputIn(definition: Definition, events: readonly FlowEvent[], key: string): Json | undefined {
  const state = emptyState()
  let found: Json | undefined
  for (const event of events) {
    if (event.type === 'went on' && event.data.after !== null && nodeKeyOf(event.data.after) === key) {
      const step = state.steps[event.data.after]
      if (step && step.failure === null && !step.timedOut) found = copyOf(step.output)
    }
    fold(definition, state, event)
  }
  return found
}

/** What a node gets if the nodes before it returned their pinned outputs. */
export function startByPins(definition: Definition, pins: Readonly<Record<string, Json>>, key: string): NodeStart {
  const before = new Set(pathsTo(definition, key))
  const shared: Data = {}
  for (const [node, { post }] of Object.entries(definition.nodes))
    if (node !== key && before.has(node) && Object.hasOwn(pins, node)) share(shared, post, pins[node] ?? null)
  const previous = Object.keys(pins).find((node) => edgesFrom(definition, node).some((edge) => targetsOf(edge).includes(key)))
  return { shared, given: previous === undefined ? null : (pins[previous] ?? null), error: null }
}
