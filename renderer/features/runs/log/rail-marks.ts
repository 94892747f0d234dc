import { hasBetween, type LineSet } from './line-set.ts'
import type { RowModel } from './row-model.ts'

export type Mark = { at: number; length: number }

/** The stretches of a rail of so many pieces on which a line of the set lies. Lines in a fold count where the fold is. */
export function marksOf(set: LineSet, { rows, lineAt }: Pick<RowModel, 'rows' | 'lineAt'>, pieces: number): Mark[] {
  if (set.length === 0 || rows === 0) return []
  const marks: Mark[] = []
  const count = Math.min(pieces, rows)
  for (let piece = 0; piece < count; piece++) {
    const from = lineAt(Math.floor((piece * rows) / count))
    const isLast = piece === count - 1
    const to = isLast ? Number.MAX_SAFE_INTEGER : lineAt(Math.floor(((piece + 1) * rows) / count)) - 1
    if (!hasBetween(set, from, to)) continue
    const before = marks.at(-1)
    if (before && Math.abs(before.at + before.length - piece / count) < 1e-9) before.length += 1 / count
    else marks.push({ at: piece / count, length: 1 / count })
  }
  return marks
}
