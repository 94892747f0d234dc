/** Where each line of `b` is in `a`, or -1; and which of them are in another order there. */
export type Matches = { inA: Int32Array; moved: Uint8Array }

const none = -1
/** Comparing each line of a gap with each of the other costs their product. */
const mostCells = 1_000_000
const mostCellsInAll = 50_000_000

/**
 * Matches equal lines, given as numbers. Lines that are unique on both sides are the anchors (Heckel, 1978), from which
 * matches grow in both directions; what lies between is compared line by line.
 */
export function matchLines(a: Int32Array, b: Int32Array): Matches {
  const inA = new Int32Array(b.length).fill(none)
  const inB = new Int32Array(a.length).fill(none)
  const pair = (at: number, bt: number): void => {
    inA[bt] = at
    inB[at] = bt
  }
  const isFree = (at: number, bt: number): boolean =>
    at >= 0 && bt >= 0 && at < a.length && bt < b.length && inB[at] === none && inA[bt] === none && a[at] === b[bt]

  for (let at = 0; isFree(at, at); at++) pair(at, at)
  for (let back = 1; isFree(a.length - back, b.length - back); back++) pair(a.length - back, b.length - back)
  pairUnique(a, b, inB, inA, pair)
  for (let bt = 0; bt < b.length; bt++) {
    const at = inA[bt] ?? none
    if (at !== none && isFree(at + 1, bt + 1)) pair(at + 1, bt + 1)
  }
  for (let bt = b.length - 1; bt >= 0; bt--) {
    const at = inA[bt] ?? none
    if (at !== none && isFree(at - 1, bt - 1)) pair(at - 1, bt - 1)
  }
  const inOrder = longestAscending(inA)
  fillGaps(a, b, inA, inOrder, isFree, pair)
  const moved = new Uint8Array(b.length)
  for (let bt = 0; bt < b.length; bt++) if (inA[bt] !== none && !inOrder[bt]) moved[bt] = 1
  pairRest(a, b, inB, inA, (at, bt) => {
    pair(at, bt)
    moved[bt] = 1
  })
  return { inA, moved }
}

type Pair = (at: number, bt: number) => void

/** Pairs the lines that are there once on both sides, of those that have no pair yet. */
function pairUnique(a: Int32Array, b: Int32Array, inB: Int32Array, inA: Int32Array, pair: Pair): void {
  const [onceInA, onceInB] = [placesOf(a, inB), placesOf(b, inA)]
  for (const [line, at] of onceInA) {
    const bt = onceInB.get(line)
    if (at !== none && bt !== undefined && bt !== none) pair(at, bt)
  }
}

/** The place of each line without a pair; -1 if it has several. */
function placesOf(lines: Int32Array, paired: Int32Array): Map<number, number> {
  const places = new Map<number, number>()
  for (const [at, line] of lines.entries()) if (paired[at] === none) places.set(line, places.has(line) ? none : at)
  return places
}

/** Marks a longest ascending part of the numbers that are not -1. */
function longestAscending(numbers: Int32Array): Uint8Array {
  const ends: number[] = []
  const before = new Int32Array(numbers.length).fill(none)
  for (const [at, value] of numbers.entries()) {
    if (value === none) continue
    let [low, high] = [0, ends.length]
    while (low < high) {
      const middle = (low + high) >> 1
      if ((numbers[ends[middle] ?? 0] ?? 0) < value) low = middle + 1
      else high = middle
    }
    before[at] = low > 0 ? (ends[low - 1] ?? none) : none
    ends[low] = at
  }
  const marks = new Uint8Array(numbers.length)
  for (let at = ends.at(-1) ?? none; at !== none; at = before[at] ?? none) marks[at] = 1
  return marks
}

/** Between two matches in order, pairs equal lines that are there more than once. */
function fillGaps(
  a: Int32Array,
  b: Int32Array,
  inA: Int32Array,
  inOrder: Uint8Array,
  isFree: (at: number, bt: number) => boolean,
  pair: Pair,
): void {
  let cells = mostCellsInAll
  let [fromA, fromB] = [0, 0]
  for (let bt = 0; bt <= b.length; bt++) {
    if (bt < b.length && !inOrder[bt]) continue
    const toA = bt < b.length ? (inA[bt] ?? a.length) : a.length
    const size = (toA - fromA) * (bt - fromB)
    if (size > 0 && size <= mostCells && size <= cells) {
      cells -= size
      for (const [at, found] of commonLines(fromA, toA, fromB, bt, isFree)) {
        pair(at, found)
        inOrder[found] = 1
      }
    }
    fromA = toA + 1
    fromB = bt + 1
  }
}

/** The longest common part of two ranges. */
function commonLines(
  fromA: number,
  toA: number,
  fromB: number,
  toB: number,
  isFree: (at: number, bt: number) => boolean,
): [number, number][] {
  const width = toB - fromB + 1
  const lengths = new Uint32Array((toA - fromA + 1) * width)
  const of = (at: number, bt: number): number => lengths[(at - fromA) * width + (bt - fromB)] ?? 0
  for (let at = toA - 1; at >= fromA; at--)
    for (let bt = toB - 1; bt >= fromB; bt--)
      lengths[(at - fromA) * width + (bt - fromB)] = isFree(at, bt)
        ? of(at + 1, bt + 1) + 1
        : Math.max(of(at + 1, bt), of(at, bt + 1))
  const found: [number, number][] = []
  for (let [at, bt] = [fromA, fromB]; at < toA && bt < toB; ) {
    if (isFree(at, bt) && of(at, bt) === of(at + 1, bt + 1) + 1) found.push([at++, bt++])
    else if (of(at + 1, bt) >= of(at, bt + 1)) at++
    else bt++
  }
  return found
}

/** Equal lines that are left on both sides, in their order. */
function pairRest(a: Int32Array, b: Int32Array, inB: Int32Array, inA: Int32Array, pair: Pair): void {
  const left = new Map<number, number[]>()
  for (let at = a.length - 1; at >= 0; at--) {
    if (inB[at] !== none) continue
    const line = a[at] ?? none
    const places = left.get(line)
    if (places) places.push(at)
    else left.set(line, [at])
  }
  for (const [bt, line] of b.entries()) {
    const at = inA[bt] === none ? left.get(line)?.pop() : undefined
    if (at !== undefined) pair(at, bt)
  }
}
