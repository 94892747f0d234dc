import { type Definition, type Edge, fallbackAction, type Node, troubleActions } from './definition.ts'
import { edgesFrom, targetsOf } from './edges.ts'
import type { Decision } from './events.ts'
import { holds, type Reading, TypeMismatch } from './expression.ts'
import { actionOf, scopeOf } from './input.ts'
import { follow } from './reference.ts'
import { type FlowState, nodeOf, type Step, visitsOf } from './state.ts'

/** Where a step leads: no target is the end of the path. Or why it leads nowhere. */
export type Route = { action: string; targets: string[] } | { gaveUp: string; error: string }

/** A value that a choice read is stored up to this many characters. */
const keptReading = 2_000

export function routeOf(definition: Definition, state: FlowState, step: Step): Route {
  const node = nodeOf(definition, step.node)
  if (step.failure) return afterFailure(definition, node, step, step.failure.reason, step.failure.message)
  if (step.timedOut) return afterTimeout(definition, node, step)
  const action = step.action ?? actionOf(node.post, step.output)
  const route = routeFor(definition, node, step.node, action)
  return 'gaveUp' in route ? route : withinVisits(definition, state, node, route)
}

/** By its action; else by the one edge for any other; else the path ends if no other edge leads on. */
function routeFor(definition: Definition, node: Node, key: string, action: string): Route {
  const edges = edgesFrom(definition, key)
  const isFile = definition.dialect === 'pocketflow'
  const named = edges.find((edge) => edge.action === (action || fallbackAction))
  if (named) return { action: action || fallbackAction, targets: targetsOf(named) }
  const isRejected = node.kind === 'approval' && action === 'rejected'
  const fallback = isFile || isRejected ? undefined : edges.find((edge) => edge.action === fallbackAction)
  if (fallback) return { action: action || fallbackAction, targets: targetsOf(fallback) }
  if (isFile) return { action: action || fallbackAction, targets: [] }
  if (isRejected) return { gaveUp: 'rejected', error: `"${key}" was rejected.` }
  const ways = waysOf(edges)
  if (node.kind === 'choice' && action === '') return { gaveUp: 'no-choice', error: `No case of the choice "${key}" holds.` }
  if (ways.length === 0 && node.kind !== 'choice') return { action: action || fallbackAction, targets: [] }
  const said = action === '' ? 'without an action' : `with the action "${action}"`
  const known = ways.length === 0 ? 'no edge leads on from it' : `its edges are for ${ways.map((way) => `"${way}"`).join(', ')}`
  return { gaveUp: 'no-edge', error: `"${key}" ended ${said}; ${known}.` }
}

const waysOf = (edges: readonly Edge[]): string[] =>
  edges.map((edge) => edge.action).filter((name) => !(troubleActions as readonly string[]).includes(name))

/** The actions that a person can choose at an approval; null where every word leads on. */
export function offeredActions(definition: Definition, key: string): string[] | null {
  const ways = waysOf(edgesFrom(definition, key))
  if (definition.dialect === 'pocketflow' || ways.length === 0 || ways.includes(fallbackAction)) return null
  return [...new Set([...ways, 'rejected'])]
}

function afterFailure(definition: Definition, node: Node, step: Step, reason: string, message: string): Route {
  const edges = edgesFrom(definition, step.node)
  const own =
    edges.find(({ action }) => action === (reason === 'timeout' ? 'timeout' : 'error')) ??
    edges.find(({ action }) => action === 'error')
  if (own) return { action: own.action, targets: targetsOf(own) }
  if (definition.dialect === 'pocketflow') {
    // In PocketFlow, a failed node continues at the edge without an action, or at the one of its static action.
    const action = node.kind === 'executor' ? fallbackAction : node.post?.action_static || fallbackAction
    const edge = edges.find((each) => each.action === action && targetsOf(each).length > 0)
    if (edge) return { action, targets: targetsOf(edge) }
  }
  return { gaveUp: reason, error: `"${step.node}": ${message}` }
}

/** A wait that timed out, or work that took too long. */
function afterTimeout(definition: Definition, node: Node, step: Step): Route {
  const edges = edgesFrom(definition, step.node)
  const word = step.kind === 'approval' ? 'expired' : 'timeout'
  const own = edges.find(({ action }) => action === word) ?? edges.find(({ action }) => action === 'error')
  if (own) return { action: own.action, targets: targetsOf(own) }
  const goesOn = node.failure_strategy === 'continue' || isOldWait(definition, node)
  if (step.kind === 'event' && goesOn) return routeFor(definition, node, step.node, node.post?.action_static ?? '')
  const what =
    step.kind === 'event'
      ? 'its signal did not come in time'
      : step.kind === 'approval'
        ? 'nobody decided in time'
        : 'it took longer than its timeout'
  return { gaveUp: 'timeout', error: `"${step.node}": ${what}.` }
}

/** A wait as in PocketFlow's files, with a reference among its parameters. It continues by its action. */
const isOldWait = ({ dialect }: Definition, node: Node): boolean =>
  (node.failure_strategy === undefined || node.failure_strategy === '') &&
  node.post?.action_static !== undefined &&
  (dialect === 'pocketflow' || (dialect === undefined && String(node.params?.['signal_key'] ?? '').startsWith('$')))

/** A node that is entered too often continues at its edge for that. */
function withinVisits(definition: Definition, state: FlowState, _: Node, route: { action: string; targets: string[] }): Route {
  const full = route.targets.find(
    (target) => visitsOf(state, target) >= (nodeOf(definition, target).max_visits ?? Number.POSITIVE_INFINITY),
  )
  if (full === undefined) return route
  const limit = edgesFrom(definition, full).find(({ action }) => action === 'limit')
  if (limit) return { action: 'limit', targets: targetsOf(limit) }
  return {
    gaveUp: 'loop-limit',
    error: `"${full}" was to be entered more often than its max_visits of ${nodeOf(definition, full).max_visits}.`,
  }
}

/** The decision of a choice, with the values it read. */
export function choose(definition: Definition, state: FlowState, step: Step): Decision {
  const node = nodeOf(definition, step.node)
  const scope = scopeOf(state, node, step, step.input)
  const read: Reading[] = []
  try {
    const index = (node.choice_cases ?? []).findIndex(({ expr }) => holds(expr, scope, definition.dialect !== 'pocketflow', read))
    const action = node.choice_cases?.[index]?.action ?? otherwise(node, step, state)
    const chosen = index < 0 ? {} : { case: index }
    return {
      type: 'node succeeded',
      data: { step: step.id, action, ...chosen, ...(read.length > 0 ? { read: read.map(shortened) } : {}) },
    }
  } catch (error) {
    if (!(error instanceof TypeMismatch)) throw error
    return { type: 'node failed', data: { step: step.id, reason: 'type-mismatch', message: `${error.message}.` } }
  }
}

/** No case matched: the static action, the one named by its data, or the default. */
function otherwise(node: Node, { input }: Step, { shared }: FlowState): string {
  const { action_static: always, action_key: key } = node.post ?? {}
  if (always) return always
  const named = key
    ? [follow({ v: input }, key), follow(shared, key)].find((word) => typeof word === 'string' && word !== '')
    : undefined
  return typeof named === 'string' ? named : (node.default_action ?? '')
}

function shortened([reference, value]: Reading): Reading {
  const text = JSON.stringify(value)
  return [reference, text.length <= keptReading ? value : `${text.slice(0, keptReading)}…`]
}
