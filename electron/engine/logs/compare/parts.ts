import type { Matches } from './match-lines.ts'

export const partKinds = ['same', 'new', 'moved', 'gone'] as const
export type PartKind = (typeof partKinds)[number]

/** Consecutive lines of one kind. The first of them in either log, from 0; -1 where they are not there. */
export type Part = { kind: PartKind; mine: number; theirs: number; count: number }

/** Longer parts are split, so that a page never starts far within one. */
const longest = 500

/** The lines of the log `b`, with the lines of `a` that are missing where they would be. */
export function partsOf({ inA, moved }: Matches, linesOfA: number): Part[] {
  const parts: Part[] = []
  const found = new Uint8Array(linesOfA)
  for (const at of inA) if (at >= 0) found[at] = 1
  let next = 0
  const goneUntil = (end: number): void => {
    for (; next < end; next++) if (!found[next]) add(parts, { kind: 'gone', mine: -1, theirs: next, count: 1 })
  }
  const nextSame = nextSameOf(inA, moved, linesOfA)
  for (const [mine, theirs] of inA.entries()) {
    const kind = theirs < 0 ? 'new' : moved[mine] ? 'moved' : 'same'
    goneUntil(nextSame[mine] ?? linesOfA)
    if (kind === 'same') next = theirs + 1
    add(parts, { kind, mine, theirs, count: 1 })
  }
  goneUntil(linesOfA)
  return parts
}

/** Where the next line in order is in `a`, for each line of `b`. */
function nextSameOf(inA: Int32Array, moved: Uint8Array, linesOfA: number): Int32Array {
  const places = new Int32Array(inA.length)
  let next = linesOfA
  for (let mine = inA.length - 1; mine >= 0; mine--) {
    const theirs = inA[mine] ?? -1
    if (theirs >= 0 && !moved[mine]) next = theirs
    places[mine] = next
  }
  return places
}

function add(parts: Part[], part: Part): void {
  const last = parts.at(-1)
  if (last && last.count < longest && continues(last, part)) last.count++
  else parts.push(part)
}

const continues = ({ kind, mine, theirs, count }: Part, part: Part): boolean =>
  kind === part.kind && follows(mine, part.mine, count) && follows(theirs, part.theirs, count)

const follows = (first: number, next: number, count: number): boolean => (first < 0 ? next < 0 : next === first + count)

/** Consecutive rows of a page of the comparison. `skipped`: equal lines that are left out. */
export type Rows = { kind: PartKind | 'skipped'; mine: number; theirs: number; count: number }

/** The parts as rows: of equal lines, only `context` before and after a difference are shown. */
export function rowsOf(parts: readonly Part[], context: number): Rows[] {
  const rows: Rows[] = []
  for (let at = 0; at < parts.length; ) {
    const part = parts[at]
    if (part?.kind !== 'same') {
      if (part) rows.push(part)
      at++
      continue
    }
    let end = at
    while (parts[end]?.kind === 'same') end++
    rows.push(...folded(parts.slice(at, end), at === 0 ? 0 : context, end === parts.length ? 0 : context))
    at = end
  }
  return rows
}

/** Equal lines between two differences: the first and the last ones, and between them the number of the others. */
function folded(same: readonly Part[], head: number, tail: number): Rows[] {
  const count = same.reduce((sum, part) => sum + part.count, 0)
  if (count <= head + tail + 1) return [...same]
  const skipped = slice(same, head, count - tail)[0]
  return [
    ...slice(same, 0, head),
    ...(skipped ? [{ kind: 'skipped' as const, mine: skipped.mine, theirs: skipped.theirs, count: count - head - tail }] : []),
    ...slice(same, count - tail, count),
  ]
}

function slice(parts: readonly Part[], from: number, to: number): Part[] {
  const found: Part[] = []
  let start = 0
  for (const { kind, mine, theirs, count } of parts) {
    const [first, end] = [Math.max(from, start), Math.min(to, start + count)]
    if (first < end) found.push({ kind, mine: mine + first - start, theirs: theirs + first - start, count: end - first })
    start += count
  }
  return found
}
