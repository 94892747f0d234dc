import type { Position, StickyNote } from '../layout.ts'
import { noteSize } from '../layout.ts'
import { type Changed, refused } from './graph.ts'
import { type Fields, fieldsOf, isFields, listOf, type Value, withField, withKey } from './value.ts'

export const positionsOf = (graph: Fields): Fields => fieldsOf(fieldsOf(graph.get('layout')).get('nodes'))

export function positionOf(graph: Fields, key: string): Position | null {
  const [x, y] = listOf(positionsOf(graph).get(key))
  return typeof x === 'number' && typeof y === 'number' ? [x, y] : null
}

/** A layout that says nothing is left out. */
export function withLayout(graph: Fields, field: 'nodes' | 'notes', value: Fields | Value[]): Fields {
  const isEmpty = isFields(value) ? value.size === 0 : value.length === 0
  const layout = withField(fieldsOf(graph.get('layout')), field, isEmpty ? undefined : value)
  return withField(graph, 'layout', layout.size === 0 ? undefined : layout)
}

const rounded = ([x, y]: Position): Value[] => [Math.round(x), Math.round(y)]

export function placed(graph: Fields, positions: Iterable<[string, Position]>): Fields {
  let all = positionsOf(graph)
  for (const [key, position] of positions) all = withField(all, key, rounded(position))
  return all === positionsOf(graph) ? graph : withLayout(graph, 'nodes', all)
}

export function unplaced(graph: Fields, keys: Iterable<string>): Fields {
  let all = positionsOf(graph)
  for (const key of keys) all = withField(all, key, undefined)
  return all === positionsOf(graph) || all.size === positionsOf(graph).size ? graph : withLayout(graph, 'nodes', all)
}

export function renamedPosition(graph: Fields, key: string, name: string): Fields {
  const all = positionsOf(graph)
  return all.has(key) ? withLayout(graph, 'nodes', withKey(unstained(all, name), key, name)) : unplaced(graph, [name])
}

/** Without the position of a node that is gone and had the name. */
const unstained = (all: Fields, name: string): Fields => withField(all, name, undefined)

export const notesOf = (graph: Fields): Value[] => listOf(fieldsOf(graph.get('layout')).get('notes'))

export function addNote(graph: Fields, note: Partial<StickyNote> & Pick<StickyNote, 'at'>): Changed {
  const fields = new Map<string, Value>([
    ['at', rounded(note.at)],
    ['size', rounded(note.size ?? noteSize)],
    ['text', note.text ?? ''],
  ])
  return { graph: withLayout(graph, 'notes', [...notesOf(graph), fields]) }
}

export function changeNote(graph: Fields, index: number, change: Partial<StickyNote>): Changed {
  const old = notesOf(graph)[index]
  if (!isFields(old)) return refused('This note is not there any more.')
  let note = old
  if (change.at) note = withField(note, 'at', rounded(change.at))
  if (change.size) note = withField(note, 'size', rounded(change.size))
  if (change.text !== undefined) note = withField(note, 'text', change.text)
  return { graph: withLayout(graph, 'notes', notesOf(graph).with(index, note)) }
}

export function removeNote(graph: Fields, index: number): Changed {
  if (notesOf(graph)[index] === undefined) return refused('This note is not there any more.')
  return { graph: withLayout(graph, 'notes', notesOf(graph).toSpliced(index, 1)) }
}
