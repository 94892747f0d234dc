/** A pattern byte by byte: which bytes may follow, and whether one of them may come again. */
type Part = { set: Set<number>; again: boolean }
type Pattern = { atLineStart: boolean; parts: Part[] }

export type LineFinder = { next(bytes: Uint8Array, at: number): number; lineEnds(): number }

const lineEnd = 10

/**
 * Finds lines that have one of many short patterns, in one pass over their bytes, whatever the number of patterns. A pattern
 * is text in either case; `^` is the start of a line, `[…]` one of several bytes, `#` a digit, `~` one or more blanks.
 */
export const prepareLineFinder = (patterns: readonly string[]): Automaton => automatonOf(patterns.map(readPattern))

type Automaton = ReturnType<typeof automatonOf>

export function createLineFinder({ classOf, table, lineStart }: Automaton): LineFinder {
  let seen = 0
  return {
    /** The start of the first line with a pattern, at or after `at`, which starts a line; the length of `bytes` without one. */
    next(bytes, at) {
      let state = lineStart
      let start = at
      seen = 0
      for (let index = at; index < bytes.length; index++) {
        state = table[state + (classOf[bytes[index] as number] as number)] as number
        // Only the start of a line and the end of a pattern have numbers that high.
        if (state < lineStart) continue
        if (state !== lineStart) return start
        seen++
        start = index + 1
      }
      return bytes.length
    },
    /** How many lines the last call passed over. */
    lineEnds: () => seen,
  }
}

function readPattern(text: string): Pattern {
  const atLineStart = text.startsWith('^')
  const parts = [...(atLineStart ? text.slice(1) : text).matchAll(/\[([^\]]+)\]|([\s\S])/g)].map(([, set, one = '']) => {
    if (set !== undefined) return { set: bytesOf(set), again: false }
    if (one === '#') return { set: bytesOf('0123456789'), again: false }
    if (one === '~') return { set: bytesOf(' \t'), again: true }
    return { set: bytesOf(one.toLowerCase() + one.toUpperCase()), again: false }
  })
  return { atLineStart, parts }
}

const bytesOf = (text: string): Set<number> => new Set(Buffer.from(text, 'latin1'))

/** One place in one pattern: which classes of bytes move it on, and the place after that; null at the end of the pattern. */
type Place = { id: number; moves: boolean[]; again: boolean; next: Place | null }

/** States are numbers of the first cell of their row in the table; the last two are the start of a line and the end of a pattern. */
function automatonOf(patterns: Pattern[]) {
  const { classOf, samples } = byteClasses(patterns)
  const firsts = placesOf(patterns, samples)
  const starts = firsts.filter((_, index) => !patterns[index]?.atLineStart)
  const rows: number[][] = []
  const numbers = new Map<string, number>()
  const states: Place[][] = []
  function numberOf(places: Place[]): number {
    const key = places.map(({ id }) => id).join()
    const number = numbers.get(key) ?? numbers.size
    if (number === numbers.size) states.push(places)
    numbers.set(key, number)
    return number
  }
  numberOf(firsts)
  // Grows while it is read.
  for (const places of states) {
    rows.push(
      samples.map((byte, sample) => {
        if (byte === lineEnd) return 0
        const moved = movedBy(places, sample)
        return moved === null ? -1 : numberOf(moved.length === 0 ? starts : inOrder([...starts, ...moved]))
      }),
    )
  }
  // Row 0, the start of a line, goes behind all others, so that one comparison finds it and the end of a pattern.
  const width = samples.length
  const cellOf = (row: number): number => (row === -1 ? rows.length : row === 0 ? rows.length - 1 : row - 1) * width
  const table = new Uint32Array(rows.length * width)
  for (const [row, cells] of rows.entries()) table.set(cells.map(cellOf), cellOf(row))
  return { classOf, table, lineStart: cellOf(0) }
}

/** The first place of each pattern. */
function placesOf(patterns: Pattern[], samples: number[]): Place[] {
  let id = 0
  return patterns.flatMap(({ parts }) => {
    const place = parts.reduceRight<Place | null>(
      (next, { set, again }) => ({ id: id++, moves: samples.map((byte) => set.has(byte)), again, next }),
      null,
    )
    return place ?? []
  })
}

/** Where a byte leads; null at the end of a pattern. */
function movedBy(places: Place[], sample: number): Place[] | null {
  const moved: Place[] = []
  for (const place of places) {
    if (!place.moves[sample]) continue
    if (place.next === null) return null
    moved.push(place.next)
    if (place.again) moved.push(place)
  }
  return moved
}

const inOrder = (places: Place[]): Place[] => [...new Set(places)].sort((a, b) => a.id - b.id)

/** Bytes that all patterns treat alike share a column of the table. */
function byteClasses(patterns: Pattern[]): { classOf: Uint8Array; samples: number[] } {
  const sets = patterns.flatMap(({ parts }) => parts.map(({ set }) => set))
  const classes = new Map<string, number>()
  const samples: number[] = []
  const classOf = Uint8Array.from({ length: 256 }, (_, byte) => {
    const key = byte === lineEnd ? 'end' : sets.map((set) => (set.has(byte) ? 1 : 0)).join('')
    if (!classes.has(key)) samples.push(byte)
    return classes.get(key) ?? classes.set(key, classes.size).size - 1
  })
  return { classOf, samples }
}
