import { type Definition, fallbackAction, type Graph, type Node } from '../definition.ts'
import { targetsOf } from '../edges.ts'
import { kindName } from '../kind-name.ts'
import type { Position } from '../layout.ts'
import { type FieldChange, fieldChanges, isSame, own } from './field-changes.ts'
import { type Renames, renamesOf, withNewKeys } from './renames.ts'

export type PartState = 'added' | 'removed' | 'changed' | 'moved' | 'renamed'

/** `id`: the keys that lead to the node, joined by "/". `was`: its key before. */
export type NodeChange = {
  id: string
  kind: string
  title: string | null
  state: PartState
  was: string | null
  isMoved: boolean
  fields: FieldChange[]
}
/** `from` and `to` are ids, or null for the end. `before`: where the wire led. */
export type WireChange = { from: string; action: string; to: string | null; state: PartState; before?: string | null }

export type GraphDifference = {
  /** The nodes and wires of both. */
  graph: Graph & Pick<Definition, 'params'>
  /** Of the flow itself. */
  fields: FieldChange[]
  nodes: NodeChange[]
  wires: WireChange[]
}

type Found = Pick<GraphDifference, 'fields' | 'nodes' | 'wires'>

/** Two definitions as one graph, and what differs in it. */
export function graphDifference(before: Definition, after: Definition): GraphDifference {
  const found: Found = { fields: flowFields(before, after), nodes: [], wires: [] }
  const graph = joined(before, after, [], found)
  return { graph: { ...graph, params: after.params }, ...found }
}

function flowFields(before: Definition, after: Definition): FieldChange[] {
  const named = withNewKeys(before, renamesOf(before, after))
  const plain = ({ nodes: _, edges: __, layout: ___, ...rest }: Definition) => rest
  const [old, young] = [before.layout?.notes ?? [], after.layout?.notes ?? []]
  return [
    ...fieldChanges(plain(named), plain(after)),
    ...(isSame(old, young) ? [] : [{ path: 'notes', before: old, after: young }]),
  ]
}

function joined(before: Graph, after: Graph, inside: readonly string[], found: Found): Graph {
  const names = renamesOf(before, after)
  const old = withNewKeys(before, names)
  const idOf = (key: string): string => [...inside, key].join('/')
  const nodes = Object.entries(after.nodes).map(([key, node]): [string, Node] => {
    const was = own(old.nodes, key)
    const change = was ? changeOf({ old, after, key, names }) : plainChange(node, 'added')
    if (change) found.nodes.push({ id: idOf(key), ...change })
    return [key, was ? withInner(was, node, [...inside, key], found) : node]
  })
  const gone = Object.entries(old.nodes).filter(([key]) => !Object.hasOwn(after.nodes, key))
  found.nodes.push(...gone.map(([key, node]) => ({ id: idOf(key), ...plainChange(node, 'removed') })))
  const { changes, removed } = wiresBetween(old, after)
  const idOrEnd = (key: string | null): string | null => (key === null ? null : idOf(key))
  for (const { from, to, before: led, ...wire } of changes)
    found.wires.push({ ...wire, from: idOf(from), to: idOrEnd(to), ...(led === undefined ? {} : { before: idOrEnd(led) }) })
  return {
    start: after.start,
    nodes: Object.fromEntries([...nodes, ...gone]),
    edges: [...after.edges, ...removed],
    layout: withPlaces(
      after.layout,
      gone.flatMap(([key]) => placeOf(old, key)),
    ),
  }
}

/** An inner flow that both have is compared node by node. */
function withInner(was: Node, node: Node, inside: string[], found: Found): Node {
  if (!was.subflow || !node.subflow) return node
  return { ...node, subflow: joined(was.subflow, node.subflow, inside, found) }
}

const plainChange = (node: Node, state: PartState): Omit<NodeChange, 'id'> => ({
  kind: kindName(node),
  title: node.title ?? null,
  state,
  was: null,
  isMoved: false,
  fields: [],
})

type Pair = { old: Graph; after: Graph; key: string; names: Renames }

function changeOf({ old, after, key, names }: Pair): Omit<NodeChange, 'id'> | null {
  const [before, node] = [own(old.nodes, key), own(after.nodes, key)]
  if (!before || !node) return null
  const was = [...names].find(([, is]) => is === key)?.[0] ?? null
  const fields = fieldChanges(...withoutInner(before, node))
  const places = [own(old.layout?.nodes ?? {}, key), own(after.layout?.nodes ?? {}, key)]
  const isMoved = places[0] !== undefined && places[1] !== undefined && !isSame(...(places as [Position, Position]))
  const state = was !== null ? 'renamed' : fields.length > 0 ? 'changed' : isMoved ? 'moved' : null
  return state && { kind: kindName(node), title: node.title ?? null, state, was, isMoved, fields }
}

/** Of inner flows that both have, only the start: their nodes are told one by one. */
function withoutInner(before: Node, after: Node): [unknown, unknown] {
  if (!before.subflow || !after.subflow) return [before, after]
  const names = renamesOf(before.subflow, after.subflow)
  const start = names.get(before.subflow.start) ?? before.subflow.start
  return [
    { ...before, subflow: { start } },
    { ...after, subflow: { start: after.subflow.start } },
  ]
}

type Wires = ReadonlyMap<string, { from: string; action: string; targets: (string | null)[] }>
type LocalChange = { from: string; action: string; to: string | null; state: PartState; before?: string | null }

function wiresBetween(before: Graph, after: Graph): { changes: LocalChange[]; removed: Graph['edges'] } {
  const [old, young] = [wiresOf(before), wiresOf(after)]
  const changes: LocalChange[] = []
  const removed: Graph['edges'] = []
  for (const [id, { from, action, targets }] of young) {
    const was = old.get(id)?.targets ?? []
    const [come, gone] = [targets.filter((to) => !was.includes(to)), was.filter((to) => !targets.includes(to))]
    const [to, led] = [come[0], gone[0]]
    if (come.length === 1 && gone.length === 1 && to !== undefined && led !== undefined)
      changes.push({ from, action, to, state: 'changed', before: led })
    else {
      changes.push(...come.map((each) => ({ from, action, to: each, state: 'added' as const })))
      changes.push(...gone.map((each) => ({ from, action, to: each, state: 'removed' as const })))
    }
    removed.push(...edgeTo(from, action, gone))
  }
  for (const [id, { from, action, targets }] of old) {
    if (young.has(id)) continue
    changes.push(...targets.map((to) => ({ from, action, to, state: 'removed' as const })))
    removed.push(...edgeTo(from, action, targets))
  }
  return { changes, removed }
}

/** Where a wire leads to the end, none is drawn. */
function edgeTo(from: string, action: string, targets: readonly (string | null)[]): Graph['edges'] {
  const to = targets.filter((target) => target !== null)
  return to.length === 0 ? [] : [{ from, action, to }]
}

function wiresOf(graph: Graph): Wires {
  const wires = new Map<string, { from: string; action: string; targets: (string | null)[] }>()
  for (const edge of graph.edges) {
    const action = edge.action || fallbackAction
    const id = JSON.stringify([edge.from, action])
    const targets = targetsOf(edge)
    const known = wires.get(id)?.targets ?? []
    wires.set(id, { from: edge.from, action, targets: [...known, ...(targets.length === 0 ? [null] : targets)] })
  }
  return wires
}

const placeOf = (graph: Graph, key: string): [string, Position][] => {
  const place = own(graph.layout?.nodes ?? {}, key)
  return place ? [[key, place]] : []
}

/** Nothing else lies so near to a node, in pixels. */
const [besideX, besideY] = [300, 90]

/** A node that was removed is drawn where it was, unless something else lies there now. */
function withPlaces(layout: Graph['layout'], gone: readonly [string, Position][]): Graph['layout'] {
  const own = Object.values(layout?.nodes ?? {})
  if (!layout || own.length === 0) return layout
  const free = gone.filter(([, [x, y]]) => own.every((at) => Math.abs(at[0] - x) >= besideX || Math.abs(at[1] - y) >= besideY))
  return { ...layout, nodes: { ...layout.nodes, ...Object.fromEntries(free) } }
}
