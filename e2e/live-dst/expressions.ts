import type { Expression, Matcher } from '../../shared/cron/cron-reference.ts'

const any: Matcher = { text: '*', has: () => true }
const at = (...values: number[]): Matcher => ({ text: values.join(','), has: (value) => values.includes(value) })
const range = (from: number, to: number): Matcher => ({ text: `${from}-${to}`, has: (value) => value >= from && value <= to })
const step = (by: number): Matcher => ({ text: `*/${by}`, has: (value) => value % by === 0 })

const of = (minute: Matcher, hour: Matcher): Expression => ({ minute, hour, day: any, month: any, weekday: any })

/** Forty: fixed times around the hours at which clocks change, lists, ranges, wildcards and steps. */
export const expressions: Expression[] = [
  ...[0, 15, 30, 45].flatMap((minute) => [0, 1, 2, 3].map((hour) => of(at(minute), at(hour)))),
  of(at(0), at(23)),
  of(at(59), at(23)),
  of(at(0), at(12)),
  of(at(1, 31), at(1)),
  of(at(10, 50), at(2)),
  of(at(0, 30), at(0, 1, 2, 3)),
  of(at(20), at(1, 2)),
  of(range(0, 5), at(2)),
  of(range(55, 59), at(1)),
  of(at(0), range(0, 4)),
  of(at(30), range(1, 3)),
  of(range(28, 32), range(1, 2)),
  of(any, any),
  of(any, at(2)),
  of(any, range(1, 2)),
  of(at(0), any),
  of(at(30), any),
  of(at(15, 45), any),
  of(range(10, 12), any),
  of(step(15), any),
  of(step(20), at(1)),
  of(step(7), range(0, 3)),
  of(at(0), step(2)),
  of(at(30), step(3)),
]
