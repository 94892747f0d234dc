import { isCollection, isMap, isScalar, isSeq, type Pair, type ParsedNode, type YAMLMap, type YAMLSeq } from 'yaml'
import { blockText, flowText, scalarText } from './emit.ts'
import type { Splice } from './gesture.ts'
import { matched } from './match-items.ts'
import { patchFlow } from './patch-flow.ts'
import { insertEntries, removeEntries, reorderEntries } from './patch-lines.ts'
import { type Added, type Edit, replaceValue, type Slot, splice } from './patch-value.ts'
import { isBlock, type Place, placeOfPair, placesOfItems } from './places.ts'
import type { Source } from './source.ts'
import { ordered, trimmed } from './splices.ts'
import { type Fields, isFields, isSame, renamesBetween, type Value } from './value.ts'

/**
 * The splices that make a text say `want`: only what differs is written anew, so that comments, order, quotes and blank lines
 * stay. Parts that `want` shares with the value of the source are not even looked at. Null: it cannot be written so.
 */
export function patch({ text, tree, value, style }: Source, want: Fields): Splice[] | null {
  const edit: Edit = { text, style, splices: [] }
  const root = tree.contents
  if (isMap(root) && (root.items.length > 0 || root.flow === true))
    return patchFields(edit, root, value, want) ? trimmed(ordered(edit.splices)) : null
  if (root !== null && !(isScalar(root) && root.source === '')) return null
  const gap = text === '' || text.endsWith('\n') ? '' : style.lineEnd
  const body = style.isJson ? flowText(want, style, 0) : blockText(want, style, 0, '')
  return [{ at: text.length, removed: '', inserted: gap + body + style.lineEnd }]
}

/** False: it cannot be written. */
function patchValue(edit: Edit, slot: Slot, was: Value | undefined, want: Value): boolean {
  if (was === want) return true
  const { value } = slot.place
  const isEqual = was !== undefined && isSame(was, want)
  if (isEqual && isMap(value) && isFields(was) && isFields(want) && slot.within === 'params')
    return reorder(edit, slot, value, was, want)
  if (isEqual) return true
  if (canKeep(edit, slot, want)) {
    if (isMap(value) && isFields(was) && isFields(want)) return patchFields(edit, value, was, want)
    if (isSeq(value) && Array.isArray(was) && Array.isArray(want))
      return patchList(edit, slot, value as YAMLSeq<ParsedNode>, was, want)
  }
  replaceValue(edit, slot, want)
  return true
}

/** Lines that would all go, and brackets around nothing, are written anew. */
function canKeep({ style }: Edit, { place: { value }, inFlow }: Slot, want: Value): boolean {
  if (isBlock(value)) return (isFields(want) ? want.size : Array.isArray(want) ? want.length : 0) > 0
  return inFlow || style.isJson || !isCollection(value) || value.items.length > 0
}

/** Of parameters, the order means something: a form shows them so. */
function reorder(edit: Edit, slot: Slot, map: YAMLMap.Parsed, was: Fields, want: Fields): boolean {
  const [old, young] = [[...was.keys()], [...want.keys()]]
  if (old.every((key, index) => key === young[index])) return true
  const own = ownEntries(map)
  if (own === null || own.length !== young.length || map.flow === true) replaceValue(edit, slot, want)
  else {
    const index = new Map(own.map(({ key }, at) => [key, at]))
    reorderEntries(
      edit,
      own.map(({ place }) => place),
      young.map((key) => index.get(key) ?? 0),
    )
  }
  return true
}

type Own = { key: string; node: ParsedNode; place: Place }

/** The entries of a mapping, those that `<<` brings left out. Null: one cannot be edited. */
function ownEntries(map: YAMLMap.Parsed): Own[] | null {
  const own: Own[] = []
  for (const pair of map.items as Pair<ParsedNode, ParsedNode | null>[]) {
    const place = placeOfPair(pair)
    if (!place || !isScalar(pair.key)) return null
    // The parser has a symbol of its own for `<<`.
    const name: unknown = pair.key.value
    own.push({ key: typeof name === 'symbol' ? '<<' : String(name), node: pair.key, place })
  }
  return own
}

function patchFields(edit: Edit, map: YAMLMap.Parsed, was: Fields, want: Fields): boolean {
  const own = ownEntries(map)
  if (own === null) return false
  const names = renamesBetween(was, want)
  const nameOf = (key: string): string => names.get(key) ?? key
  const removed: number[] = []
  for (const [index, { key, node, place }] of own.entries()) {
    // The fields that `<<` brings are those of another place.
    if (key === '<<' && !was.has('<<')) continue
    const value = want.get(nameOf(key))
    if (value === undefined) {
      removed.push(index)
      continue
    }
    if (nameOf(key) !== key) renameKey(edit, node, nameOf(key))
    const slot: Slot = { place, inFlow: map.flow === true, within: nameOf(key), ofItem: false }
    if (!patchValue(edit, slot, was.get(key), value)) return false
  }
  const added = addedTo(want, was, new Map(own.map(({ key }, index) => [nameOf(key), index])))
  const places = own.map(({ place }) => place)
  if (map.flow === true) patchFlow(edit, map, places, removed, added)
  else {
    if (removed.length === own.length) return false
    removeEntries(edit, places, removed)
    insertEntries(edit, places, removed, added, '')
  }
  return true
}

function addedTo(want: Fields, was: Fields, own: ReadonlyMap<string, number>): Added[] {
  const added: Added[] = []
  let after = -1
  for (const [key, value] of want) {
    const index = own.get(key)
    if (index !== undefined) after = index
    // What `<<` brings is not written again.
    else if (!(was.has(key) && isSame(was.get(key), value))) added.push({ after, key, value })
  }
  return added
}

function renameKey(edit: Edit, key: ParsedNode, name: string): void {
  const [start, end] = key.range
  const quotes = isScalar(key) && (key.type === 'QUOTE_DOUBLE' || key.type === 'QUOTE_SINGLE') ? key.type : 'PLAIN'
  splice(edit, start, end, scalarText(name, edit.style, true, quotes))
}

/** Items that stay are patched where they are; the rest are removed or added. */
function patchList(edit: Edit, slot: Slot, list: YAMLSeq<ParsedNode>, was: Value[], want: Value[]): boolean {
  const places = placesOfItems(list)
  if (places.length !== was.length) return false
  const oldOf = matched(was, want)
  const stays = new Set(oldOf)
  const removed = was.flatMap((_, index) => (stays.has(index) ? [] : [index]))
  const added: Added[] = []
  let after = -1
  for (const [index, value] of want.entries()) {
    const old = oldOf[index] ?? -1
    if (old === -1) added.push({ after, key: null, value })
    else {
      after = old
      const place = places[old] as Place
      if (!patchValue(edit, { place, inFlow: list.flow === true, within: slot.within, ofItem: true }, was[old], value))
        return false
    }
  }
  if (list.flow === true) patchFlow(edit, list, places, removed, added)
  else {
    removeEntries(edit, places, removed)
    insertEntries(edit, places, removed, added, slot.within)
  }
  return true
}
