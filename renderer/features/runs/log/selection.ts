import type { Range } from './row-model.ts'

/** Selected lines: where the selection began, and where it was extended to. */
export type Selection = { anchor: number; focus: number }

export const rangeOf = ({ anchor, focus }: Selection): Range => ({ from: Math.min(anchor, focus), to: Math.max(anchor, focus) })

export const countOf = (selection: Selection): number => Math.abs(selection.focus - selection.anchor) + 1

/** A press on the number of a line: it is selected, or with Shift the selection reaches to it. A press on the only one lets it go. */
export function pressed(before: Selection | null, line: number, shift: boolean): Selection | null {
  if (shift && before) return { anchor: before.anchor, focus: line }
  const isOnlyOne = before !== null && before.anchor === line && before.focus === line
  return isOnlyOne ? null : { anchor: line, focus: line }
}

/** Extended by a key: to the next shown line. */
export const extended = (before: Selection, to: number, lines: number): Selection => ({
  anchor: before.anchor,
  focus: Math.min(Math.max(1, to), lines),
})
