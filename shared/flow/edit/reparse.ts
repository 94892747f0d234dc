import {
  type Document,
  isAlias,
  isScalar,
  isSeq,
  type Pair,
  type ParsedNode,
  parseDocument,
  visit,
  type YAMLMap,
  type YAMLSeq,
} from 'yaml'
import { faultsOf } from '../yaml-bounds.ts'
import type { Splice } from './gesture.ts'
import { isBlock, lineStart, placeOfPair, placesOfItems } from './places.ts'
import { shiftTree } from './shift-tree.ts'
import { type Fields, isFields, toValue, type Value } from './value.ts'

export type Tree = Document.Parsed<ParsedNode>
type Lines = YAMLMap.Parsed | YAMLSeq<ParsedNode>

/** Anchors and aliases mean something far from where they stand: texts with them are parsed as a whole. */
export function isPlain(tree: Document): boolean {
  let plain = true
  visit(tree, {
    Node(_, node) {
      if (isAlias(node) || node.anchor !== undefined) plain = false
      return plain ? undefined : visit.BREAK
    },
    Pair(_, { key }) {
      // The parser has a symbol for "<<".
      if (isScalar(key) && (key.value === '<<' || typeof key.value === 'symbol')) plain = false
      return plain ? undefined : visit.BREAK
    },
  })
  return plain
}

/** A mapping or list in lines around the change, and where in the data it lies. `to`: where its last entry ends. */
type Level = { lines: Lines; path: (string | number)[]; starts: number[]; to: number }

/**
 * Reads a text after one splice: only the entries around it are parsed, in the innermost mapping or list that can be read
 * by itself, and the tree is changed to that of the new text. Null: the whole must be parsed, and the tree is spoiled.
 */
export function reparse(tree: Tree, text: string, value: Fields, splice: Splice): { text: string; value: Fields } | null {
  const levels = levelsAround(tree, text, splice)
  for (let level = levels.pop(); level; level = levels.pop()) {
    const changed = reparseIn(level, text, value, splice)
    if (!changed) continue
    const by = splice.inserted.length - splice.removed.length
    shiftTree(tree.contents, changed.to, by)
    changed.put()
    return { text: changed.text, value: changed.value }
  }
  return null
}

function levelsAround(tree: Tree, text: string, { at, removed }: Splice): Level[] {
  const levels: Level[] = []
  let node: ParsedNode | null = tree.contents
  let [path, to]: [(string | number)[], number] = [[], text.length]
  while (isBlock(node)) {
    const lines = node as Lines
    const starts = startsOf(lines, text)
    if (!starts || at < (starts[0] ?? 0) || at + removed.length > to) break
    levels.push({ lines, path, starts, to })
    const index = Math.max(
      0,
      starts.findLastIndex((start) => start < at),
    )
    const next = starts[index + 1] ?? to
    if (at + removed.length > next) break
    const found = entryOf(lines, index)
    if (!found) break
    ;[node, path, to] = [found.value, [...path, found.key], next]
  }
  return levels
}

function entryOf(lines: Lines, index: number): { key: string | number; value: ParsedNode | null } | null {
  if (isSeq(lines)) return { key: index, value: lines.items[index] as ParsedNode }
  const pair = lines.items[index] as Pair<ParsedNode, ParsedNode | null> | undefined
  return pair && isScalar(pair.key) ? { key: String(pair.key.value), value: pair.value } : null
}

/** Where the line of each entry starts; null if one begins within a line. */
function startsOf(lines: Lines, text: string): number[] | null {
  const places = isSeq(lines)
    ? placesOfItems(lines as YAMLSeq<ParsedNode>)
    : (lines.items as Pair<ParsedNode, ParsedNode | null>[]).map(placeOfPair)
  const starts: number[] = []
  for (const place of places) {
    if (!place) return null
    const start = lineStart(text, place.start)
    if (text.slice(start, place.start).trim() !== '') return null
    starts.push(start)
  }
  return starts.length > 0 ? starts : null
}

type Changed = { text: string; to: number; value: Fields; put(): void }

function reparseIn(
  { lines, path, starts, to }: Level,
  text: string,
  value: Fields,
  { at, removed, inserted }: Splice,
): Changed | null {
  const first = Math.max(
    0,
    starts.findLastIndex((start) => start < at),
  )
  const end = at + removed.length
  const found = starts.findIndex((start, index) => index > first && start >= end)
  const after = text.slice(0, at) + inserted + text.slice(end)
  const by = inserted.length - removed.length
  const column = columnOf(text, starts[0] ?? 0)
  // Where the first entry goes, the one behind it is read, too.
  for (const last of found === -1 ? [starts.length] : [found, Math.min(found + 1, starts.length)]) {
    const stop = starts[last] ?? to
    const from = starts[first] ?? 0
    const part = parsed(after.slice(from, stop + by), column, isSeq(lines), stop === text.length)
    const joinedValue = part && joined({ lines, first, last, part, old: valueAt(value, path) })
    if (!part || !joinedValue) continue
    return {
      text: after,
      to: stop,
      value: withValue(value, path, joinedValue) as Fields,
      put: () => putEntries(lines, first, last, part, from),
    }
  }
  return null
}

const columnOf = (text: string, start: number): number => /^ */.exec(text.slice(start, start + 200))?.[0].length ?? 0

type Part = { lines: Lines; value: Value }

/** Entries by themselves, which begin in the given column. */
function parsed(text: string, column: number, isList: boolean, isLast: boolean): Part | null {
  if (!isLast && !text.endsWith('\n')) return null
  if (!/^[^\s#]/.test(text.slice(column)) || text.slice(0, column).trim() !== '') return null
  if (/^(?:---|\.\.\.|%)/m.test(text)) return null
  const tree = parseDocument(text, { keepSourceTokens: true, uniqueKeys: false, merge: true })
  if (tree.errors.length > 0 || tree.warnings.length > 0 || faultsOf(tree).length > 0 || !isPlain(tree)) return null
  const lines = tree.contents
  if (!isBlock(lines as ParsedNode) || isSeq(lines) !== isList) return null
  return { lines: lines as Lines, value: toValue(tree.toJS({ mapAsMap: true })) }
}

type Join = { lines: Lines; first: number; last: number; part: Part; old: Value | undefined }

/** The data of the changed mapping or list; what did not change is the same object. Null: two keys are equal. */
function joined({ lines, first, last, part, old }: Join): Value | null {
  if (Array.isArray(old)) return Array.isArray(part.value) ? [...old.slice(0, first), ...part.value, ...old.slice(last)] : null
  if (!isFields(old) || !isFields(part.value) || old.size !== lines.items.length) return null
  const entries = [...old]
  const made = [...entries.slice(0, first), ...part.value, ...entries.slice(last)]
  const changed = new Map(made)
  return changed.size === made.length ? changed : null
}

function putEntries(lines: Lines, first: number, last: number, part: Part, from: number): void {
  shiftTree(part.lines as ParsedNode, 0, from)
  ;(lines.items as unknown[]).splice(first, last - first, ...part.lines.items)
  const [own, theirs] = [tokensOf(lines), tokensOf(part.lines)]
  // Behind the last entry, there may be one of comments alone.
  own?.splice(first, last - first, ...(theirs ?? []).slice(0, part.lines.items.length))
  if (first === 0 && lines.range && part.lines.range) lines.range[0] = part.lines.range[0]
}

const tokensOf = ({ srcToken }: Lines): unknown[] | undefined => (srcToken as { items?: unknown[] } | undefined)?.items

function valueAt(value: Value, path: readonly (string | number)[]): Value | undefined {
  let found: Value | undefined = value
  for (const key of path) found = Array.isArray(found) ? found[Number(key)] : isFields(found) ? found.get(String(key)) : undefined
  return found
}

function withValue(value: Value | undefined, path: readonly (string | number)[], put: Value): Value {
  const [key, ...rest] = path
  if (key === undefined) return put
  if (Array.isArray(value)) return value.with(Number(key), withValue(value[Number(key)], rest, put))
  const fields: Fields = new Map(isFields(value) ? value : [])
  return fields.set(String(key), withValue(fields.get(String(key)), rest, put))
}
