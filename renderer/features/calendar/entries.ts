import type { Occurrence, Upcoming } from '../../../shared/model/schedule.ts'
import { naturalOrder } from '../../../shared/natural-order.ts'

/** `ran` and `late` say nothing about the run: it is no longer kept, or it is late and succeeded. */
export type Outcome = Occurrence['outcome'] | 'due' | 'active' | 'succeeded' | 'failed' | 'cancelled'

/** Occurrences of one schedule that the calendar shows as one mark. */
export type Entry = {
  key: string
  scheduleId: string
  job: string
  /** The first of them. */
  at: number
  count: number
  /** There are more than were counted. */
  isCut: boolean
  /** How many ended how; `due` are still to come. */
  outcomes: Partial<Record<Outcome, number>>
  reason: Occurrence['reason']
  run: Occurrence['run']
}

/** A day's frequent schedules, one band each, and the others by hour. */
export type Day = { bands: Entry[]; hours: Map<number, Entry[]> }

/** A schedule that occurs more often than this in a day becomes a band: a mark in every hour would bury the others. */
const frequent = 8
/** The engine does not count past occurrences beyond a thousand; `count` is null then. */
const uncounted = 1_000

/** The worst first. */
const outcomes: readonly Outcome[] = [
  'failed',
  'missed',
  'late',
  'cancelled',
  'skipped',
  'coalesced',
  'active',
  'due',
  'ran',
  'succeeded',
]

export const worstOf = (...entries: Entry[]): Outcome =>
  outcomes.find((outcome) => entries.some((entry) => entry.outcomes[outcome] !== undefined)) ?? 'due'

/** The outcome of the run where there is one: an occurrence that started on time may still have failed. */
function outcomeOf({ outcome, run }: Occurrence): Outcome {
  if (run === null || (outcome !== 'ran' && outcome !== 'late')) return outcome
  switch (run.status) {
    case 'succeeded':
      return outcome === 'late' ? 'late' : 'succeeded'
    case 'queued':
    case 'running':
      return 'active'
    default:
      return run.status
  }
}

/** A name for the day that holds `at`, by the clocks of this computer. */
export const dayOf = (at: number): string => new Date(at).toDateString()

/** Groups occurrences by day; within a day, frequent schedules are folded. */
export function daysOf(occurrences: Occurrence[], upcoming: Upcoming[]): Map<string, Day> {
  const single = (one: Upcoming | Occurrence): Entry => {
    const past = 'outcome' in one
    const count = past ? (one.count ?? uncounted) : one.count
    return {
      key: '',
      scheduleId: one.scheduleId,
      job: one.job,
      at: one.dueAt,
      count,
      isCut: past ? one.count === null : one.isCut,
      outcomes: { [past ? outcomeOf(one) : 'due']: count },
      reason: past ? one.reason : null,
      run: past ? one.run : null,
    }
  }
  const days = new Map<string, Map<string, Entry[]>>()
  for (const entry of [...occurrences.map(single), ...upcoming.map(single)]) {
    const schedules = getOr(days, dayOf(entry.at), () => new Map<string, Entry[]>())
    getOr(schedules, entry.scheduleId, () => []).push(entry)
  }
  return new Map([...days].map(([day, schedules]) => [day, foldedDay(schedules)]))
}

function foldedDay(schedules: Map<string, Entry[]>): Day {
  const bands: Entry[] = []
  const hours = new Map<number, Entry[]>()
  for (const [id, entries] of schedules) {
    if (entries.reduce((sum, { count }) => sum + count, 0) > frequent) {
      bands.push({ ...joined(entries), key: id })
      continue
    }
    // Past and coming occurrences of an hour stay apart: one has a run to open, the other has not.
    const marks = Map.groupBy(entries, (entry) => `${new Date(entry.at).getHours()} ${'due' in entry.outcomes}`)
    for (const [mark, together] of marks)
      getOr(hours, Number.parseInt(mark, 10), () => []).push({ ...joined(together), key: `${id} ${mark}` })
  }
  bands.sort((a, b) => naturalOrder(a.job, b.job))
  for (const marks of hours.values()) marks.sort((a, b) => a.at - b.at || naturalOrder(a.job, b.job))
  return { bands, hours }
}

/** One entry for several; it leads to a run only if it stands for a single one. */
function joined(entries: Entry[]): Entry {
  const [first, ...others] = entries.toSorted((a, b) => a.at - b.at) as [Entry, ...Entry[]]
  const entry = { ...first, outcomes: { ...first.outcomes } }
  for (const { count, isCut, outcomes, reason } of others) {
    const worst = worstOf(entry)
    entry.count += count
    entry.isCut ||= isCut
    entry.run = null
    for (const [outcome, times] of Object.entries(outcomes) as [Outcome, number][])
      entry.outcomes[outcome] = (entry.outcomes[outcome] ?? 0) + times
    if (worstOf(entry) !== worst) entry.reason = reason
  }
  return entry
}

/** Marks of the same minute, in order: three or more are a collision. */
export const byMinute = (entries: Entry[]): Entry[][] => [...Map.groupBy(entries, ({ at }) => Math.floor(at / 60_000)).values()]

function getOr<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  const known = map.get(key)
  if (known !== undefined) return known
  const made = make()
  map.set(key, made)
  return made
}

/** Midnight of the day, by the clocks of this computer. */
export const midnightOf = (at: number): number => new Date(at).setHours(0, 0, 0, 0)

export const addDays = (midnight: number, days: number): number => {
  const date = new Date(midnight)
  return date.setDate(date.getDate() + days)
}

/** The Monday of its week. */
export const mondayOf = (at: number): number => addDays(midnightOf(at), -((new Date(at).getDay() + 6) % 7))

const two = (value: number): string => String(value).padStart(2, '0')
/** `2026-11-26`. */
export const dateText = (at: number): string => {
  const date = new Date(at)
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`
}
