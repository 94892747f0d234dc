import { fallbackAction, type Graph, type Node } from './definition.ts'
import { edgesFrom, targetsOf } from './edges.ts'

/** An action that a node can end with. `isTrouble`: the node failed, took too long or was rejected. */
export type Port = { action: string; isTrouble: boolean }

/** Actions that are drawn under "on failure". */
export const failureActions = ['rejected', 'expired', 'error', 'timeout', 'limit'] as const

export const isFailureAction = (action: string): boolean => (failureActions as readonly string[]).includes(action)

/** The actions that a node can end with, in the order in which they are drawn. Edges for other actions come last. */
export function portsOf(graph: Graph, key: string): Port[] {
  const node = graph.nodes[key]
  if (!node) return []
  const named = edgesFrom(graph, key).map(({ action }) => action || fallbackAction)
  const known = [...new Set([...usualActions(node), ...named])]
  const inOrder = [
    ...known.filter((action) => !isFailureAction(action)),
    ...failureActions.filter((each) => known.includes(each)),
  ]
  return inOrder.map((action) => ({ action, isTrouble: isFailureAction(action) }))
}

function usualActions(node: Node): string[] {
  const limit = node.max_visits === undefined ? [] : ['limit']
  switch (node.kind) {
    case 'choice':
      return [...choiceActions(node), 'error', ...limit]
    case 'approval':
      return ['approved', 'rejected', 'expired', ...limit]
    case 'timer':
      return [ownAction(node), 'error', ...limit]
    default:
      return [ownAction(node), 'error', 'timeout', ...limit]
  }
}

const ownAction = ({ post }: Node): string => post?.action_static || fallbackAction

function choiceActions({ choice_cases: cases = [], default_action: otherwise, post }: Node): string[] {
  const last = post?.action_static || otherwise
  const actions = [...cases.map(({ action }) => action), ...(last ? [last] : [])]
  return actions.length > 0 ? actions : [fallbackAction]
}

/** A node at which a path can end: the actions with which nothing follows. */
export function endingsOf(graph: Graph, key: string): string[] {
  const edges = edgesFrom(graph, key)
  const kind = graph.nodes[key]?.kind
  return portsOf(graph, key)
    .filter(({ isTrouble }) => !isTrouble)
    .map(({ action }) => action)
    .filter((action) => {
      const edge = edges.find((each) => (each.action || fallbackAction) === action)
      if (edge) return targetsOf(edge).length === 0
      // A choice, or a node with edges for other actions, fails without an edge for the action that it ends with.
      return kind !== 'choice' && edges.every((each) => isFailureAction(each.action))
    })
}

/** How many nodes lead to a node that waits for all branches; null for one that does not wait. */
export function joinCount(graph: Graph, key: string): number | null {
  if (graph.nodes[key]?.join !== true) return null
  return new Set(graph.edges.filter((edge) => targetsOf(edge).includes(key)).map(({ from }) => from)).size
}
