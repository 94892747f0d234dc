import { isFailureAction } from '../ports.ts'
import { setField } from './fields-edit.ts'
import type { Gesture, Wire } from './gesture.ts'
import {
  actionOf,
  type Changed,
  edgesOf,
  faultOfKey,
  freeKey,
  fromOf,
  keyFrom,
  nodesOf,
  refused,
  shown,
  startOf,
  targetsOf,
  withEdges,
  withNodes,
  withStart,
  withTargets,
} from './graph.ts'
import { placed, renamedPosition, unplaced } from './layout-edit.ts'
import { fieldsFor, isKind, keyFor } from './new-node.ts'
import { type Fields, fieldsOf, insertAfter, textOf, type Value, withField, withKey } from './value.ts'
import { connected, faultOfWire, indexOfEdge } from './wires.ts'

/** After a failure there is the failure, which a node gets by itself. */
const hasResult = (way: { action: string } | undefined): boolean => way !== undefined && !isFailureAction(way.action)

export function add(graph: Fields, gesture: Extract<Gesture, { do: 'add' }>): Changed {
  const { node, key: wanted, after, onWay, at } = gesture
  if (typeof node === 'string' && !isKind(node)) return refused(`There is no kind of node ${shown(node)}.`)
  const nodes = nodesOf(graph)
  const key = freeKey(keyFrom(wanted ?? keyFor(node)), nodes)
  const before = onWay?.from ?? after?.from ?? null
  if (before !== null && !nodes.has(before)) return refused(`There is no node ${shown(before)}.`)
  let changed = withNodes(graph, insertAfter(nodes, before, [[key, fieldsFor(node, key, hasResult(onWay ?? after))]]))
  if (!nodes.has(startOf(graph))) changed = withStart(changed, key)
  if (onWay) {
    const between = onTheWay(changed, onWay, key)
    if (!between) return refused('This wire no longer exists.')
    changed = between
  } else if (after) {
    const wire: Wire = { ...after, to: key }
    const fault = faultOfWire(changed, wire)
    if (fault !== null) return refused(fault)
    changed = connected(changed, wire)
  }
  return { graph: at ? placed(changed, [[key, at]]) : changed, keys: [key] }
}

/** The wire leads to the new node, and from there to where it led. */
function onTheWay(graph: Fields, { from, action, to }: Wire, key: string): Fields | null {
  const index = indexOfEdge(graph, from, action)
  const edge = edgesOf(graph)[index]
  if (edge === undefined) return null
  const targets = targetsOf(edge)
  if (to === '' ? targets.length > 0 : !targets.includes(to)) return null
  const led = to === '' ? [key] : targets.map((target) => (target === to ? key : target))
  const changed = withEdges(graph, edgesOf(graph).with(index, withTargets(edge, led)))
  return connected(changed, { from: key, action: 'default', to })
}

/** Removes nodes with their wires and with what else names them. */
export function remove(graph: Fields, keys: readonly string[]): Changed {
  const gone = new Set(keys)
  const nodes = nodesOf(graph)
  const missing = keys.find((key) => !nodes.has(key))
  if (missing !== undefined) return refused(`There is no node ${shown(missing)}.`)
  let left = nodes
  for (const key of keys) left = withField(left, key, undefined)
  const told: string[] = []
  for (const [key, node] of left)
    if (gone.has(textOf(fieldsOf(node).get('compensate')))) {
      left = withField(left, key, withField(fieldsOf(node), 'compensate', undefined))
      told.push(`Nothing compensates ${shown(key)} any more.`)
    }
  let changed = withNodes(withEdges(graph, edgesWithout(graph, gone)), left)
  if (gone.has(textOf(graph.get('cleanup')))) {
    changed = withField(changed, 'cleanup', undefined)
    told.push('The flow has no cleanup any more.')
  }
  if (gone.has(startOf(graph)) || (left.size === 0 && startOf(graph) !== '')) {
    const start = nextStart(graph, gone)
    changed = withStart(changed, start)
    told.push(start === '' ? 'The flow has no start: add a node.' : `The flow now starts at ${shown(start)}.`)
  }
  return { graph: unplaced(changed, keys), keys: [], ...(told.length > 0 ? { told: told.join(' ') } : {}) }
}

const edgesWithout = (graph: Fields, gone: ReadonlySet<string>): Value[] =>
  edgesOf(graph).flatMap((edge) => {
    if (gone.has(fromOf(edge))) return []
    const targets = targetsOf(edge)
    const rest = targets.filter((target) => !gone.has(target))
    if (rest.length === targets.length) return [edge]
    return rest.length === 0 ? [] : [withTargets(edge, rest)]
  })

/** Where the first wires of the old start led, else the first node that stays. */
function nextStart(graph: Fields, gone: ReadonlySet<string>): string {
  const seen = new Set<string>()
  const open = [startOf(graph)]
  for (let key = open.shift(); key !== undefined; key = open.shift()) {
    if (seen.has(key)) continue
    seen.add(key)
    if (!gone.has(key) && nodesOf(graph).has(key)) return key
    const own = edgesOf(graph).filter((edge) => fromOf(edge) === key)
    const plain = own.toSorted((a, b) => Number(actionOf(b) === 'default') - Number(actionOf(a) === 'default'))
    open.push(...plain.flatMap(targetsOf))
  }
  return [...nodesOf(graph).keys()].find((key) => !gone.has(key)) ?? ''
}

/** The key of a node, and everything in its graph that names it. */
export function rename(graph: Fields, key: string, name: string): Changed {
  const nodes = nodesOf(graph)
  if (!nodes.has(key)) return refused(`There is no node ${shown(key)}.`)
  const fault = faultOfKey(name)
  if (fault !== null) return refused(fault)
  if (name === key) return { graph, keys: [key] }
  if (nodes.has(name)) return refused(`There is already a node ${shown(name)}. Choose another key.`)
  const named = (value: Value | undefined): Value => (value === key ? name : (value ?? null))
  let count = 0
  const edges = edgesOf(graph).map((edge) => {
    const fields = fieldsOf(edge)
    const to = fields.get('to')
    const isTarget = targetsOf(edge).includes(key)
    const from = fromOf(edge) === key ? withField(fields, 'from', name) : fields
    const changed = isTarget ? withField(from, 'to', Array.isArray(to) ? to.map(named) : name) : from
    if (changed !== fields) count++
    return changed === fields ? edge : changed
  })
  let all = withKey(nodes, key, name)
  for (const [each, node] of all)
    if (fieldsOf(node).get('compensate') === key) {
      all = withField(all, each, withField(fieldsOf(node), 'compensate', name))
      count++
    }
  let changed = withNodes(count > 0 && graph.has('edges') ? withEdges(graph, edges) : graph, all)
  for (const field of ['start', 'cleanup'])
    if (graph.get(field) === key) {
      changed = withField(changed, field, name)
      count++
    }
  const told =
    count === 0
      ? {}
      : { told: `Renamed ${shown(key)} to ${shown(name)} and updated ${count} ${count === 1 ? 'reference' : 'references'}.` }
  return { graph: renamedPosition(changed, key, name), keys: [name], ...told }
}

export function setStart(graph: Fields, key: string): Changed {
  if (!nodesOf(graph).has(key)) return refused(`There is no node ${shown(key)}.`)
  return { graph: withStart(graph, key), keys: [key] }
}

export function disable(graph: Fields, keys: readonly string[], disabled: boolean): Changed {
  let changed = graph
  for (const key of keys) {
    const done = setField(changed, key, ['disabled'], disabled ? true : undefined)
    if ('refused' in done) return done
    changed = done.graph
  }
  return { graph: changed, keys: [...keys] }
}
