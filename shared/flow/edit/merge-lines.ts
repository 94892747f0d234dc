import { diffArrays } from 'diff'

/** Lines of the first text from `start` to before `end` that became others. */
type Hunk = { start: number; end: number; lines: string[] }

const linesOf = (text: string): string[] => text.split(/(?<=\n)/)

/** Longer texts differ in ways that take too long to find. */
const mostLines = 20_000
const longestMs = 300

/** My text with the lines that only they changed. Where both changed the same lines, mine stay. */
export function mergedLines(base: string, theirs: string, mine: string): string {
  const [was, their, own] = [linesOf(base), linesOf(theirs), linesOf(mine)]
  if (was.length + their.length + own.length > mostLines) return mine
  const [others, ours] = [hunksOf(was, their), hunksOf(was, own)]
  if (!others || !ours) return mine
  const taken = others.filter((hunk) => !ours.some((each) => touch(hunk, each)))
  return applied(was, [...ours, ...taken]).join('')
}

/**
 * A text with the changes of both, where they lie apart; null where one changed what is next to a change of the other: such
 * lines may only make sense together.
 */
export function joinedLines(base: string, theirs: string, mine: string): string | null {
  // The end of a line is no part of it, so that a line can follow the last one without changing it.
  const [was, their, own] = [base, theirs, mine].map((text) => text.split('\n')) as [string[], string[], string[]]
  if (was.length + their.length + own.length > mostLines) return null
  const [others, ours] = [hunksOf(was, their), hunksOf(was, own)]
  if (!others || !ours) return null
  const added = others.filter((a) => !ours.some((b) => JSON.stringify(a) === JSON.stringify(b)))
  const areApart = added.every((a) => ours.every((b) => a.end < b.start || b.end < a.start))
  return areApart ? applied(was, [...ours, ...added]).join('\n') : null
}

function applied(was: string[], hunks: Hunk[]): string[] {
  let at = 0
  const lines: string[] = []
  for (const hunk of hunks.toSorted((a, b) => a.start - b.start)) {
    lines.push(...was.slice(at, hunk.start), ...hunk.lines)
    at = hunk.end
  }
  return [...lines, ...was.slice(at)]
}

/** Two insertions at the same place touch. */
const touch = (a: Hunk, b: Hunk): boolean =>
  (a.start < b.end && b.start < a.end) ||
  (a.start === b.start && (a.start === a.end || b.start === b.end)) ||
  isWithin(a, b) ||
  isWithin(b, a)

const isWithin = (a: Hunk, b: Hunk): boolean => a.start === a.end && a.start > b.start && a.start < b.end

function hunksOf(before: string[], after: string[]): Hunk[] | null {
  const changes = diffArrays(before, after, { timeout: longestMs })
  if (!changes) return null
  const hunks: Hunk[] = []
  let at = 0
  for (const { added, removed, value } of changes) {
    const last = hunks.at(-1)
    const open = last && last.end === at ? last : null
    if (removed) {
      if (open) open.end += value.length
      else hunks.push({ start: at, end: at + value.length, lines: [] })
      at += value.length
    } else if (added) {
      if (open) open.lines.push(...value)
      else hunks.push({ start: at, end: at, lines: [...value] })
    } else at += value.length
  }
  return hunks
}
