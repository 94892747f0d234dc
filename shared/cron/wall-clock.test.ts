import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Expression, type Matcher, referenceOccurrences, textOf, wallOf } from './cron-reference.ts'
import { compileCron } from './occurrences.ts'

const minute = 60_000
const hour = 60 * minute

/** The instants at which the clocks of a zone changed. */
const changes: [zone: string, at: string][] = [
  ['America/New_York', '2026-03-08T07:00:00Z'],
  ['America/New_York', '2026-11-01T06:00:00Z'],
  ['Europe/London', '2026-03-29T01:00:00Z'],
  ['Europe/London', '2026-10-25T01:00:00Z'],
  ['Australia/Lord_Howe', '2026-04-04T15:00:00Z'],
  ['Australia/Lord_Howe', '2026-10-03T15:30:00Z'],
  ['America/Sao_Paulo', '2018-02-18T02:00:00Z'],
  ['America/Sao_Paulo', '2018-11-04T03:00:00Z'],
  ['Asia/Tehran', '2021-03-21T20:30:00Z'],
  ['Asia/Tehran', '2021-09-21T19:30:00Z'],
  ['America/Havana', '2026-03-08T05:00:00Z'],
  ['America/Havana', '2026-11-01T05:00:00Z'],
  ['Antarctica/Troll', '2026-03-29T01:00:00Z'],
  ['Antarctica/Troll', '2026-10-25T01:00:00Z'],
  ['Pacific/Apia', '2011-12-30T10:00:00Z'],
  ['Asia/Kathmandu', '2026-06-15T00:00:00Z'],
]

const matcher = (least: number, most: number): fc.Arbitrary<Matcher> =>
  fc.oneof(
    { weight: 3, arbitrary: fc.constant({ text: '*', has: () => true }) },
    fc.integer({ min: least, max: most }).map((n) => ({ text: String(n), has: (value: number) => value === n })),
    fc
      .integer({ min: 2, max: Math.max(2, Math.floor((most - least) / 2)) })
      .map((step) => ({ text: `*/${step}`, has: (value: number) => (value - least) % step === 0 })),
    fc
      .uniqueArray(fc.integer({ min: least, max: most }), { minLength: 2, maxLength: 4 })
      .map((list) => ({ text: list.join(','), has: (value: number) => list.includes(value) })),
    fc.tuple(fc.integer({ min: least, max: most }), fc.integer({ min: least, max: most })).map(([a, b]) => {
      const [from, to] = [Math.min(a, b), Math.max(a, b)]
      return { text: `${from}-${to}`, has: (value: number) => value >= from && value <= to }
    }),
    fc
      .tuple(fc.integer({ min: least, max: most }), fc.integer({ min: least, max: most }), fc.integer({ min: 2, max: 5 }))
      .map(([a, b, step]) => {
        const [from, to] = [Math.min(a, b), Math.max(a, b)]
        return {
          text: `${from}-${to}/${step}`,
          has: (value: number) => value >= from && value <= to && (value - from) % step === 0,
        }
      }),
  )

const any: fc.Arbitrary<Matcher> = fc.constant({ text: '*', has: () => true })
const seldom = (least: number, most: number) => fc.oneof({ weight: 4, arbitrary: any }, matcher(least, most))
const expression: fc.Arbitrary<Expression> = fc.record({
  minute: matcher(0, 59),
  hour: fc.oneof(matcher(0, 23), matcher(0, 4)),
  day: seldom(1, 31),
  month: fc.oneof({ weight: 9, arbitrary: any }, matcher(1, 12)),
  weekday: seldom(0, 6),
})

describe.each(changes)('around the change in %s at %s', (zone, change) => {
  const from = Date.parse(change) - 30 * hour
  const wall = wallOf(zone)
  const walls = Array.from({ length: 60 * 60 }, (_, index) => wall(from + index * minute))
  const until = from + walls.length * minute

  it('every expression occurs exactly when the rule says', () => {
    fc.assert(
      fc.property(expression, (expression) => {
        const compiled = compileCron(textOf(expression), zone)
        const found: number[] = []
        for (let at = compiled.next(from - 1); at !== null && at < until; at = compiled.next(at)) found.push(at)
        expect(found.map((at) => new Date(at).toISOString())).toEqual(
          referenceOccurrences(expression, walls, from).map((at) => new Date(at).toISOString()),
        )
      }),
      { numRuns: Number(process.env['CRON_RUNS'] ?? 25) },
    )
  })
})
