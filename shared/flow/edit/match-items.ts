import { isSame, originsOf, type Value } from './value.ts'

/**
 * For each item of a list, the index of the item that it was before; -1 for new ones. The order of both stays. An item is known by
 * what it was made of, or by being equal; as many between two known ones as before are taken to be the same.
 */
export function matched(was: readonly Value[], want: readonly Value[]): number[] {
  const indexes = new Map<unknown, number>(was.map((value, index) => [value, index]))
  const found = want.map((value) => {
    for (const origin of originsOf(value)) {
      const index = indexes.get(origin)
      if (index !== undefined) return index
    }
    return -1
  })
  inOrder(found)
  return filled(was, want, found)
}

/** Items that changed places with an earlier one are new ones. */
function inOrder(found: number[]): void {
  let last = -1
  for (const [index, old] of found.entries()) {
    if (old === -1) continue
    if (old <= last) found[index] = -1
    else last = old
  }
}

/** Between two known items: equal ones from both ends, and then one by one if there are as many. */
function filled(was: readonly Value[], want: readonly Value[], found: number[]): number[] {
  const result = [...found]
  let from = 0
  while (from < want.length) {
    let to = from
    while (to < want.length && found[to] === -1) to++
    const first = from === 0 ? 0 : (found[from - 1] ?? -1) + 1
    const end = to === want.length ? was.length : (found[to] ?? was.length)
    fill(was, want, result, [first, end], [from, to])
    from = to + 1
  }
  return result
}

type Span = [from: number, to: number]

function fill(was: readonly Value[], want: readonly Value[], result: number[], [first, end]: Span, [from, to]: Span): void {
  let [low, start] = [first, from]
  while (low < end && start < to && isSame(was[low], want[start])) result[start++] = low++
  let [high, stop] = [end, to]
  while (high > low && stop > start && isSame(was[high - 1], want[stop - 1])) result[--stop] = --high
  if (high - low !== stop - start) return
  for (let index = 0; index < stop - start; index++) result[start + index] = low + index
}
