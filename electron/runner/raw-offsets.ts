import type { Passed } from './mask.ts'

/** From which byte that a program wrote on a byte of its log comes, though secrets are replaced in between. */
export type RawOffsets = {
  passed: Passed
  /** The program's bytes up to a place in what was passed on, from the last one asked for on; null inside a replacement. */
  at(place: number): number | null
}

export function createRawOffsets(from: number): RawOffsets {
  /** Replacements, by where they start and end in what was passed on, and what the program had written by their end. */
  const replaced: { start: number; end: number; raw: number }[] = []
  let [place, raw] = [0, from]
  let known = { place: 0, raw: from }
  return {
    passed(same, size, by) {
      place += same
      raw += same
      if (size === 0) return
      replaced.push({ start: place, end: place + by, raw: raw + size })
      place += by
      raw += size
    },
    at(asked) {
      const count = replaced.findIndex(({ end }) => end > asked)
      const behind = replaced.splice(0, count === -1 ? replaced.length : count).at(-1)
      if (behind) known = { place: behind.end, raw: behind.raw }
      const [next] = replaced
      return next && next.start < asked ? null : known.raw + asked - known.place
    },
  }
}
