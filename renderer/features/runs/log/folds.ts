import type { LogLine } from '../../../../shared/model/log.ts'

/** A line that begins or ends a group of lines. */
export type Marker = { line: LogLine; begins: boolean }
/** The lines from the one that names the group to the one that ends it; null while there is none. */
export type Group = { head: LogLine; end: number | null }

const beginning = '::group::'
const ending = '::endgroup::'

/** The text that every marker contains: a search for it misses none. */
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

/** `hidesErrors`: it is folded, and lines of stderr are in it. */
export type Head = { title: string; line: LogLine; lines: number; open: boolean; hidesErrors: boolean }

/** The line that each row shows. */
export type FoldedLines = {
  rows: number
  /** The number of the line in a row, from 0. */
  lineAt(row: number): number
  head(line: number): Head | undefined
  /** In how many open groups a line is. */
  depth(line: number): number
}

/** Reasons to leave a group open: the lines of stderr, in order, and whether the run failed. */
export type Trouble = { errors: readonly number[]; failed: boolean }

type Hidden = { from: number; to: number; rowsBefore: number; hiddenBefore: number }

/**
 * The rows of a log of so many lines. A group that has ended is folded; one that still grows, that holds stderr, or that is
 * the last of a run that failed is not. `chosen` says what a person wants instead, by the line of its head.
 */
export function foldLines(
  lines: number,
  groups: readonly Group[],
  chosen: ReadonlyMap<number, boolean>,
  { errors, failed }: Trouble,
): FoldedLines {
  const heads = new Map<number, Head>()
  const steps: DepthStep[] = []
  const lastHead = failed ? (groups.at(-1)?.head.n ?? null) : null
  const ranges: { from: number; to: number }[] = []
  let foldedTo = 0
  for (const { head, end } of groups) {
    if (head.n <= foldedTo) continue
    const after = end ?? lines + 1
    const hasErrors = hasAny(errors, head.n + 1, after - 1)
    const isLast = lastHead !== null && head.n <= lastHead && lastHead < after
    const open = chosen.get(head.n) ?? (end === null || hasErrors || isLast)
    heads.set(head.n, { title: titleOf(head), line: head, lines: after - head.n - 1, open, hidesErrors: hasErrors && !open })
    if (open) steps.push({ from: head.n + 1, by: 1 }, { from: after, by: -1 })
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
    depth: depthsOf(steps),
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
  const range = hidden[firstWhere(hidden, ({ rowsBefore }) => rowsBefore > row) - 1]
  return range ? range.hiddenBefore + range.to - range.from + 1 : 0
}

/** The first place in a sorted list from which a test holds. */
function firstWhere<T>(list: readonly T[], holds: (item: T) => boolean): number {
  let low = 0
  let high = list.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (holds(list[middle] as T)) high = middle
    else low = middle + 1
  }
  return low
}

const hasAny = (sorted: readonly number[], from: number, to: number): boolean =>
  (sorted[firstWhere(sorted, (n) => n >= from)] ?? Number.POSITIVE_INFINITY) <= to

type DepthStep = { from: number; by: number }

function depthsOf(steps: DepthStep[]): (line: number) => number {
  let depth = 0
  const depths = steps.toSorted((a, b) => a.from - b.from).map(({ from, by }) => ({ from, depth: (depth += by) }))
  return (line) => depths[firstWhere(depths, ({ from }) => from > line) - 1]?.depth ?? 0
}
