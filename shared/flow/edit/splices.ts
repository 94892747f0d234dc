import type { Splice } from './gesture.ts'

/** All positions are those of the text before; splices do not overlap. */
export function ordered(splices: readonly Splice[]): Splice[] {
  return splices
    .map((splice, index) => ({ splice, index }))
    .sort((a, b) => a.splice.at - b.splice.at || a.splice.removed.length - b.splice.removed.length || a.index - b.index)
    .map(({ splice }) => splice)
}

export function applySplices(text: string, splices: readonly Splice[]): string {
  const parts: string[] = []
  let at = 0
  for (const splice of splices) {
    parts.push(text.slice(at, splice.at), splice.inserted)
    at = splice.at + splice.removed.length
  }
  return parts.join('') + text.slice(at)
}

/** Those that lead back, with the positions of the text after. */
export function inverted(splices: readonly Splice[]): Splice[] {
  let shift = 0
  return splices.map(({ at, removed, inserted }) => {
    const back = { at: at + shift, removed: inserted, inserted: removed }
    shift += inserted.length - removed.length
    return back
  })
}

/** Whether each removes what the text has there. */
export function fits(text: string, splices: readonly Splice[]): boolean {
  let end = 0
  return splices.every(({ at, removed }) => {
    const is = at >= end && text.startsWith(removed, at)
    end = at + removed.length
    return is
  })
}

/** The one replacement that makes a text of another; none where they are equal. */
export function spliceBetween(before: string, after: string): Splice[] {
  if (before === after) return []
  const shorter = Math.min(before.length, after.length)
  let start = 0
  while (start < shorter && before[start] === after[start]) start++
  let end = 0
  while (end < shorter - start && before[before.length - 1 - end] === after[after.length - 1 - end]) end++
  return [{ at: start, removed: before.slice(start, before.length - end), inserted: after.slice(start, after.length - end) }]
}

/** Without what stays the same at both ends of each. */
export const trimmed = (splices: readonly Splice[]): Splice[] =>
  splices.flatMap(({ at, removed, inserted }) =>
    spliceBetween(removed, inserted).map((inner) => ({ ...inner, at: at + inner.at })),
  )
