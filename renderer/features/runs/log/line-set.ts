/** Numbers of lines, ascending and each once. It only grows: sets made from each other share their memory. */
export type LineSet = { numbers: Uint32Array; length: number }

export const noLines: LineSet = { numbers: new Uint32Array(0), length: 0 }

/** A set with more numbers. Those that are not above its last one are known already, as when lines are read again. */
export function withLines(set: LineSet, more: readonly number[]): LineSet {
  const last = lastOf(set) ?? 0
  const added = more[0] !== undefined && more[0] <= last ? more.filter((n) => n > last) : more
  if (added.length === 0) return set
  const length = set.length + added.length
  const numbers = length <= set.numbers.length ? set.numbers : grown(set, length)
  numbers.set(added, set.length)
  return { numbers, length }
}

function grown(set: LineSet, length: number): Uint32Array {
  const numbers = new Uint32Array(Math.max(256, length, set.length * 2))
  numbers.set(set.numbers.subarray(0, set.length))
  return numbers
}

export const lineSet = (numbers: readonly number[]): LineSet => withLines(noLines, numbers)

export const lastOf = ({ numbers, length }: LineSet): number | undefined => numbers[length - 1]

/** How many numbers are below a line: the place of the first that is not. */
export function placeOf({ numbers, length }: LineSet, line: number): number {
  let low = 0
  let high = length
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((numbers[middle] ?? 0) >= line) high = middle
    else low = middle + 1
  }
  return low
}

export const hasLine = (set: LineSet, line: number): boolean =>
  set.numbers[placeOf(set, line)] === line && placeOf(set, line) < set.length

export function hasBetween(set: LineSet, from: number, to: number): boolean {
  const place = placeOf(set, from)
  return place < set.length && (set.numbers[place] ?? 0) <= to
}

/** The nearest number below or above a line; at the end of the set, the search goes on at its other end. */
export function stepFrom(set: LineSet, line: number, by: 1 | -1): number | null {
  if (set.length === 0) return null
  const place = by === 1 ? placeOf(set, line + 1) : placeOf(set, line) - 1
  return set.numbers[(place + set.length) % set.length] ?? null
}

/** The numbers of both. */
export function bothOf(one: LineSet, other: LineSet): LineSet {
  if (one.length === 0 || other.length === 0) return one.length === 0 ? other : one
  const numbers = new Uint32Array(one.length + other.length)
  let length = 0
  for (let at = 0, from = 0; at < one.length || from < other.length; ) {
    const next = Math.min(
      at < one.length ? (one.numbers[at] ?? 0) : Infinity,
      from < other.length ? (other.numbers[from] ?? 0) : Infinity,
    )
    if (one.numbers[at] === next && at < one.length) at++
    if (other.numbers[from] === next && from < other.length) from++
    numbers[length++] = next
  }
  return { numbers, length }
}

/** The numbers of the first that are also in the second. */
export function commonOf(one: LineSet, other: LineSet): LineSet {
  const numbers = new Uint32Array(Math.min(one.length, other.length))
  let length = 0
  for (let at = 0, from = 0; at < one.length && from < other.length; ) {
    const [a = 0, b = 0] = [one.numbers[at], other.numbers[from]]
    if (a === b) numbers[length++] = a
    if (a <= b) at++
    if (b <= a) from++
  }
  return { numbers, length }
}
