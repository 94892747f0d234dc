import type { LogLine } from '../../../../shared/model/log.ts'
import { hasBetween, type LineSet } from './line-set.ts'
import type { Range } from './row-model.ts'

/** A line that begins or ends a group of lines. */
export type Marker = { line: LogLine; begins: boolean }

/** Lines that fold into the one above them: a group that a program named, or the trace of an error. */
export type Fold = {
  head: number
  /** Of a group: its name, and the line that names it. Null: a trace, whose first line stays as it is. */
  group: { title: string; line: LogLine } | null
  /** The first line behind it; null while it grows. */
  after: number | null
  /** The line behind it only ends the group, and is never shown. */
  hasEnd: boolean
}

const beginning = '::group::'
const ending = '::endgroup::'

/** The text that every marker contains: a search for it misses none. */
export const markerText = 'group::'

export function markerOf(line: LogLine): Marker | null {
  const begins = line.text.startsWith(beginning)
  return begins || line.text.startsWith(ending) ? { line, begins } : null
}

/** The groups that markers make, in the order in which they begin. An end without a beginning is a line like any other. */
export function groupsOf(markers: readonly Marker[]): Fold[] {
  const groups: Fold[] = []
  const open: Fold[] = []
  for (const { line, begins } of markers) {
    if (!begins) {
      const group = open.pop()
      if (group) Object.assign(group, { after: line.n, hasEnd: true })
      continue
    }
    const title = line.text.slice(beginning.length)
    const group: Fold = { head: line.n, group: { title, line }, after: null, hasEnd: false }
    groups.push(group)
    open.push(group)
  }
  return groups
}

/** The traces of errors, from their first and last lines. One of a single line has nothing to fold. */
export const tracesOf = (ends: readonly Range[]): Fold[] =>
  ends.flatMap(({ from, to }) => (to > from ? [{ head: from, group: null, after: to + 1, hasEnd: false }] : []))

/** Both kinds in the order of their heads. A trace that does not end within its group is left out. */
export function foldsOf(groups: readonly Fold[], traces: readonly Fold[]): Fold[] {
  const all = [...groups, ...traces].sort((a, b) => a.head - b.head)
  const around: Fold[] = []
  return all.filter((fold) => {
    while ((around.at(-1)?.after ?? Infinity) <= fold.head) around.pop()
    if ((fold.after ?? Infinity) > (around.at(-1)?.after ?? Infinity)) return false
    around.push(fold)
    return true
  })
}

/** `hidesErrors`: it is folded, and lines of stderr or errors are in it. */
export type Head = Fold & { open: boolean; hidesErrors: boolean }

export type FoldedLines = {
  hidden: readonly Range[]
  head(line: number): Head | undefined
  /** In how many open groups a line is. */
  depth(line: number): number
}

/** Reasons to leave a fold open: errors, what is looked for (hits, the target of a link), and whether the run failed. */
export type Reasons = { errors: readonly LineSet[]; sought: readonly LineSet[]; failed: boolean }

/** Traces up to here are read at a glance. */
const shortTrace = 50

/** Lines without end, in a group that still grows. */
const openEnd = 0xffff_ffff

/**
 * A group that has ended is folded; one that still grows, that holds errors or what is looked for, or that is the last of
 * a run that failed is not. Of traces, only long ones are. `chosen` says what a person wants instead, by the line of its head.
 */
export function foldLines(folds: readonly Fold[], chosen: ReadonlyMap<number, boolean>, reasons: Reasons): FoldedLines {
  const heads = new Map<number, Head>()
  const steps: DepthStep[] = []
  const hidden: Range[] = []
  const lastHead = reasons.failed ? (folds.findLast(({ group }) => group !== null)?.head ?? null) : null
  let foldedTo = 0
  for (const fold of folds) {
    const { head, group, after, hasEnd } = fold
    if (head <= foldedTo) continue
    const last = after === null ? openEnd : after - 1
    const has = (sets: readonly LineSet[]): boolean => sets.some((set) => hasBetween(set, head + 1, last))
    const hasErrors = group !== null && has(reasons.errors)
    const isLast = lastHead !== null && head <= lastHead && lastHead <= last
    const opensItself = group === null ? last - head < shortTrace : after === null || hasErrors || isLast
    const open = chosen.get(head) ?? (opensItself || has(reasons.sought))
    heads.set(head, { ...fold, open, hidesErrors: hasErrors && !open })
    if (open && group !== null) steps.push({ from: head + 1, by: 1 }, { from: last + 1, by: -1 })
    if (open && hasEnd && after !== null) hidden.push({ from: after, to: after })
    if (open) continue
    foldedTo = hasEnd ? last + 1 : last
    hidden.push({ from: head + 1, to: foldedTo })
  }
  return { hidden: hidden.sort((a, b) => a.from - b.from), head: (line) => heads.get(line), depth: depthsOf(steps) }
}

type DepthStep = { from: number; by: number }

function depthsOf(steps: DepthStep[]): (line: number) => number {
  let depth = 0
  const depths = steps.toSorted((a, b) => a.from - b.from).map(({ from, by }) => ({ from, depth: (depth += by) }))
  return (line) => {
    let low = 0
    let high = depths.length
    while (low < high) {
      const middle = (low + high) >> 1
      if ((depths[middle]?.from ?? 0) > line) high = middle
      else low = middle + 1
    }
    return depths[low - 1]?.depth ?? 0
  }
}
