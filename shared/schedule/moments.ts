import { compileCron } from '../cron/occurrences.ts'
import type { ScheduleSpec } from '../model/schedule.ts'
import { dateOf, dayMs, instantOf, wallOf } from './local-time.ts'

/** When a schedule is due, read once. All instants are nominal: without jitter. */
export type Moments = {
  /** The first after an instant; null where there is none any more. */
  next(after: number): number | null
  /** The last up to an instant, and after another; null where there is none between them. */
  last(upTo: number, after: number): number | null
}

/** So many are looked at that a window or a day off rules out, before it counts as never due. */
const patience = 20_000

/** Reads a specification. Throws `invalid` for what cannot be read: an expression, a zone that is not known any more. */
export function momentsOf(spec: Pick<ScheduleSpec, 'timing' | 'tz' | 'window' | 'daysOff'>): Moments {
  const raw = rawNext(spec)
  const next = remembering(spec.window === null && spec.daysOff.length === 0 ? raw : within(raw, allowedOf(spec)))
  return { next, last: (upTo, after) => lastOf(next, upTo, after) }
}

type Next = (after: number) => number | null

/** The same few are asked for again and again while a schedule is settled. */
function remembering(next: Next): Next {
  let known: [after: number, found: number | null][] = []
  return (after) => {
    const hit = known.find(([asked]) => asked === after)
    if (hit) return hit[1]
    const found = next(after)
    known = [[after, found], ...known.slice(0, 2)]
    return found
  }
}

function rawNext({ timing, tz }: Pick<ScheduleSpec, 'timing' | 'tz'>): Next {
  switch (timing.kind) {
    case 'cron':
      return compileCron(timing.expr, tz).next
    case 'every':
      return (after) => timing.anchor + Math.floor((after - timing.anchor) / timing.ms + 1) * timing.ms
    case 'once':
      return (after) => (timing.at > after ? timing.at : null)
  }
}

/** Null: the instant is allowed. Else nothing is before the instant that is given, or never again: infinity. */
type Allowed = (at: number) => number | null

function within(raw: Next, allowed: Allowed): Next {
  return (after) => {
    let at = raw(after)
    for (let tries = 0; at !== null && tries < patience; tries++) {
      const until = allowed(at)
      if (until === null) return at
      if (until === Number.POSITIVE_INFINITY) return null
      at = raw(Math.max(at, until - 1))
    }
    return null
  }
}

function allowedOf({ window, daysOff, tz }: Pick<ScheduleSpec, 'window' | 'daysOff' | 'tz'>): Allowed {
  const off = new Set(daysOff)
  const { from = null, to = null, hours = null, weekdays = null } = window ?? {}
  const opens = hours === null ? 0 : minutesOf(hours.from) * 60_000
  const closes = hours === null ? dayMs : minutesOf(hours.to) * 60_000
  const isPastMidnight = closes < opens
  return (at) => {
    const wall = wallOf(at, tz)
    const midnight = wall - (((wall % dayMs) + dayMs) % dayMs)
    const time = wall - midnight
    const at24 = (days: number, ms = 0) => instantOf(midnight + days * dayMs + ms, tz)
    if (off.has(dateOf(wall))) return at24(1)
    if (from !== null && dateOf(wall) < from) return instantOf(Date.parse(from), tz)
    if (to !== null && dateOf(wall) > to) return Number.POSITIVE_INFINITY
    const isEarlyPart = isPastMidnight && time < closes
    if (hours !== null && !isEarlyPart && time < opens) return at24(0, opens)
    if (hours !== null && !isPastMidnight && time >= closes) return at24(1, opens)
    const weekday = new Date(midnight - (isEarlyPart ? dayMs : 0)).getUTCDay()
    if (weekdays !== null && !weekdays.includes(weekday)) return isEarlyPart ? at24(0, closes) : at24(1)
    return null
  }
}

function minutesOf(text: string): number {
  const [hours = 0, minutes = 0] = text.split(':').map(Number)
  return hours * 60 + minutes
}

/**
 * Found with `next` alone, so that both ways always agree: first a stretch that has one, doubling back from its end; then,
 * by halving, the last place in it from which one still comes.
 */
function lastOf(next: Next, upTo: number, after: number): number | null {
  const comesFrom = (instant: number): boolean => {
    const found = next(instant)
    return found !== null && found <= upTo
  }
  if (upTo <= after) return null
  // As a rule there is one, or none.
  const first = next(after)
  if (first === null || first > upTo) return null
  const second = next(first)
  if (second === null || second > upTo) return first
  let back = 1_000
  let none = upTo
  let some = upTo - back
  while (some > after && !comesFrom(some)) {
    none = some
    back *= 2
    some = upTo - back
  }
  some = Math.max(some, after)
  if (!comesFrom(some)) return null
  while (none - some > 1) {
    const middle = Math.floor((some + none) / 2)
    if (comesFrom(middle)) some = middle
    else none = middle
  }
  return next(some)
}

/** Moments that are walked through to count each so-manieth; after more the count begins anew. */
export const walkMost = 5_000

/** The moments that count: those after `settledTo`, of which the next that counts comes after so many that passed. */
export function thinned({
  every,
  moments,
  settledTo,
  passed,
}: {
  every: number
  moments: Moments
  settledTo: number
  passed: number
}): Moments {
  if (every === 1) return moments

  /** Calls for each that counts, until it says that it has enough. */
  function walk(enough: (at: number) => boolean): void {
    let skip = passed === 0 ? 0 : every - passed
    let at = moments.next(settledTo)
    for (let steps = 0; at !== null && steps < walkMost; steps++) {
      if (skip === 0) {
        if (enough(at)) return
        skip = every
      }
      skip--
      at = moments.next(at)
    }
  }

  return {
    next(after) {
      let found: number | null = null
      walk((at) => {
        if (at <= after) return false
        found = at
        return true
      })
      return found
    },
    last(upTo, after) {
      let found: number | null = null
      walk((at) => {
        if (at > upTo) return true
        if (at > after) found = at
        return false
      })
      return found
    },
  }
}
