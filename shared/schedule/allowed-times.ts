import type { ScheduleSpec } from '../model/schedule.ts'
import { dateOf, dayMs, instantOf, wallOf } from './local-time.ts'

/** So many are looked at that a window or a day off rules out, before it counts as never due. */
const patience = 20_000

export type Next = (after: number) => number | null

/** Null: the instant is allowed. Else nothing is before the instant that is given, or never again: infinity. */
type Allowed = (at: number) => number | null

export function within(raw: Next, allowed: Allowed): Next {
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

export function allowedOf({ window, daysOff, tz }: Pick<ScheduleSpec, 'window' | 'daysOff' | 'tz'>): Allowed {
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
