import { type TextQuery, textPattern } from '../../../../shared/log/text-pattern.ts'
import type { Piece } from './ansi.ts'

/** Marks what a person looks for in the text of one line. */
export type Highlighter = (text: string) => readonly { from: number; to: number }[]

/** A piece of a line, marked or not. */
export type MarkedPiece = Piece & { marked: boolean }

/** Marks of one line beyond this are not drawn. */
const mostMarks = 200
const mostChars = 20_000

/**
 * A pattern whose search may take very long where it does not match: repetitions of groups, references back, or many
 * repetitions. The engine found a first match of it in the line, behind which nothing more is looked for.
 */
const isCostly = (pattern: string): boolean => /\\[1-9k]|\)[*+{]/.test(pattern) || (pattern.match(/[*+]|,\}/g)?.length ?? 0) > 2

/** For lines that match. Null: nothing to mark. `problem`: why the text is no pattern. */
export function highlighterOf(query: TextQuery): { highlight: Highlighter | null; problem: string | null } {
  if (query.text === '') return { highlight: null, problem: null }
  try {
    const most = query.regex && isCostly(query.text) ? 1 : mostMarks
    const pattern = textPattern(query, 'g')
    return { highlight: (text) => matchesIn(text.slice(0, mostChars), pattern, most), problem: null }
  } catch (error) {
    return { highlight: null, problem: error instanceof Error ? error.message : String(error) }
  }
}

function matchesIn(text: string, pattern: RegExp, most: number): { from: number; to: number }[] {
  const found: { from: number; to: number }[] = []
  for (const match of text.matchAll(pattern)) {
    if (match[0] !== '') found.push({ from: match.index, to: match.index + match[0].length })
    if (found.length >= most) break
  }
  return found
}

/** Cuts the pieces of a line where marks begin and end. */
export function withMarks(pieces: readonly Piece[], highlight: Highlighter | null): MarkedPiece[] {
  const marks = highlight?.(pieces.map(({ text }) => text).join('')) ?? []
  if (marks.length === 0) return pieces.map((piece) => ({ ...piece, marked: false }))
  let start = 0
  return pieces.flatMap((piece) => {
    const [from, to] = [start, start + piece.text.length]
    start = to
    const inside = marks.filter((mark) => mark.from < to && mark.to > from)
    const cuts = [...new Set([from, ...inside.flatMap((mark) => [mark.from, mark.to]), to])]
      .filter((cut) => cut >= from && cut <= to)
      .sort((a, b) => a - b)
    return cuts.slice(0, -1).map((cut, at) => ({
      ...piece,
      text: piece.text.slice(cut - from, (cuts[at + 1] ?? to) - from),
      marked: inside.some((mark) => mark.from <= cut && mark.to > cut),
    }))
  })
}
