import { fallbackAction } from '../definition.ts'
import type { Wire } from './gesture.ts'
import { type Fields, fieldsOf, insertAfter, insertFirst, isFields, listOf, textOf, type Value, withField } from './value.ts'

/** What a gesture makes of the graph that it works in. */
export type Changed = { graph: Fields; keys?: string[]; told?: string } | { refused: string }

export const refused = (why: string): { refused: string } => ({ refused: why })

export const nodesOf = (graph: Fields): Fields => fieldsOf(graph.get('nodes'))
export const edgesOf = (graph: Fields): Value[] => listOf(graph.get('edges'))
export const startOf = (graph: Fields): string => textOf(graph.get('start'))

export const withNodes = (graph: Fields, nodes: Fields): Fields =>
  graph.has('nodes') || nodes.size === 0
    ? withField(graph, 'nodes', nodes)
    : insertAfter(graph, graph.has('start') ? 'start' : null, [['nodes', nodes]])

/** A graph without edges has none of an empty list. */
export function withEdges(graph: Fields, edges: Value[]): Fields {
  if (graph.has('edges')) return withField(graph, 'edges', edges)
  return edges.length === 0 ? graph : insertAfter(graph, 'nodes', [['edges', edges]])
}

export const withStart = (graph: Fields, start: string): Fields =>
  graph.has('start') || graph.size === 0 ? withField(graph, 'start', start) : insertFirst(graph, 'start', start)

export const fromOf = (edge: Value): string => textOf(fieldsOf(edge).get('from'))
export const actionOf = (edge: Value): string => textOf(fieldsOf(edge).get('action')) || fallbackAction

export function targetsOf(edge: Value): string[] {
  const to = fieldsOf(edge).get('to')
  return (Array.isArray(to) ? to : [to ?? '']).filter((target): target is string => typeof target === 'string' && target !== '')
}

export function newEdge({ from, action, to }: Wire): Fields {
  const named: [string, Value][] = action === fallbackAction || action === '' ? [] : [['action', action]]
  return new Map<string, Value>([['from', from], ...named, ['to', to]])
}

export function withTargets(edge: Value, targets: string[]): Fields {
  const fields = fieldsOf(edge)
  const to = fields.get('to')
  const whole: Value = targets.length === 1 && !Array.isArray(to) ? (targets[0] ?? '') : targets.length === 0 ? '' : targets
  return withField(fields, 'to', whole)
}

/** The graph within the given nodes; null if there is none. */
export function graphAt(root: Fields, inside: readonly string[]): Fields | null {
  let graph: Fields = root
  for (const key of inside) {
    const inner = fieldsOf(nodesOf(graph).get(key)).get('subflow')
    if (!isFields(inner)) return null
    graph = inner
  }
  return graph
}

/** The whole with another graph within the given nodes. */
export function withGraph(root: Fields, inside: readonly string[], graph: Fields): Fields {
  const [key, ...rest] = inside
  if (key === undefined) return graph
  const node = fieldsOf(nodesOf(root).get(key))
  const inner = withGraph(fieldsOf(node.get('subflow')), rest, graph)
  return withNodes(root, withField(nodesOf(root), key, withField(node, 'subflow', inner)))
}

/** Keys that neither the graph nor the taken ones have: `fetch`, then `fetch-2` and so on. */
export function freeKey(wanted: string, taken: { has(key: string): boolean }): string {
  if (!taken.has(wanted)) return wanted
  const base = wanted.replace(/-\d{1,6}$/, '')
  for (let number = 2; ; number++) {
    const key = `${base.slice(0, 90)}-${number}`
    if (!taken.has(key)) return key
  }
}

const mostOfKey = 100
/** Why a key cannot name a node; null if it can. */
export function faultOfKey(key: string): string | null {
  if (key === '') return 'A key needs at least one character.'
  if (key.length > mostOfKey) return `A key has at most ${mostOfKey} characters.`
  if (/[#/\n\r]/.test(key)) return 'A key cannot contain "#", "/" or line breaks.'
  return /^\s/.test(key) ? 'A key cannot start with a space.' : null
}

/** A key made of any text. */
export const keyFrom = (text: string): string =>
  text
    .replace(/[#/\n\r]+/g, ' ')
    .trim()
    .slice(0, mostOfKey) || 'node'

export const shown = (key: string): string => `"${key.length > 60 ? `${key.slice(0, 59)}…` : key}"`
