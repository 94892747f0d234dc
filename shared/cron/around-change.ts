import { type Expression, longestChange, type Matcher, referenceOccurrences, textOf, wallOf } from './cron-reference.ts'
import { compileCron } from './occurrences.ts'

/** Compares expressions around a clock change with the rule. */

const minute = 60_000
const hour = 60 * minute

/** A clock change of a zone, with the offsets from UTC before and after. */
export type Change = { zone: string; at: number; before: number; after: number }

export function changeAt(zone: string, at: number, wall = wallOf(zone)): Change {
  return { zone, at, before: wall(at - minute) - (at - minute), after: wall(at) - at }
}

/** Some clocks were once changed by seconds as well, but the rule works minute by minute. */
export const isByMinutes = ({ at, before, after }: Change): boolean => [at, before, after].every((ms) => ms % minute === 0)

/** Whether midnight is within or at an end of the skipped stretch. */
export function touchesMidnight({ at, before, after }: Change): boolean {
  const dayOf = (wall: number): number => Math.floor(wall / (24 * hour))
  return after > before && dayOf(at + before - 1) !== dayOf(at + after)
}

const any: Matcher = { text: '*', has: () => true }
const just = (...list: number[]): Matcher => ({ text: list.join(','), has: (value) => list.includes(value) })
const each = (step: number): Matcher => ({ text: `*/${step}`, has: (value) => value % step === 0 })

type Time = Pick<Expression, 'minute' | 'hour'>
type Days = Partial<Pick<Expression, 'day' | 'month' | 'weekday'>>

const timeOf = (wall: number): Time => ({
  minute: just(new Date(wall).getUTCMinutes()),
  hour: just(new Date(wall).getUTCHours()),
})

/** Ways to name the day that a clock shows, and one that means either that day or another day of the week. */
function daysOf(wall: number): Days[] {
  const date = new Date(wall)
  const [day, month] = [just(date.getUTCDate()), just(date.getUTCMonth() + 1)]
  const weekday = just(date.getUTCDay())
  return [{}, { day, month }, { day }, { month }, { weekday }, { day, weekday: just((date.getUTCDay() + 3) % 7) }]
}

/** Fixed times at, before and after both ends of the skipped or repeated stretch, with every kind of day; and some with `*`. */
function expressionsAround({ at, before, after }: Change): Expression[] {
  const [first, last] = [at + Math.min(before, after), at + Math.max(before, after)]
  const middle = first + Math.floor((last - first) / 2 / minute) * minute
  const whole = (time: Time, days: Days = {}): Expression => ({ day: any, month: any, weekday: any, ...time, ...days })
  const ends = [first - minute, first, last - minute, last].flatMap((wall) =>
    daysOf(wall)
      .slice(0, 2)
      .map((days) => whole(timeOf(wall), days)),
  )
  const { minute: ofMiddle, hour: hourOfMiddle } = timeOf(middle)
  return [
    ...ends,
    ...daysOf(middle).map((days) => whole(timeOf(middle), days)),
    whole({ minute: just(0, 30), hour: just(...new Set([first, middle, last].map((wall) => new Date(wall).getUTCHours()))) }),
    whole({ minute: each(15), hour: any }),
    whole({ minute: each(20), hour: hourOfMiddle }),
    whole({ minute: ofMiddle, hour: any }),
  ]
}

/** Where LocalFlow and the rule differ, as sentences; `count` is how many expressions were compared. */
export function compareAround(change: Change): { count: number; faults: string[] } {
  const { zone, at, before, after } = change
  // A repeated time occurs twice within three hours; nothing further away affects a skipped time.
  const reach = after > before ? hour : longestChange + hour
  const [from, to] = [at - reach, at + Math.abs(after - before) + reach]
  const walls = Array.from({ length: (to - from) / minute }, (_, index) => {
    const instant = from + index * minute
    return instant + (instant < at ? before : after)
  })
  const expressions = expressionsAround(change)
  const faults = expressions.flatMap((expression) => {
    const text = textOf(expression)
    const { next } = compileCron(text, zone)
    const found: number[] = []
    for (let due = next(from - 1); due !== null && due < to; due = next(due)) found.push(due)
    const rule = referenceOccurrences(expression, walls, from)
    return found.join() === rule.join() ? [] : [`${text} in ${zone} at ${isoOf(at)}: ${found.map(isoOf)}, not ${rule.map(isoOf)}`]
  })
  return { count: expressions.length, faults }
}

const isoOf = (at: number): string => new Date(at).toISOString()
