import type { Node } from './definition.ts'
import { parseReference } from './reference.ts'

const known = new WeakMap<Node, readonly string[]>()

/** The keys of the state across runs that a node names, as `$state.KEY`. Those of an inner flow are read when its nodes start. */
export function stateKeysOf(node: Node): readonly string[] {
  const found = known.get(node) ?? [...new Set(keysWithin({ ...node, subflow: undefined }))]
  known.set(node, found)
  return found
}

function keysWithin(value: unknown, depth = 0): string[] {
  if (typeof value === 'string') {
    const reference = parseReference(value)
    return reference?.root === 'state' && reference.path !== '' ? [reference.path] : []
  }
  if (typeof value !== 'object' || value === null || depth > 100) return []
  return Object.values(value).flatMap((part) => keysWithin(part, depth + 1))
}
