import { type Edge, fallbackAction, type Graph } from '../../shared/flow/definition.ts'
import { targetsOf } from '../../shared/flow/edges.ts'
import type { Way } from '../graph/layout.ts'
import { words } from './words.ts'

const trouble = new Set(['error', 'timeout', 'expired', 'limit', 'rejected'])

export const wayId = (from: string, to: string): string => JSON.stringify([from, to])

/** One for each pair of nodes: several actions that lead to the same are one line. */
export function waysOf(graph: Graph): Way[] {
  const ways = new Map<string, Way>()
  const add = (from: string, to: string, label: string): void => {
    if (!Object.hasOwn(graph.nodes, from) || !Object.hasOwn(graph.nodes, to)) return
    const id = wayId(from, to)
    const known = ways.get(id)
    const both = known?.label && label ? `${known.label}, ${label}` : known?.label || label
    ways.set(id, { id, from, to, label: both, isTrouble: trouble.has(label) && (known?.isTrouble ?? true) })
  }
  for (const edge of graph.edges) for (const to of targetsOf(edge)) add(edge.from, to, labelOf(edge))
  for (const [key, { compensate }] of Object.entries(graph.nodes))
    if (compensate !== undefined) add(key, compensate, words.compensation)
  return [...ways.values()]
}

const labelOf = ({ action }: Edge): string => (action === '' || action === fallbackAction ? '' : action)
