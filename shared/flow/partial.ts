import { type Definition, fallbackAction } from './definition.ts'
import { edgesFrom, targetsOf } from './edges.ts'
import type { Decision } from './events.ts'
import { actionOf } from './input.ts'
import type { Json } from './reference.ts'
import type { Route } from './route.ts'
import { type FlowState, nodeOf, type Step } from './state.ts'
import type { Bypass } from './test-rules.ts'

export function bypassOf(definition: Definition, { test }: FlowState, key: string): Bypass | null {
  if (nodeOf(definition, key).disabled) return 'disabled'
  return test?.pins && Object.hasOwn(test.pins, key) ? 'pinned' : null
}

/** A part of a flow undoes nothing: what it would undo or clean up may never have been done. */
export const isPart = ({ test }: FlowState): boolean => test?.only !== undefined || test?.start !== undefined

/** A disabled node is left by its edge `default`, a pinned one by what its output says. */
export function passBy(definition: Definition, state: FlowState, { id: step, node: key, bypass }: Step): Decision {
  const node = nodeOf(definition, key)
  if (bypass !== 'pinned') {
    const hasDefault = edgesFrom(definition, key).some(({ action }) => action === fallbackAction)
    const action = hasDefault ? fallbackAction : node.default_action || fallbackAction
    return { type: 'node succeeded', data: { step, action, bypass: 'disabled' } }
  }
  const output = state.test?.pins?.[key] ?? null
  const action =
    node.kind === 'approval' ? wordOf(output) : actionOf(node.post, Array.isArray(output) ? { result: output } : output)
  return { type: 'node succeeded', data: { step, ...(action === '' ? {} : { action }), bypass: 'pinned' } }
}

const wordOf = (output: Json): string =>
  output === true ? 'approved' : output === false ? 'rejected' : typeof output === 'string' ? output : ''

/** The part of a route that a test follows. */
export function withinTest({ test }: FlowState, step: Step, route: Route): Route {
  if (!test) return route
  const { failure } = step
  const hasFailed = failure !== null || step.timedOut
  const gaveUp: Route = {
    gaveUp: failure?.reason ?? 'timeout',
    error: `"${step.node}": ${failure?.message ?? 'it took longer than its timeout'}`,
  }
  if (test.last === step.node) {
    if (hasFailed) return gaveUp
    return { action: 'gaveUp' in route ? (step.action ?? fallbackAction) : route.action, targets: [] }
  }
  if ('gaveUp' in route) return route
  const targets = route.targets.filter((target) => test.only?.includes(target) ?? true)
  return hasFailed && targets.length === 0 && route.targets.length > 0 ? gaveUp : { ...route, targets }
}

/** A node with all from which edges lead to it. */
export function pathsTo(definition: Definition, key: string): string[] {
  const before = new Map<string, string[]>()
  for (const edge of definition.edges)
    for (const target of targetsOf(edge)) before.set(target, [...(before.get(target) ?? []), edge.from])
  return reached(before, key)
}

/** A node with all to which edges lead from it. */
export function pathsFrom(definition: Definition, key: string): string[] {
  const after = new Map<string, string[]>()
  for (const edge of definition.edges) after.set(edge.from, [...(after.get(edge.from) ?? []), ...targetsOf(edge)])
  return reached(after, key)
}

function reached(ways: ReadonlyMap<string, string[]>, start: string): string[] {
  const found = new Set<string>()
  const open = [start]
  for (let key = open.pop(); key !== undefined; key = open.pop()) {
    if (found.has(key)) continue
    found.add(key)
    open.push(...(ways.get(key) ?? []))
  }
  return [...found]
}
