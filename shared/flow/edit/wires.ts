import type { Gesture, Wire } from './gesture.ts'
import {
  actionOf,
  type Changed,
  edgesOf,
  fromOf,
  newEdge,
  nodesOf,
  refused,
  shown,
  targetsOf,
  withEdges,
  withTargets,
} from './graph.ts'
import { type Fields, fieldsOf, listOf, textOf, type Value, withField } from './value.ts'

/** Why a wire cannot be made; null if it can. The canvas asks while a wire is drawn. */
export function faultOfWire(graph: Fields, { from, action, to }: Wire): string | null {
  const nodes = nodesOf(graph)
  for (const key of [from, to]) if (key !== '' && !nodes.has(key)) return `There is no node ${shown(key)}.`
  if (from === '') return 'A wire starts at a node.'
  const node = fieldsOf(nodes.get(from))
  const isFree = fieldsOf(node.get('post')).has('action_key')
  if (node.get('kind') === 'choice' && !isFree && !actionsOfChoice(node).has(action || 'default'))
    return `${shown(from)} has no case for the action ${shown(action)}.`
  const edge = edgesOf(graph)[indexOfEdge(graph, from, action)]
  if (edge === undefined) return null
  if (targetsOf(edge).includes(to)) return `${shown(from)} already leads to ${shown(to)} for the action ${shown(action)}.`
  return to === '' && targetsOf(edge).length === 0 ? 'The action already leads to the end.' : null
}

const always = ['default', 'error', 'timeout', 'limit']
const actionsOfChoice = (node: Fields): Set<string> =>
  new Set([
    ...always,
    ...listOf(node.get('choice_cases')).map((each) => textOf(fieldsOf(each).get('action'))),
    textOf(node.get('default_action')),
    textOf(fieldsOf(node.get('post')).get('action_static')),
  ])

export const indexOfEdge = (graph: Fields, from: string, action: string): number =>
  edgesOf(graph).findIndex((edge) => fromOf(edge) === from && actionOf(edge) === (action || 'default'))

/** Adds the target to the edge of the action, or a new edge behind those of the node. */
export function connect(graph: Fields, wire: Wire): Changed {
  const fault = faultOfWire(graph, wire)
  if (fault !== null) return refused(fault)
  return { graph: connected(graph, wire), keys: wire.to === '' ? [wire.from] : [wire.to] }
}

export function connected(graph: Fields, { from, action, to }: Wire): Fields {
  const edges = edgesOf(graph)
  const index = indexOfEdge(graph, from, action)
  const edge = edges[index]
  if (edge !== undefined) {
    const targets = to === '' ? [] : [...targetsOf(edge), to]
    return withEdges(graph, edges.with(index, withTargets(edge, targets)))
  }
  const last = edges.findLastIndex((each) => fromOf(each) === from)
  return withEdges(graph, edges.toSpliced(last === -1 ? edges.length : last + 1, 0, newEdge({ from, action, to })))
}

/** `to` undefined: all wires of the action. Null if there is no such wire. */
export function disconnected(graph: Fields, from: string, action: string, to: string | undefined): Fields | null {
  const edges = edgesOf(graph)
  const index = indexOfEdge(graph, from, action)
  const edge = edges[index]
  if (edge === undefined) return null
  const targets = targetsOf(edge)
  if (to === undefined || (targets.length <= 1 && (targets[0] ?? '') === to)) return withEdges(graph, edges.toSpliced(index, 1))
  const rest = targets.filter((target) => target !== to)
  return rest.length === targets.length ? null : withEdges(graph, edges.with(index, withTargets(edge, rest)))
}

export function disconnect(graph: Fields, { from, action, to }: Extract<Gesture, { do: 'disconnect' }>): Changed {
  const changed = disconnected(graph, from, action, to)
  return changed ? { graph: changed, keys: [from] } : refused('This wire no longer exists.')
}

/** A wire that keeps its source and action stays in its place in the text. */
export function rewire(graph: Fields, wire: Wire, to: Wire): Changed {
  const without = disconnected(graph, wire.from, wire.action, wire.to)
  if (!without) return refused('This wire no longer exists.')
  const fault = faultOfWire(without, to)
  if (fault !== null) return refused(fault)
  const index = indexOfEdge(graph, wire.from, wire.action)
  const edge = edgesOf(graph)[index] as Value
  if (wire.from === to.from && (wire.action || 'default') === (to.action || 'default')) {
    const old = targetsOf(edge)
    const targets = (old.length === 0 ? [to.to] : old.map((target) => (target === wire.to ? to.to : target))).filter(
      (target) => target !== '',
    )
    return { graph: withEdges(graph, edgesOf(graph).with(index, withTargets(edge, targets))), keys: [to.from] }
  }
  if (targetsOf(edge).length > 1 || indexOfEdge(without, to.from, to.action) !== -1)
    return { graph: connected(without, to), keys: [to.from] }
  const moved = withField(withAction(withField(fieldsOf(edge), 'from', to.from), to.action), 'to', to.to)
  return { graph: withEdges(graph, edgesOf(graph).with(index, moved)), keys: [to.from] }
}

function withAction(edge: Fields, action: string): Fields {
  if (action !== '' && action !== 'default') return withField(edge, 'action', action)
  return edge.has('action') ? withField(edge, 'action', undefined) : edge
}
