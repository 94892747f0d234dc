import { actionOf, edgesOf, fromOf, nodesOf, withEdges, withNodes } from './graph.ts'
import { notesOf, positionsOf, withLayout } from './layout-edit.ts'
import { mergedLines } from './merge-lines.ts'
import { patch } from './patch.ts'
import { type Source, sourceOf } from './source.ts'
import { applySplices } from './splices.ts'
import { type Fields, fieldsOf, insertAfter, isFields, isSame, toJson, type Value, withField } from './value.ts'
import { verbatim } from './verbatim.ts'

/**
 * A part of a flow that differs: a field of the flow, a node or a field of one, an edge, a position, the notes. `state`: who
 * changed it; `conflict`: both did, each in another way.
 */
export type MergePart = {
  id: string
  what: 'field' | 'node' | 'edge' | 'position' | 'notes' | 'text'
  /** The node, or the field of the flow; of an edge, its node and action. */
  key: string
  /** The field of the node. */
  field?: string
  state: 'mine' | 'theirs' | 'conflict'
  base: unknown
  theirs: unknown
  mine: unknown
}

export type Side = 'mine' | 'theirs'

/** Two texts that were made of the same one. `isWhole`: one of them cannot be read, so that one or the other is taken whole. */
export type FlowMerge = { base: string; theirs: string; mine: string; parts: MergePart[]; isWhole: boolean }

type Id = readonly [what: MergePart['what'], key: string, field?: string]
type Parts = Map<string, Value>

export function mergeOf(base: string, theirs: string, mine: string): FlowMerge {
  const sources = [base, theirs, mine].map(sourceOf)
  const [was, their, own] = sources.map((source) => ('refused' in source ? null : source.value))
  if (!their || !own) {
    const text: MergePart = { id: idOf(['text', '']), what: 'text', key: '', state: 'conflict', base, theirs, mine }
    return { base, theirs, mine, isWhole: true, parts: theirs === mine ? [] : [text] }
  }
  const split = splitNodes([was ?? new Map(), their, own])
  const [old, others, mines] = [was ?? new Map(), their, own].map((graph) => partsOf(graph as Fields, split)) as [
    Parts,
    Parts,
    Parts,
  ]
  const ids = [...new Set([...mines.keys(), ...others.keys(), ...old.keys()])]
  const parts = ids.flatMap((id): MergePart[] => {
    const [a, b, c] = [old.get(id), others.get(id), mines.get(id)]
    if (isEqual(b, c)) return []
    const state = isEqual(c, a) ? 'theirs' : isEqual(b, a) ? 'mine' : 'conflict'
    const [what, key, field] = JSON.parse(id) as Id
    const named = field === undefined ? {} : { field }
    return [{ id, what, key, ...named, state, base: shownOf(a), theirs: shownOf(b), mine: shownOf(c) }]
  })
  return { base, theirs, mine, parts, isWhole: false }
}

const shownOf = (value: Value | undefined): unknown => (value === undefined ? undefined : toJson(value))
const isEqual = (a: Value | undefined, b: Value | undefined): boolean =>
  a === undefined || b === undefined ? a === b : isSame(a, b)

const idOf = (id: Id): string => JSON.stringify(id)

/** Nodes that all three have are compared by their fields. */
function splitNodes(graphs: readonly Fields[]): Set<string> {
  const [first, ...others] = graphs.map(nodesOf)
  return new Set(
    [...(first ?? [])].flatMap(([key, node]) =>
      isFields(node) && others.every((nodes) => isFields(nodes.get(key))) ? [key] : [],
    ),
  )
}

const ofGraph = new Set(['nodes', 'edges', 'layout'])

function partsOf(graph: Fields, split: ReadonlySet<string>): Parts {
  const parts: Parts = new Map()
  for (const [field, value] of graph) if (!ofGraph.has(field)) parts.set(idOf(['field', field]), value)
  for (const [key, node] of nodesOf(graph)) {
    if (!split.has(key)) parts.set(idOf(['node', key]), node)
    else for (const [field, value] of fieldsOf(node)) parts.set(idOf(['node', key, field]), value)
  }
  for (const [id, edge] of edgesById(graph)) parts.set(id, edge)
  for (const [key, position] of positionsOf(graph)) parts.set(idOf(['position', key]), position)
  if (notesOf(graph).length > 0) parts.set(idOf(['notes', '']), notesOf(graph))
  return parts
}

/** By node and action; the second one of the same is told apart. */
function edgesById(graph: Fields): Map<string, Value> {
  const edges = new Map<string, Value>()
  for (const edge of edgesOf(graph)) {
    const name = `${fromOf(edge)} (${actionOf(edge)})`
    let id = idOf(['edge', name])
    for (let number = 2; edges.has(id); number++) id = idOf(['edge', name, String(number)])
    edges.set(id, edge)
  }
  return edges
}

export const defaultSide = ({ state }: Pick<MergePart, 'state'>): Side => (state === 'theirs' ? 'theirs' : 'mine')

/**
 * The sides after one is chosen for a part. A node that only some versions have takes its edges and position along, because
 * neither an edge without its node nor a node without edges would be useful.
 */
export function sidesOfNode(parts: readonly MergePart[], chosen: MergePart, side: Side): Record<string, Side> {
  const isWhole = chosen.what === 'node' && chosen.field === undefined
  const along = isWhole ? parts.filter((part) => belongsTo(part, chosen.key)) : []
  return Object.fromEntries([chosen, ...along].map(({ id }) => [id, side]))
}

function belongsTo({ what, key, base, theirs, mine }: MergePart, node: string): boolean {
  if (what === 'position') return key === node
  return what === 'edge' && [base, theirs, mine].some((edge) => endsOf(edge).includes(node))
}

function endsOf(edge: unknown): unknown[] {
  const { from, to } = (edge ?? {}) as { from?: unknown; to?: unknown }
  return [from, to].flat()
}

/** My text with the parts of theirs that are chosen. Null: it cannot be written so. */
export function merged(merge: FlowMerge, sides: Readonly<Record<string, Side>>): string | null {
  const { theirs, mine, parts, isWhole } = merge
  const taken = parts.filter((part) => (sides[part.id] ?? defaultSide(part)) === 'theirs')
  if (isWhole) return taken.length > 0 ? theirs : mine
  const [their, own] = [sourceOf(theirs), sourceOf(mine)]
  if ('refused' in their || 'refused' in own) return null
  // Theirs as a whole keeps their comments, too.
  if (taken.length === parts.length && taken.length > 0) return theirs
  let want = own.value
  for (const { id } of taken) want = take(want, their, JSON.parse(id) as Id, id)
  const text = taken.length === 0 ? mine : (written(own, want) ?? written(their, want))
  return text === null ? null : withTheirComments(merge, text, want)
}

/** Comments and blank lines that only the other version changed; the text as it is where they would change what it says. */
function withTheirComments({ base, theirs }: FlowMerge, text: string, want: Fields): string {
  const joined = mergedLines(base, theirs, text)
  const read = joined === text ? null : sourceOf(joined)
  return read && !('refused' in read) && isSame(read.value, want) ? joined : text
}

/** A text that says it, with the comments of the given one. */
function written(source: Source, want: Fields): string | null {
  const splices = patch(source, want)
  const text = splices && applySplices(source.text, splices)
  const read = text === null ? null : sourceOf(text)
  return read && !('refused' in read) && isSame(read.value, want) ? text : null
}

/** Without `value`: the part is not there. */
function take(graph: Fields, { value: theirs, ...rest }: Source, [what, key, field]: Id, id: string): Fields {
  switch (what) {
    case 'node': {
      const node = nodesOf(theirs).get(key)
      if (field === undefined)
        return withNodes(
          graph,
          put(
            nodesOf(graph),
            nodesOf(theirs),
            key,
            node && isFields(node) ? verbatim({ value: theirs, ...rest }, [], key, node) : node,
          ),
        )
      const own = fieldsOf(nodesOf(graph).get(key))
      return withNodes(graph, withField(nodesOf(graph), key, put(own, fieldsOf(node), field, fieldsOf(node).get(field))))
    }
    case 'edge': {
      const edge = edgesById(theirs).get(id)
      const own = edgesById(graph).get(id)
      const index = own === undefined ? -1 : edgesOf(graph).indexOf(own)
      if (edge === undefined) return index === -1 ? graph : withEdges(graph, edgesOf(graph).toSpliced(index, 1))
      return withEdges(graph, index === -1 ? [...edgesOf(graph), edge] : edgesOf(graph).with(index, edge))
    }
    case 'position':
      return withLayout(graph, 'nodes', withField(positionsOf(graph), key, positionsOf(theirs).get(key)))
    case 'notes':
      return withLayout(graph, 'notes', notesOf(theirs))
    default:
      return put(graph, theirs, key, theirs.get(key))
  }
}

/** A new field goes behind the one that it follows in the other version. */
function put(fields: Fields, theirs: Fields, key: string, value: Value | undefined): Fields {
  if (value === undefined || fields.has(key)) return withField(fields, key, value)
  const keys = [...theirs.keys()]
  const before = keys.slice(0, keys.indexOf(key)).findLast((each) => fields.has(each))
  return insertAfter(fields, before ?? [...fields.keys()].at(-1) ?? null, [[key, value]])
}
