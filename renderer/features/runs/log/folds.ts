import type { LogLine } from '../../../../shared/model/log.ts'

/** A line that begins or ends a group of lines. */
export type Marker = { line: LogLine; begins: boolean }
/** The lines from the one that names the group to the one that ends it; null while there is none. */
export type Group = { head: LogLine; end: number | null }

const beginning = '::group::'
const ending = '::endgroup::'

/** What every marker holds: a search for it misses none. */
export const markerText = 'group::'

export function markerOf(line: LogLine): Marker | null {
  const begins = line.text.startsWith(beginning)
  return begins || line.text.startsWith(ending) ? { line, begins } : null
}

export const titleOf = (head: LogLine): string => head.text.slice(beginning.length)

/** The groups that markers make, in the order in which they begin. An end without a beginning is a line like any other. */
export function groupsOf(markers: readonly Marker[]): Group[] {
  const groups: Group[] = []
  const open: Group[] = []
  for (const { line, begins } of markers) {
    if (!begins) {
      const group = open.pop()
      if (group) group.end = line.n
      continue
    }
    const group: Group = { head: line, end: null }
    groups.push(group)
    open.push(group)
  }
  return groups
}

export type Head = { title: string; line: LogLine; lines: number; open: boolean }

/** Which line stands in which row. */
export type FoldedLines = {
  rows: number
  /** The number of the line in a row, from 0. */
  lineAt(row: number): number
  head(line: number): Head | undefined
}

type Hidden = { from: number; to: number; rowsBefore: number; hiddenBefore: number }

/**
 * The rows of a log of so many lines. A group that has ended is folded, one that still grows is not; `chosen` says what a
 * person wants instead, by the line of its head.
 */
export function foldLines(lines: number, groups: readonly Group[], chosen: ReadonlyMap<number, boolean>): FoldedLines {
  const heads = new Map<number, Head>()
  const ranges: { from: number; to: number }[] = []
  let foldedTo = 0
  for (const { head, end } of groups) {
    if (head.n <= foldedTo) continue
    const open = chosen.get(head.n) ?? end === null
    heads.set(head.n, { title: titleOf(head), line: head, lines: (end ?? lines + 1) - head.n - 1, open })
    if (!open) foldedTo = end ?? lines
    if (!open) ranges.push({ from: head.n + 1, to: foldedTo })
    else if (end !== null) ranges.push({ from: end, to: end })
  }
  const hidden = hiddenLines(ranges)
  const last = hidden.at(-1)
  return {
    rows: lines - (last ? last.hiddenBefore + last.to - last.from + 1 : 0),
    lineAt: (row) => row + 1 + hiddenAbove(hidden, row),
    head: (line) => heads.get(line),
  }
}

function hiddenLines(ranges: { from: number; to: number }[]): Hidden[] {
  let hiddenBefore = 0
  return ranges
    .filter(({ from, to }) => to >= from)
    .sort((a, b) => a.from - b.from)
    .map(({ from, to }) => {
      const range = { from, to, hiddenBefore, rowsBefore: from - 1 - hiddenBefore }
      hiddenBefore += to - from + 1
      return range
    })
}

function hiddenAbove(hidden: Hidden[], row: number): number {
  let low = 0
  let high = hidden.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((hidden[middle]?.rowsBefore ?? 0) <= row) low = middle + 1
    else high = middle
  }
  const range = hidden[low - 1]
  return range ? range.hiddenBefore + range.to - range.from + 1 : 0
}
