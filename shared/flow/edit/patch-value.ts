import { isScalar } from 'yaml'
import { afterHead, canBeLines, flowText, lines, type Quotes, scalarText } from './emit.ts'
import type { Splice } from './gesture.ts'
import { columnOf, contentEnd, isBlock, lineEnd, lineStart, type Place } from './places.ts'
import type { Style } from './style.ts'
import { isFields, type Value } from './value.ts'

/** The text that is edited, and what was found to change so far. */
export type Edit = { text: string; style: Style; splices: Splice[] }

/** Where a value stands: within brackets or not; the nearest key; in a list, or behind a key. */
export type Slot = { place: Place; inFlow: boolean; within: string; ofItem: boolean }

/** An entry to write behind the one of that index; -1: before the first. */
export type Added = { after: number; key: string | null; value: Value }

export function splice({ text, splices }: Edit, from: number, to: number, inserted: string): void {
  splices.push({ at: from, removed: text.slice(from, to), inserted })
}

/** Writes a value in place of the one that is there; the comment behind its head stays. */
export function replaceValue(edit: Edit, slot: Slot, want: Value): void {
  if (slot.inFlow) return replaceInFlow(edit, slot, want)
  const { text, style } = edit
  const { place, within, ofItem } = slot
  const { value, headEnd } = place
  const column = columnOf(text, place.start)
  const isWhole = !isFields(want) && !Array.isArray(want)
  if (value !== null && !isBlock(value) && value.range[1] > value.range[0] && isWhole)
    return splice(edit, value.range[0], contentEnd(text, place), scalarLike(value, want, style, column))
  const written = afterHead(want, style, column, within, ofItem)
  const end = contentEnd(text, place)
  const isBelow = written.startsWith(style.lineEnd)
  const headLine = lineEnd(text, headEnd)
  // In lines: from the end of the line of the head on, behind its comment.
  if (value !== null && isBlock(value) && lineStart(text, value.range[0]) !== lineStart(text, headEnd)) {
    splice(edit, headLine, Math.max(headLine, end), isBelow ? written : '')
    if (!isBelow) splice(edit, headEnd, headEnd, written)
    return
  }
  if (!isBelow || end > headLine) return splice(edit, headEnd, Math.max(headEnd, end), written)
  splice(edit, headEnd, Math.max(headEnd, end), '')
  splice(edit, headLine, headLine, written)
}

/** A plain value, with the quotes of the one before it; lines stay lines. */
function scalarLike(value: unknown, want: Value, style: Style, column: number): string {
  const type = isScalar(value) && value.value !== '' ? value.type : undefined
  const isLines = type === 'BLOCK_LITERAL' || type === 'BLOCK_FOLDED'
  if (typeof want === 'string' && (canBeLines(want) || (isLines && canBeOneLine(want))))
    return lines(want, style, column + style.step)
  return scalarText(want, style, false, type === 'QUOTE_DOUBLE' || type === 'QUOTE_SINGLE' ? (type as Quotes) : 'PLAIN')
}

const canBeOneLine = (text: string): boolean => text !== '' && !text.includes('\n') && canBeLines(`${text}\n`)

function replaceInFlow(edit: Edit, { place, ofItem }: Slot, want: Value): void {
  const { text, style } = edit
  const { value, headEnd } = place
  if (value === null || value.range[1] === value.range[0]) {
    const head = ofItem ? '' : text[headEnd - 1] === ':' ? ' ' : ': '
    return splice(edit, headEnd, headEnd, head + flowText(want, style))
  }
  const [start, end] = value.range
  const quotes = isScalar(value) && (value.type === 'QUOTE_DOUBLE' || value.type === 'QUOTE_SINGLE') ? value.type : 'PLAIN'
  const isWhole = !isFields(want) && !Array.isArray(want)
  splice(edit, start, end, isWhole ? scalarText(want, style, true, quotes) : flowText(want, style, prettyColumn(edit, place)))
}

/** JSON with a line for each value goes on so: the column of the line; null where values stand on one line. */
export function prettyColumn({ text, style }: Edit, place: Place): number | null {
  if (!style.isJson || !text.trimEnd().includes('\n')) return null
  const start = lineStart(text, place.start)
  return (/^ */.exec(text.slice(start))?.[0] ?? '').length
}
