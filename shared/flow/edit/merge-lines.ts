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
  const all = [...ours, ...taken].sort((a, b) => a.start - b.start)
  let at = 0
  const lines: string[] = []
  for (const hunk of all) {
    lines.push(...was.slice(at, hunk.start), ...hunk.lines)
    at = hunk.end
  }
  return [...lines, ...was.slice(at)].join('')
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
