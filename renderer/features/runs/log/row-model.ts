import type { LineSet } from './line-set.ts'

export type Range = { from: number; to: number }

/** The line that each row shows, and the row of each line. Rows count from 0, lines from 1. */
export type RowModel = {
  rows: number
  lineAt(row: number): number
  /** Of a line that is not shown: the row of the nearest shown line before it, or the first row. */
  rowOf(line: number): number
  isShown(line: number): boolean
}

/** Stretches of shown lines, ascending and apart, with the number of rows before each. */
type Stretches = { from: Uint32Array; to: Uint32Array; before: Uint32Array; length: number }

const openEnd = 0xffff_ffff

/** The rows of a log of so many lines without some: `hidden` is ascending and may overlap. */
export const rowsWithout = (hidden: readonly Range[]): ((lines: number) => RowModel) => modelOf(complement(hidden))

/** Only these lines, each with so many lines around it. */
export function rowsAround(lines: LineSet, context: number): (lines: number) => RowModel {
  const stretches = emptyStretches(lines.length)
  let shown = 0
  for (let at = 0; at < lines.length; at++) {
    const line = lines.numbers[at] ?? 0
    const from = Math.max(1, line - context)
    const last = stretches.length - 1
    if (last >= 0 && from <= (stretches.to[last] ?? 0) + 1) {
      shown += line + context - (stretches.to[last] ?? 0)
      stretches.to[last] = line + context
    } else {
      push(stretches, from, line + context, shown)
      shown += line + context - from + 1
    }
  }
  return modelOf(stretches)
}

function complement(hidden: readonly Range[]): Stretches {
  const stretches = emptyStretches(hidden.length + 1)
  let next = 1
  let shown = 0
  for (const { from, to } of hidden) {
    if (from > next) {
      push(stretches, next, from - 1, shown)
      shown += from - next
    }
    next = Math.max(next, to + 1)
  }
  if (next < openEnd) push(stretches, next, openEnd, shown)
  return stretches
}

const emptyStretches = (most: number): Stretches => ({
  from: new Uint32Array(most),
  to: new Uint32Array(most),
  before: new Uint32Array(most),
  length: 0,
})

function push(stretches: Stretches, from: number, to: number, before: number): void {
  const at = stretches.length++
  stretches.from[at] = from
  stretches.to[at] = to
  stretches.before[at] = before
}

/** The last place whose value is at most so much; -1 where all are above. */
function lastAtMost(values: Uint32Array, length: number, value: number): number {
  let low = 0
  let high = length
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((values[middle] ?? 0) > value) high = middle
    else low = middle + 1
  }
  return low - 1
}

/** The stretches do not depend on how long the log is, so that one that grows costs nothing. */
function modelOf({ from, to, before, length }: Stretches): (lines: number) => RowModel {
  return (lines) => {
    const last = lastAtMost(from, length, lines)
    const rows = last < 0 ? 0 : (before[last] ?? 0) + Math.min(to[last] ?? 0, lines) - (from[last] ?? 0) + 1
    return {
      rows,
      lineAt(row) {
        const at = lastAtMost(before, last + 1, row)
        return (from[at] ?? 1) + row - (before[at] ?? 0)
      },
      rowOf(line) {
        const at = lastAtMost(from, last + 1, line)
        if (at < 0) return 0
        return (before[at] ?? 0) + Math.min(line, to[at] ?? 0, lines) - (from[at] ?? 0)
      },
      isShown(line) {
        const at = lastAtMost(from, last + 1, line)
        return at >= 0 && line <= Math.min(to[at] ?? 0, lines)
      },
    }
  }
}
