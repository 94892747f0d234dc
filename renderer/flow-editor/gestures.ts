import type { Graph } from '../../shared/flow/definition.ts'
import { edgesFrom, targetsOf } from '../../shared/flow/edges.ts'
import type { Gesture, Wire } from '../../shared/flow/edit/gesture.ts'
import { portsOf } from '../../shared/flow/ports.ts'
import { graphAt, idIn, insideOf, keysOf } from '../flow-graph/flow-shape.ts'
import { failurePort } from '../flow-graph/ways.ts'
import type { Point } from '../graph/shape.ts'
import { type CanvasState, isNote, noteIndex } from './canvas-state.ts'
import { addableOf } from './kinds.ts'

export const keyOf = (id: string): string => keysOf(id).at(-1) ?? id

/** Nodes of one graph, as a gesture names them. */
export const asGesture = (ids: readonly string[]): { inside: string[]; keys: string[] } => ({
  inside: insideOf(ids[0] ?? ''),
  keys: ids.map(keyOf),
})

export const nodesOf = ({ chosen }: Pick<CanvasState, 'chosen'>): string[] => chosen.filter((id) => !isNote(id))

const rounded = ({ x, y }: Point): [number, number] => [Math.round(x / 8) * 8, Math.round(y / 8) * 8]

/** Where a new node goes. */
export type AddPlace = {
  inside: string[]
  after?: { from: string; action: string }
  onWay?: Wire
  at?: Point | undefined
}

/** Adds a node or a note and selects it. A note without a place goes into the `corner` of the view. */
export function addTo({ flowText, choose, sheets }: CanvasState, what: string, place: AddPlace, corner?: Point): string[] {
  const addable = addableOf(what)
  if (!addable) return []
  const { inside, after, onWay, at } = place
  if (addable.node === null) {
    if (flowText.apply({ do: 'addNote', inside, note: { at: rounded(at ?? corner ?? { x: -240, y: 0 }) } }) === null) return []
    const ids = [`#note ${sheets.length}`]
    choose(ids)
    return ids
  }
  const gesture: Gesture = {
    do: 'add',
    inside,
    node: addable.node,
    ...(after && { after }),
    ...(onWay && { onWay }),
    ...(at && { at: rounded(at) }),
  }
  return flowText.apply(gesture) ?? []
}

/** After a node: on the first of the actions that leads nowhere yet; else in between, where there is one way on. */
export function placeAfter(state: CanvasState, id: string, actions?: readonly string[]): AddPlace {
  const [inside, from] = [insideOf(id), keyOf(id)]
  const graph = graphAt(state.definition, inside)
  if (!graph) return { inside }
  const ports = portsOf(graph, from)
  const main = actions ?? ports.filter(({ isTrouble }) => !isTrouble).map(({ action }) => action)
  const free = main.find((action) => targetOf(graph, from, action) === null)
  if (free !== undefined) return { inside, after: { from, action: free } }
  const action = main[0] ?? 'default'
  const to = targetOf(graph, from, action)
  return to === null ? { inside, after: { from, action } } : { inside, onWay: { from, action, to } }
}

/** The only node that an action leads to; null for none, or for several. */
function targetOf(graph: Graph, from: string, action: string): string | null {
  const edge = edgesFrom(graph, from).find((each) => (each.action || 'default') === action)
  return (edge && targetsOf(edge)[0]) ?? null
}

export const placeOnWay = (state: CanvasState, wayId: string): AddPlace | null => {
  const way = state.wayOf(wayId)
  const [action] = way?.wire?.actions ?? []
  if (!way?.wire || action === undefined) return null
  return { inside: insideOf(way.from), onWay: { from: way.wire.from, to: way.wire.to, action } }
}

/** The actions that a wire from a port can have: one, or those of failures. */
export function actionsOf(state: CanvasState, id: string, port: string): string[] {
  if (port !== failurePort) return [port]
  const graph = graphAt(state.definition, insideOf(id))
  const failures = graph ? portsOf(graph, keyOf(id)).filter(({ isTrouble }) => isTrouble) : []
  return failures.map(({ action }) => action)
}

/** Removes the nodes, notes or the wire that are chosen. Gives the node to go to afterwards. */
export function removeChosen(state: CanvasState): string | null {
  const { flowText, chosen, chosenWay, wayOf, choose } = state
  const way = wayOf(chosenWay)
  if (way?.wire) {
    const { from, to, actions } = way.wire
    for (const action of actions) flowText.apply({ do: 'disconnect', inside: insideOf(way.from), from, action, to })
    state.chooseWay(null)
    return way.from
  }
  const nodes = nodesOf(state)
  const next = nodes[0] === undefined ? null : before(state, nodes[0])
  for (const id of chosen.filter(isNote).toSorted((a, b) => noteIndex(b) - noteIndex(a)))
    flowText.apply({ do: 'removeNote', index: noteIndex(id) })
  if (nodes.length > 0) flowText.apply({ do: 'remove', ...asGesture(nodes) })
  choose(next === null || nodes.includes(next) ? [] : [next])
  return next
}

/** A node that leads to this one. */
function before({ flow }: CanvasState, id: string): string | null {
  return [...flow.wires.values()].find(({ to, from }) => to === id && from !== id)?.from ?? null
}

export const idsIn = (inside: readonly string[], keys: readonly string[]): string[] => keys.map((key) => idIn(inside, key))
