import type { Json } from '../../model/json.ts'
import { knownFields } from '../definition.ts'
import { type Changed, nodesOf, refused, shown, withNodes } from './graph.ts'
import { type Fields, insertAfter, insertFirst, isFields, toValue, type Value, withField } from './value.ts'

/** Where a new field goes: behind the last one that comes before it in this order. */
const orders = {
  flow: [
    'name',
    'description',
    'dialect',
    'params',
    'start',
    'nodes',
    'edges',
    'hooks',
    'timeout_ms',
    'max_steps',
    'cleanup',
    'layout',
  ],
  node: knownFields.node,
}

type Path = readonly (string | number)[]

/** One field of a node, or of the graph itself. A field that only held what was removed goes, too. */
export function setField(graph: Fields, key: string | null, path: Path, value: Json | undefined): Changed {
  const want = value === undefined ? undefined : toValue(value)
  if (path.length === 0) return refused('No field is named.')
  if (key === null) {
    const changed = inOrder(graph, set(graph, path, want), path[0], orders.flow)
    return isFields(changed) ? { graph: changed } : refused('The flow has no such field.')
  }
  const node = nodesOf(graph).get(key)
  if (!nodesOf(graph).has(key)) return refused(`There is no node ${shown(key)}.`)
  const changed = inOrder(node, set(node, path, want), path[0], orders.node)
  if (!isFields(changed)) return refused(`${shown(key)} has no such field.`)
  return { graph: withNodes(graph, withField(nodesOf(graph), key, changed)), keys: [key] }
}

/** Undefined: there is no such place. */
function set(at: Value | undefined, [part, ...rest]: Path, want: Value | undefined): Value | undefined {
  if (part === undefined) return want
  if (typeof part === 'number') return setItem(Array.isArray(at) ? at : [], part, rest, want)
  if (Array.isArray(at)) return undefined
  const fields: Fields = isFields(at) ? at : new Map()
  if (rest.length === 0) return want === undefined && !fields.has(part) ? fields : withField(fields, part, want)
  const inner = fields.get(part)
  if (want === undefined && inner === undefined) return fields
  const changed = set(inner, rest, want)
  if (changed === undefined) return undefined
  const isEmptied = want === undefined && isFields(changed) && changed.size === 0
  return withField(fields, part, isEmptied ? undefined : changed)
}

function setItem(list: Value[], index: number, rest: Path, want: Value | undefined): Value | undefined {
  if (index > list.length) return undefined
  if (rest.length === 0 && want === undefined) return list.toSpliced(index, 1)
  const changed = set(list[index], rest, want)
  if (changed === undefined) return undefined
  return index === list.length ? [...list, changed] : list.with(index, changed)
}

/** A field that is new moves to its place in the order; the others stay where they are. */
function inOrder(
  before: Value | undefined,
  changed: Value | undefined,
  field: string | number | undefined,
  order: readonly string[],
): Value | undefined {
  if (!isFields(before) || !isFields(changed) || typeof field !== 'string') return changed
  const value = changed.get(field)
  const place = order.indexOf(field)
  if (before.has(field) || value === undefined || place === -1) return changed
  const after = [...before.keys()].findLast((key) => order.includes(key) && order.indexOf(key) < place)
  if (after !== undefined) return insertAfter(before, after, [[field, value]])
  return insertFirst(before, field, value)
}
