import { error, type Problem, warning } from '../problem.ts'
import { type Definition, type Edge, type Graph, troubleActions } from './definition.ts'
import { targetsOf } from './edges.ts'

type Path = (string | number)[]

/** Problems of the paths through a graph: unreachable nodes, endless loops, and branches that write the same name. */
export function problemsOfWays(definition: Definition, graph: Graph, path: Path): Problem[] {
  if (!Object.hasOwn(graph.nodes, graph.start)) return []
  const beside = path.length === 0 ? [definition.cleanup] : []
  const clearing = [...beside, ...Object.values(graph.nodes).map(({ compensate }) => compensate)].filter(
    (key) => key !== undefined,
  )
  const reached = reachableFrom(graph, [graph.start, ...clearing])
  const unreachable = Object.keys(graph.nodes).filter((key) => !reached.has(key))
  return [
    ...unreachable.map((key) => warning([...path, 'nodes', key], 'is unreachable: no edge leads to it')),
    ...loopsWithoutEnd(graph, reached).map((keys) =>
      warning(
        [...path, 'nodes', keys[0] ?? ''],
        `loops forever: ${someOf(keys)} ${keys.length === 1 ? 'has' : 'have'} no way out except the limit of steps. Add a choice, or max_visits`,
      ),
    ),
    ...writtenTwice(graph, path),
  ]
}

function reachableFrom(graph: Graph, starts: string[]): Set<string> {
  const ways = waysOf(graph)
  const reached = new Set<string>()
  const open = starts.filter((key) => Object.hasOwn(graph.nodes, key))
  for (let key = open.pop(); key !== undefined; key = open.pop()) {
    if (reached.has(key)) continue
    reached.add(key)
    open.push(...(ways.get(key) ?? []))
  }
  return reached
}

function waysOf(graph: Graph, counts: (edge: Edge) => boolean = () => true): Map<string, string[]> {
  const ways = new Map<string, string[]>()
  for (const edge of graph.edges) {
    if (!counts(edge)) continue
    const known = ways.get(edge.from) ?? []
    known.push(...targetsOf(edge).filter((target) => Object.hasOwn(graph.nodes, target)))
    ways.set(edge.from, known)
  }
  return ways
}

const mostNamed = 8

/** The first of them by name, and the number of the others. */
function someOf(keys: string[]): string {
  const named = keys.slice(0, mostNamed).map((key) => `"${key}"`)
  return keys.length > mostNamed ? `${named.join(', ')} and ${keys.length - mostNamed} more` : named.join(', ')
}

/** The predecessors of each node. */
function reversed(ways: Map<string, string[]>): Map<string, string[]> {
  const back = new Map<string, string[]>()
  for (const [from, targets] of ways)
    for (const target of targets) {
      const known = back.get(target) ?? []
      known.push(from)
      back.set(target, known)
    }
  return back
}

/**
 * Nodes from which no path leads to an end: every node of them has edges, none leads out, and none is bounded or can end by
 * its own action.
 */
function loopsWithoutEnd(graph: Graph, reached: Set<string>): string[][] {
  const isPlain = ({ action }: Edge): boolean => !(troubleActions as readonly string[]).includes(action)
  const ways = waysOf(graph, isPlain)
  // An edge to a missing node is a problem of its own, because its target is unknown.
  const leadsOut = (edge: Edge): boolean => {
    const targets = targetsOf(edge)
    return targets.length === 0 || targets.some((target) => !Object.hasOwn(graph.nodes, target))
  }
  const endings = new Set(graph.edges.filter((edge) => isPlain(edge) && leadsOut(edge)).map(({ from }) => from))
  const isEnd = (key: string): boolean => !ways.has(key) || endings.has(key) || graph.nodes[key]?.max_visits !== undefined
  const back = reversed(ways)
  const ends = new Set<string>()
  const open = [...reached].filter(isEnd)
  for (let key = open.pop(); key !== undefined; key = open.pop()) {
    if (ends.has(key)) continue
    ends.add(key)
    open.push(...(back.get(key) ?? []))
  }
  const stuck = [...reached].filter((key) => !ends.has(key))
  return stuck.length > 0 ? [stuck] : []
}

/** Concurrent branches must not write the same name: which of them wrote last would be chance. */
function writtenTwice(graph: Graph, path: Path): Problem[] {
  const forks = graph.edges.flatMap((edge, index) => (targetsOf(edge).length > 1 ? [{ edge, index }] : []))
  const ways = waysOf(graph)
  return forks.flatMap(({ edge, index }) => {
    const writers = new Map<string, string>()
    return targetsOf(edge).flatMap((target) =>
      [...namesWritten(graph, ways, target)].flatMap((name) => {
        const other = writers.get(name)
        if (other === undefined) writers.set(name, target)
        return other === undefined || other === target
          ? []
          : [error([...path, 'edges', index, 'to'], `"${other}" and "${target}" run concurrently and both write "${name}"`)]
      }),
    )
  })
}

/** The names that a branch writes before it joins. */
function namesWritten(graph: Graph, ways: Map<string, string[]>, from: string): Set<string> {
  const names = new Set<string>()
  const seen = new Set<string>()
  const open = [from]
  for (let key = open.pop(); key !== undefined; key = open.pop()) {
    const node = graph.nodes[key]
    if (seen.has(key) || !node || node.join) continue
    seen.add(key)
    const { output_key: whole, output_map: parts = {} } = node.post ?? {}
    for (const name of [...(whole ? [whole] : []), ...Object.keys(parts)]) names.add(name)
    open.push(...(ways.get(key) ?? []))
  }
  return names
}
