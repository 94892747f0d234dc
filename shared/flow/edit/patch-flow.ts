import type { ParsedNode, YAMLMap, YAMLSeq } from 'yaml'
import { flowText, pairText } from './emit.ts'
import { type Added, type Edit, prettyColumn, splice } from './patch-value.ts'
import { columnOf, contentEnd, lineEnd, lineStart, type Place } from './places.ts'

/** Removes and adds entries of a mapping or list in brackets. */
export function patchFlow(
  edit: Edit,
  node: YAMLMap.Parsed | YAMLSeq<ParsedNode>,
  places: readonly Place[],
  removed: readonly number[],
  added: readonly Added[],
): void {
  const { text } = edit
  const gone = new Set(removed)
  const [open, end] = [node.range?.[0] ?? 0, (node.range?.[1] ?? 0) - 1]
  if (gone.size === places.length) {
    if (added.length > 0) splice(edit, open + 1, end, alone(edit, open, added))
    else if (places.length > 0) splice(edit, open + 1, end, '')
    return
  }
  const kept = places.flatMap((_, index) => (gone.has(index) ? [] : [index]))
  for (const index of removed) remove(edit, places, index, kept)
  const isInLines = text.slice(open, places[0]?.start ?? end).includes('\n')
  for (const one of added) {
    const after = kept.findLast((index) => index <= one.after)
    const place = places[after ?? kept[0] ?? 0] as Place
    const written = entryOf(edit, place, one)
    const gap = isInLines ? edit.style.lineEnd + ' '.repeat(columnOf(text, place.start)) : ' '
    if (after === undefined) splice(edit, place.start, place.start, `${written},${gap}`)
    else {
      // The last entry that stays loses its comma, if others were behind it.
      const hasComma = after !== kept.at(-1) || after === places.length - 1
      insertBehind(edit, place, hasComma ? (places[after + 1]?.start ?? end) : -1, written, gap)
    }
  }
}

/** Where a comment follows on the same line, the new entry comes behind that. */
function insertBehind(edit: Edit, place: Place, before: number, written: string, gap: string): void {
  const { text } = edit
  const own = contentEnd(text, place)
  const comma = before === -1 ? -1 : commaBetween(text, own, before)
  if (comma === -1 || !gap.includes('\n')) return splice(edit, own, own, `,${gap}${written}`)
  const line = lineEnd(text, comma)
  if (line > before || !/^[ \t]*(#.*)?$/.test(text.slice(comma + 1, line))) return splice(edit, own, own, `,${gap}${written}`)
  splice(edit, line, line, `${gap}${written},`)
}

/** In an empty pair of brackets. */
function alone(edit: Edit, open: number, added: readonly Added[]): string {
  const { style, text } = edit
  const column = prettyColumn(edit, { start: open, headEnd: open, value: null })
  const written = added.map(({ key, value }) => {
    const inner = column === null ? null : column + style.step
    return key === null ? flowText(value, style, inner) : pairText(key, value, style, inner)
  })
  if (column === null) return text[open] === '{' && !style.isJson ? ` ${written.join(', ')} ` : written.join(', ')
  const line = style.lineEnd + ' '.repeat(column + style.step)
  return line + written.join(`,${line}`) + style.lineEnd + ' '.repeat(column)
}

/** On one line where the entry beside it is. */
function entryOf(edit: Edit, beside: Place, { key, value }: Added): string {
  const { text, style } = edit
  const isInLines = style.isJson && (isTall(text, beside) || (key !== null && prettyColumn(edit, beside) !== null))
  const column = isInLines ? columnOf(text, lineStart(text, beside.start)) + indentOf(text, beside) : null
  return key === null ? flowText(value, style, column) : pairText(key, value, style, column)
}

const isTall = (text: string, place: Place): boolean => text.slice(place.start, contentEnd(text, place)).includes('\n')

const indentOf = (text: string, { start }: Place): number => /^ */.exec(text.slice(lineStart(text, start)))?.[0].length ?? 0

/** The entry and one comma; a line that is empty then goes, too. */
function remove(edit: Edit, places: readonly Place[], index: number, kept: readonly number[]): void {
  const { text } = edit
  const place = places[index] as Place
  const next = places[index + 1]
  const end = contentEnd(text, place)
  const comma = next ? commaBetween(text, end, next.start) : -1
  const last = kept.at(-1) ?? -1
  let start = place.start
  // The last entry that stays loses the comma behind it.
  if (last === index - 1) {
    const before = commaBetween(text, contentEnd(text, places[last] as Place), start)
    if (before !== -1 && /^[ \t]*$/.test(text.slice(before + 1, start))) start = before
    else if (before !== -1) splice(edit, before, before + 1, '')
  }
  const stop = comma === -1 ? end : comma + 1
  const line = lineStart(text, start)
  const rest = text.slice(stop, lineEnd(text, stop))
  if (text.slice(line, start).trim() === '' && rest.trim() === '' && text.includes('\n', stop) && line > 0)
    return splice(edit, line, text.indexOf('\n', stop) + 1, '')
  splice(edit, start, stop + (comma === -1 ? 0 : (/^[ \t]*/.exec(rest)?.[0].length ?? 0)), '')
}

/** The comma between two entries, which no comment has. */
function commaBetween(text: string, from: number, to: number): number {
  for (let at = from; at < to; at++) {
    if (text[at] === '#' && /\s/.test(text[at - 1] ?? ' ')) at = lineEnd(text, at)
    else if (text[at] === ',') return at
  }
  return -1
}
