import { fallbackAction, type Graph } from '../../shared/flow/definition.ts'
import { targetsOf } from '../../shared/flow/edges.ts'
import { isFailureAction } from '../../shared/flow/ports.ts'
import type { Way } from '../graph/shape.ts'
import { words } from './words.ts'

/** The port of all actions under "on failure". Keys and actions never start with this sign. */
export const failurePort = '#failure'

/** A wire of the drawing: the actions with which it goes from one node to another. */
export type Wire = { from: string; to: string; actions: string[] }

/** The two nodes of a way, for what a run took. */
export const pairId = (from: string, to: string): string => JSON.stringify([from, to])

const wayId = (from: string, port: string, to: string): string => JSON.stringify([from, to, port])

/** What a way stands for; null for one that no edge makes. */
export function pairOf(id: string): string {
  const [from, to] = JSON.parse(id) as [string, string]
  return pairId(from, to)
}

export type FlowWay = Way & { wire: Wire | null }

/** One for each action and target; failures that lead to the same node are one line. `idOf` makes the id of a key. */
export function waysOf(graph: Graph, idOf: (key: string) => string): FlowWay[] {
  const ways = new Map<string, FlowWay>()
  const has = (key: string): boolean => Object.hasOwn(graph.nodes, key)
  const add = (from: string, to: string, action: string): void => {
    if (!has(from) || !has(to)) return
    const isTrouble = isFailureAction(action)
    const port = isTrouble ? failurePort : action
    const id = wayId(idOf(from), port, idOf(to))
    const known = ways.get(id)
    const actions = [...(known?.wire?.actions ?? []), action]
    const label = actions.filter((each) => each !== fallbackAction).join(', ')
    ways.set(id, { id, from: idOf(from), port, to: idOf(to), label, isTrouble, wire: { from, to, actions } })
  }
  for (const edge of graph.edges) for (const to of targetsOf(edge)) add(edge.from, to, edge.action || fallbackAction)
  for (const [key, { compensate }] of Object.entries(graph.nodes))
    if (compensate !== undefined && has(compensate)) {
      const id = wayId(idOf(key), '#undo', idOf(compensate))
      ways.set(id, {
        id,
        from: idOf(key),
        port: failurePort,
        to: idOf(compensate),
        label: words.compensation,
        isTrouble: false,
        wire: null,
      })
    }
  return [...ways.values()]
}
