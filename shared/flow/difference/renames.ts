import type { Edge, Graph, Node } from '../definition.ts'
import { targetsOf } from '../edges.ts'
import { fieldChanges } from './field-changes.ts'

export type Renames = ReadonlyMap<string, string>

/** Of more pairs, the keys are taken as they are. */
const mostPairs = 40_000
/** A node that says so much of the same, in the same place, is the same node. */
const leastAlike = 0.5

/** Nodes that have another key in the second graph: they say the same, or nearly, and their wires lead to the same nodes. */
export function renamesOf(before: Graph, after: Graph): Renames {
  const gone = Object.keys(before.nodes).filter((key) => !Object.hasOwn(after.nodes, key))
  const come = Object.keys(after.nodes).filter((key) => !Object.hasOwn(before.nodes, key))
  const names = new Map<string, string>()
  if (gone.length === 0 || come.length === 0 || gone.length * come.length > mostPairs) return names
  const [old, young] = [factsOf(before, gone), factsOf(after, come)]
  const pairs = old.flatMap((was) => young.flatMap((is) => pairOf(was, is)))
  const taken = new Set<string>()
  for (const { from, to } of pairs.toSorted((a, b) => b.score - a.score)) {
    if (names.has(from) || taken.has(to)) continue
    names.set(from, to)
    taken.add(to)
  }
  return names
}

type Facts = { key: string; sort: string; lines: Set<string>; wires: Set<string> }

function pairOf(was: Facts, is: Facts): { from: string; to: string; score: number }[] {
  if (was.sort !== is.sort) return []
  const [alike, beside] = [share(was.lines, is.lines), share(was.wires, is.wires)]
  const isAlike = alike >= leastAlike && beside > 0
  return isAlike || (alike === 1 && was.lines.size > 0) ? [{ from: was.key, to: is.key, score: alike + beside }] : []
}

/** Two empty sets are the same. */
function share(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  const most = Math.max(a.size, b.size)
  return most === 0 ? 1 : [...a].filter((each) => b.has(each)).length / most
}

/** Neighbors that only one of the graphs has may be renamed, too: they all count as one. */
function factsOf(graph: Graph, keys: readonly string[]): Facts[] {
  const others = new Set(keys)
  const named = (key: string): string => (others.has(key) ? '' : key)
  const wires = new Map<string, Set<string>>(keys.map((key) => [key, new Set(key === graph.start ? ['start'] : [])]))
  for (const edge of graph.edges)
    for (const to of targetsOf(edge)) {
      wires.get(edge.from)?.add(`to ${edge.action} ${named(to)}`)
      wires.get(to)?.add(`from ${edge.action} ${named(edge.from)}`)
    }
  return keys.flatMap((key): Facts[] => {
    const node = graph.nodes[key]
    return node ? [{ key, sort: sortOf(node), lines: linesOf(node), wires: wires.get(key) ?? new Set() }] : []
  })
}

const sortOf = ({ kind, exec_type: type, script }: Node): string => JSON.stringify([kind, type, script?.cmd])

/** What a node says besides what it is, a long text line by line. */
function linesOf({ kind: _, exec_type: __, script, ...rest }: Node): Set<string> {
  const { cmd: ___, ...written } = script ?? {}
  return new Set(
    fieldChanges({}, { ...rest, script: written }).flatMap(({ path, after }) => leavesOf(after).map((line) => `${path} ${line}`)),
  )
}

function leavesOf(value: unknown): string[] {
  if (typeof value === 'string') return value.split('\n').map((line) => line.trim())
  if (typeof value !== 'object' || value === null) return [String(value)]
  return Object.entries(value).flatMap(([key, part]) => leavesOf(part).map((line) => `${key} ${line}`))
}

/** The graph as if its nodes had had their new keys before. */
export function withNewKeys<G extends Graph>(graph: G, names: Renames): G {
  if (names.size === 0) return graph
  const named = (key: string): string => names.get(key) ?? key
  const nodes = Object.entries(graph.nodes).map(([key, node]): [string, Node] => [
    named(key),
    node.compensate === undefined ? node : { ...node, compensate: named(node.compensate) },
  ])
  const places = Object.entries(graph.layout?.nodes ?? {}).map(([key, at]) => [named(key), at] as const)
  const cleanup = (graph as { cleanup?: string }).cleanup
  return {
    ...graph,
    start: named(graph.start),
    nodes: Object.fromEntries(nodes),
    edges: graph.edges.map((edge) => withNewEnds(edge, named)),
    ...(graph.layout ? { layout: { ...graph.layout, nodes: Object.fromEntries(places) } } : {}),
    ...(cleanup === undefined ? {} : { cleanup: named(cleanup) }),
  }
}

const withNewEnds = (edge: Edge, named: (key: string) => string): Edge => ({
  ...edge,
  from: named(edge.from),
  to: Array.isArray(edge.to) ? edge.to.map(named) : named(edge.to),
})
