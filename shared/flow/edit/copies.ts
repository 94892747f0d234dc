import type { Position } from '../layout.ts'
import { blockText, flowText } from './emit.ts'
import {
  type Changed,
  edgesOf,
  freeKey,
  fromOf,
  graphAt,
  keyFrom,
  nodesOf,
  refused,
  shown,
  startOf,
  targetsOf,
  withEdges,
  withNodes,
  withStart,
} from './graph.ts'
import { placed, positionOf, positionsOf } from './layout-edit.ts'
import { isKind, keyFor } from './new-node.ts'
import { type Source, sourceOf } from './source.ts'
import { type Fields, fieldsOf, insertAfter, isFields, textOf, toJson, type Value, withField } from './value.ts'
import { verbatim } from './verbatim.ts'

/** Nodes with the wires between them, to be put into a graph. */
type Part = { nodes: Fields; edges: Value[]; positions: Map<string, Position> }

const apart = 208
const tall = 96

/** Some nodes as a text, with the wires between them and their positions. Empty if none of them is there. */
export function copyOf(text: string, keys: readonly string[], inside: readonly string[] = []): string {
  const source = sourceOf(text)
  const graph = 'refused' in source ? null : graphAt(source.value, inside)
  if ('refused' in source || !graph) return ''
  const { nodes, edges, positions } = partOf(source, inside, graph, keys)
  if (nodes.size === 0) return ''
  const layout = new Map<string, Value>([['nodes', new Map([...positions].map(([key, at]) => [key, [...at]]))]])
  const part = new Map<string, Value>([
    ['nodes', nodes],
    ['edges', edges],
    ...(positions.size > 0 ? [['layout', layout] as [string, Value]] : []),
  ])
  const style = { ...source.style, lineEnd: '\n' as const }
  return `${style.isJson ? flowText(part, style, 0) : blockText(part, style, 0, '')}\n`
}

function partOf(source: Source, inside: readonly string[], graph: Fields, keys: readonly string[]): Part {
  const wanted = new Set(keys)
  const nodes: Fields = new Map()
  for (const [key, node] of nodesOf(graph))
    if (wanted.has(key) && isFields(node)) nodes.set(key, verbatim(source, inside, key, node))
  const edges = edgesOf(graph).flatMap((edge) => {
    const targets = targetsOf(edge)
    const inner = targets.filter((target) => nodes.has(target))
    if (!nodes.has(fromOf(edge)) || inner.length === 0) return []
    const whole = new Map(fieldsOf(edge))
    return [inner.length === targets.length ? whole : withField(whole, 'to', inner.length === 1 ? (inner[0] ?? '') : inner)]
  })
  const positions = new Map<string, Position>()
  for (const key of nodes.keys()) {
    const at = positionOf(graph, key)
    if (at) positions.set(key, at)
  }
  return { nodes, edges, positions }
}

export function duplicate(source: Source, inside: readonly string[], graph: Fields, keys: readonly string[]): Changed {
  const missing = keys.find((key) => !nodesOf(graph).has(key))
  if (missing !== undefined) return refused(`There is no node ${shown(missing)}.`)
  if (keys.length === 0) return refused('No node is selected.')
  return put(graph, partOf(source, inside, graph, keys), null)
}

const notNodes = 'The clipboard has no nodes of a flow. Copy nodes in the editor, or a definition as YAML or JSON.'

/** Where a text names none of these, its mistakes as YAML say nothing to whoever pasted it. */
const isMeantAsNodes = /\b(?:nodes|kind|exec_type)["']?\s*:/

/** What `copyOf` made, a whole definition, or the fields of one node. */
export function paste(graph: Fields, text: string, at: Position | undefined): Changed {
  if (text.trim() === '') return refused('The clipboard is empty.')
  const source = sourceOf(text)
  if ('refused' in source)
    return refused(
      isMeantAsNodes.test(text) ? `Could not paste: ${source.refused.replace('Repair the text first: ', '')}` : notNodes,
    )
  const { value } = source
  if (!value.has('nodes') && (isKind(value.get('kind')) || value.has('exec_type'))) {
    const key = keyFor(toJson(value) as Record<string, never>)
    return put(graph, { nodes: new Map([[key, new Map(value)]]), edges: [], positions: new Map() }, at ?? null)
  }
  const nodes = nodesOf(value)
  if (nodes.size === 0 || [...nodes.values()].some((node) => !isFields(node))) return refused(notNodes)
  const done = put(graph, partOf(source, [], value, [...nodes.keys()]), at ?? null, startOf(value))
  const left = [...value.keys()].filter(
    (field) => !['start', 'nodes', 'edges', 'layout', 'name', 'description', 'dialect'].includes(field),
  )
  return 'refused' in done || left.length === 0
    ? done
    : { ...done, told: `Pasted the nodes without ${left.map(shown).join(', ')}.` }
}

/** Copies get keys of their own, and the wires between them follow. */
function put(graph: Fields, { nodes, edges, positions }: Part, at: Position | null, start = ''): Changed {
  const taken = new Map(nodesOf(graph))
  const names = new Map<string, string>()
  for (const [key, node] of nodes) {
    const name = freeKey(keyFrom(key), taken)
    names.set(key, name)
    taken.set(name, node)
  }
  const own = (key: string): string => names.get(key) ?? key
  const added = [...nodes].map(([key, node]): [string, Value] => [
    own(key),
    withCompensation(fieldsOf(node), names, nodesOf(graph)),
  ])
  const wires = edges.map((edge) => {
    const fields = withField(fieldsOf(edge), 'from', own(fromOf(edge)))
    return withField(fields, 'to', Array.isArray(fields.get('to')) ? targetsOf(edge).map(own) : own(textOf(fields.get('to'))))
  })
  const last = [...nodesOf(graph).keys()].at(-1) ?? null
  let changed = withNodes(graph, insertAfter(nodesOf(graph), last, added))
  if (wires.length > 0) changed = withEdges(changed, [...edgesOf(graph), ...wires])
  if (!nodesOf(changed).has(startOf(changed))) changed = withStart(changed, names.get(start) ?? added[0]?.[0] ?? '')
  return { graph: placed(changed, positionsAt(positions, names, at, graph)), keys: [...names.values()] }
}

function withCompensation(node: Fields, names: ReadonlyMap<string, string>, known: Fields): Fields {
  const key = textOf(node.get('compensate'))
  if (key === '' || (!names.has(key) && known.has(key))) return node
  return withField(node, 'compensate', names.get(key))
}

/** The first one goes where it is wanted, or all of them beside the originals. */
function positionsAt(
  positions: ReadonlyMap<string, Position>,
  names: ReadonlyMap<string, string>,
  at: Position | null,
  graph: Fields,
): [string, Position][] {
  if (positions.size === 0) return at && names.size === 1 ? [...names.values()].map((name) => [name, at]) : []
  const left = Math.min(...[...positions.values()].map(([x]) => x))
  const top = Math.min(...[...positions.values()].map(([, y]) => y))
  const right = Math.max(...[...positions.values()].map(([x]) => x))
  const used = [...positionsOf(graph).keys()].flatMap((key): Position[] => {
    const place = positionOf(graph, key)
    return place ? [place] : []
  })
  let shift: Position = at ? [at[0] - left, at[1] - top] : [right - left + apart, 0]
  const moved = (): [string, Position][] =>
    [...positions].map(([key, [x, y]]) => [names.get(key) ?? key, [x + shift[0], y + shift[1]]])
  const isCovered = ([, place]: [string, Position]): boolean => used.some((other) => covers(place, other))
  for (let tries = 0; !at && tries < 50 && moved().some(isCovered); tries++) shift = [shift[0] + apart, shift[1]]
  return moved()
}

const covers = (a: Position, b: Position): boolean => Math.abs(a[0] - b[0]) < apart && Math.abs(a[1] - b[1]) < tall
