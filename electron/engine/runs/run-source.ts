import type { Run } from '../../../shared/model/run.ts'
import type { RunSort } from '../../../shared/model/run-sort.ts'
import type { RunLists, RunTests } from '../store/run-lists.ts'
import { isStream, type Lookup, type Stream } from '../store/run-lookups.ts'
import { lookupsOf } from './run-lookups-of.ts'
import { type Place, type RunOrder, runOrder } from './run-order.ts'

/** `to`: where the next portion continues; null: that was the last. */
type Portion<T> = { found: T; to: Place | null }

/** The runs of a list in their order, read in portions. `most`: so many runs are looked at, whether they match or not. */
export type RunSource = {
  rows(after: Place | null, most: number, limit: number): Portion<Run[]>
  count(after: Place | null, most: number, limit: number): Portion<number>
  placeOf(run: Run): Place
}

/** Runs that an index finds are few up to here: then they are read and sorted, whatever the order. */
export const fewRuns = 5_000
/** More values of a condition than that are not read side by side. */
const mostStreams = 64

export type SourceQuery = RunTests & {
  sort: RunSort
  isReversed: boolean
  /** Numbers outside cannot match. */
  range: { from: number; before: number }
}

/** Chooses the way that looks at the fewest runs: those of the rarest condition, else all of them in their order. */
export function runSource(lists: RunLists, query: SourceQuery): RunSource {
  const { sort, isReversed } = query
  const found = query.conditions.flatMap((condition) => {
    const lookups = lookupsOf(condition)
    return lookups ? [readFew(lists, lookups)] : []
  })
  const [rarest] = found.toSorted((a, b) => a.numbers.length - b.numbers.length)
  const few = rarest && rarest.numbers.length <= fewRuns ? rarest.numbers.filter((number) => isWithin(number, query)) : null
  if (sort.by !== 'started') {
    const order = runOrder(lists, sort, isReversed)
    return few ? fewSorted(lists, query, few, order) : staged(lists, query, order)
  }
  const isDescending = sort.isDescending !== isReversed
  if (few) return fewByNumber(lists, query, few, isDescending)
  const streams = found.map(({ lookups }) => lookups).filter((all) => all.length <= mostStreams && all.every(isStream))
  const [best] = streams.toSorted((a, b) => rank(a[0]) - rank(b[0]))
  return best ? merged(lists, query, best as Stream[], isDescending) : walked(lists, query, isDescending)
}

const isWithin = (number: number, { range }: SourceQuery): boolean => number >= range.from && number < range.before

/** Stops at the first that shows that they are not few. */
function readFew(lists: RunLists, lookups: Lookup[]): { lookups: Lookup[]; numbers: number[] } {
  const numbers = new Set<number>()
  for (const lookup of lookups) {
    for (const number of lists.some(lookup, fewRuns + 1)) numbers.add(number)
    if (numbers.size > fewRuns) break
  }
  return { lookups, numbers: [...numbers] }
}

/** Frequent values all; those that are usually rarer come first. */
const ranks: Stream['by'][] = ['job', 'parent', 'flow', 'pipeline', 'step', 'params', 'exit', 'reason', 'error', 'kind']
function rank(lookup: Lookup | undefined): number {
  const at = lookup ? ranks.indexOf(lookup.by as Stream['by']) : -1
  return at < 0 ? ranks.length : at
}

const byNumber = ({ number }: Pick<Run, 'number'>): Place => ({ stage: 0, value: 0, number })

/** The first `limit` of what was found; `end` is where the looked at end. */
function cut(found: Run[], limit: number, end: Place | null): Portion<Run[]> {
  const last = found[limit - 1]
  return found.length >= limit && last ? { found: found.slice(0, limit), to: byNumber(last) } : { found, to: end }
}

/** Numbers in order, some of which match. */
function byNumbers(lists: RunLists, query: SourceQuery, next: (after: Place | null, most: number) => number[]): RunSource {
  const read = (after: Place | null, most: number): Portion<number[]> => {
    const numbers = next(after, most)
    const last = numbers.at(-1)
    return { found: numbers, to: numbers.length < most || last === undefined ? null : byNumber({ number: last }) }
  }
  return {
    placeOf: byNumber,
    rows(after, most, limit) {
      const { found, to } = read(after, most)
      return cut(lists.matching(found, query, limit), limit, to)
    },
    count(after, most) {
      const { found, to } = read(after, most)
      return { found: lists.countMatching(found, query), to }
    },
  }
}

function fewByNumber(lists: RunLists, query: SourceQuery, few: number[], isDescending: boolean): RunSource {
  const sign = isDescending ? -1 : 1
  const numbers = few.toSorted((a, b) => sign * (a - b))
  return byNumbers(lists, query, (after, most) => {
    const from = after === null ? 0 : numbers.findIndex((number) => sign * (number - after.number) > 0)
    return from < 0 ? [] : numbers.slice(from, from + most)
  })
}

/** Where the numbers continue, never outside the range: a cursor may name any number. */
function pastOf(after: Place | null, { range }: SourceQuery, isDescending: boolean): number {
  if (isDescending) return Math.min(range.before, after?.number ?? range.before)
  return Math.max(range.from - 1, after?.number ?? range.from - 1)
}

/** Several streams side by side. */
function merged(lists: RunLists, query: SourceQuery, streams: Stream[], isDescending: boolean): RunSource {
  const sign = isDescending ? -1 : 1
  return byNumbers(lists, query, (after, most) => {
    const past = pastOf(after, query, isDescending)
    const all = streams.flatMap((stream) => lists.next(stream, past, isDescending, most))
    const ordered = streams.length === 1 ? all : [...new Set(all)].sort((a, b) => sign * (a - b)).slice(0, most)
    return ordered.filter((number) => isWithin(number, query))
  })
}

/** Every number, one after another. */
function walked(lists: RunLists, query: SourceQuery, isDescending: boolean): RunSource {
  const { from, before } = query.range
  const stretchAfter = (after: Place | null, most: number) => {
    const past = pastOf(after, query, isDescending)
    return isDescending
      ? { from: Math.max(from, past - most), before: past, isDescending }
      : { from: past + 1, before: Math.min(before, past + 1 + most), isDescending }
  }
  const endOf = (stretch: ReturnType<typeof stretchAfter>): Place | null => {
    if (isDescending) return stretch.from <= from ? null : byNumber({ number: stretch.from })
    return stretch.before >= before ? null : byNumber({ number: stretch.before - 1 })
  }
  return {
    placeOf: byNumber,
    rows(after, most, limit) {
      const stretch = stretchAfter(after, most)
      return cut(lists.inStretch(stretch, query, limit), limit, endOf(stretch))
    },
    count(after, most, limit) {
      const stretch = stretchAfter(after, most)
      return { found: lists.countStretch(stretch, query, limit), to: endOf(stretch) }
    },
  }
}

/** Other orders than that of the numbers. */
function ordered(
  lists: RunLists,
  query: SourceQuery,
  order: RunOrder,
  read: (after: Place | null, most: number) => Place[],
  isThere: (place: Place, at: Place) => boolean,
): RunSource {
  /** The places after one whose runs match. Two stages may have read the same run. */
  function next(after: Place | null, most: number): { kept: Place[]; to: Place | null } {
    const places = read(after, most)
    const numbers = [...new Set(places.map(({ number }) => number))]
    const facts = new Map(lists.factsOf(numbers, query).map((run) => [run.number, run]))
    const kept = places.filter((place) => {
      const run = facts.get(place.number)
      return run !== undefined && isThere(order.placeOf(run), place)
    })
    return { kept, to: places.length < most ? null : (places.at(-1) ?? null) }
  }
  return {
    placeOf: ({ number }) => {
      const [facts] = lists.factsOf([number], { conditions: [], now: query.now })
      return facts ? order.placeOf(facts) : byNumber({ number })
    },
    rows(after, most, limit) {
      const { kept, to } = next(after, most)
      const some = kept.slice(0, limit)
      const numbers = some.map(({ number }) => number)
      return { found: lists.matching(numbers, query, limit), to: kept.length >= limit ? (some.at(-1) ?? to) : to }
    },
    count(after, most) {
      const { kept, to } = next(after, most)
      return { found: kept.length, to }
    },
  }
}

/** A run that two stages read is in the one that it belongs to. */
const staged = (lists: RunLists, query: SourceQuery, order: RunOrder): RunSource =>
  ordered(lists, query, order, order.read, (place, at) => place.stage === at.stage)

function fewSorted(lists: RunLists, query: SourceQuery, few: number[], order: RunOrder): RunSource {
  const places = lists.factsOf(few, query).map(order.placeOf).sort(order.compare)
  const read = (after: Place | null, most: number): Place[] => {
    const from = after === null ? 0 : places.findIndex((place) => order.compare(place, after) > 0)
    return from < 0 ? [] : places.slice(from, from + most)
  }
  return ordered(lists, query, order, read, () => true)
}
