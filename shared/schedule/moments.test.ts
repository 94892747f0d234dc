import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type ScheduleInput, ScheduleSpec } from '../model/schedule.ts'
import { describeSchedule, durationText } from './describe.ts'
import { instantOf, wallOf } from './local-time.ts'
import { momentsOf, thinned } from './moments.ts'
import { expressionOf, type Simple, simpleOf } from './simple.ts'

const at = (text: string): number => Date.parse(text)
const spec = (over: Partial<ScheduleInput> = {}): ScheduleSpec =>
  ScheduleSpec.parse({ timing: { kind: 'cron', expr: '0 * * * *' }, tz: 'UTC', ...over })

function list(input: Partial<ScheduleInput>, after: string, count: number): string[] {
  const moments = momentsOf(spec(input))
  const found: string[] = []
  for (let next = moments.next(at(after)); next !== null && found.length < count; next = moments.next(next))
    found.push(new Date(next).toISOString().slice(0, 16))
  return found
}

describe('the moments of a schedule', () => {
  it('of an interval lie before and after its anchor alike', () => {
    const timing = { kind: 'every', ms: 7 * 60_000, anchor: at('2026-01-05T09:00Z') } as const
    expect(list({ timing }, '2026-01-05T08:45:59Z', 3)).toEqual(['2026-01-05T08:46', '2026-01-05T08:53', '2026-01-05T09:00'])
    expect(list({ timing }, '2026-01-05T09:00:00Z', 1)).toEqual(['2026-01-05T09:07'])
  })

  it('within hours past midnight belong to the day on which these hours start', () => {
    const window = { hours: { from: '22:00', to: '02:00' }, weekdays: [5] }
    expect(list({ window }, '2026-01-05T00:00Z', 5)).toEqual([
      '2026-01-09T22:00',
      '2026-01-09T23:00',
      '2026-01-10T00:00',
      '2026-01-10T01:00',
      '2026-01-16T22:00',
    ])
  })

  it('stay within the first and the last day, in the zone', () => {
    const window = { from: '2026-03-29', to: '2026-03-29', hours: { from: '00:00', to: '04:00' } }
    // The hour from one to two is not there in London on that day.
    expect(list({ window, tz: 'Europe/London' }, '2026-01-01T00:00Z', 9)).toEqual([
      '2026-03-29T00:00',
      '2026-03-29T01:00',
      '2026-03-29T02:00',
    ])
  })

  it('skip days off at once, however many occurrences these would have had', () => {
    const daysOff = Array.from({ length: 300 }, (_, day) =>
      new Date(at('2026-01-01') + day * 86_400_000).toISOString().slice(0, 10),
    )
    expect(list({ timing: { kind: 'cron', expr: '* * * * * *' }, daysOff }, '2025-12-31T23:59:59Z', 1)).toEqual([
      '2026-10-28T00:00',
    ])
  })

  it.each([
    ['a window in the past', { window: { to: '2025-01-01' } }],
    ['hours in which it is never due', { window: { hours: { from: '09:10', to: '09:20' } } }],
    ['days on which it is never due', { timing: { kind: 'cron', expr: '0 9 * * 1' }, window: { weekdays: [2] } }],
    ['a date that does not exist', { timing: { kind: 'cron', expr: '0 0 30 2 *' } }],
  ] as [string, Partial<ScheduleInput>][])('are none with %s', (_, input) => {
    expect(list(input, '2026-01-01T00:00Z', 1)).toEqual([])
  })

  it('are found backwards as forwards', () => {
    const inputs: Partial<ScheduleInput>[] = [
      {},
      { timing: { kind: 'cron', expr: '*/7 * * * *' }, tz: 'America/New_York' },
      { timing: { kind: 'cron', expr: '30 1 * * *' }, tz: 'Europe/London' },
      { timing: { kind: 'every', ms: 1_234_567, anchor: 99 } },
      {
        timing: { kind: 'cron', expr: '0 9-17 * * 1-5' },
        window: { hours: { from: '10:00', to: '12:00' } },
        daysOff: ['2026-03-30'],
      },
    ]
    const begin = at('2026-03-26T00:00Z')
    fc.assert(
      fc.property(
        fc.constantFrom(...inputs),
        fc.integer({ min: 0, max: 6 * 86_400_000 }),
        fc.integer({ min: 0, max: 3 * 86_400_000 }),
        (input, start, length) => {
          const moments = momentsOf(spec(input))
          const [after, upTo] = [begin + start, begin + start + length]
          let newest: number | null = null
          for (let next = moments.next(after); next !== null && next <= upTo; next = moments.next(next)) newest = next
          expect(moments.last(upTo, after)).toBe(newest)
        },
      ),
      { numRuns: 60 },
    )
  })

  it('with every 3 are counted from the last one', () => {
    const moments = momentsOf(spec())
    const recordedTo = at('2026-01-05T09:00Z')
    const thin = thinned({ every: 3, moments, recordedTo, passed: 1 })
    expect(new Date(thin.next(recordedTo) ?? 0).toISOString()).toBe('2026-01-05T12:00:00.000Z')
    expect(new Date(thin.last(at('2026-01-05T20:00Z'), recordedTo) ?? 0).toISOString()).toBe('2026-01-05T18:00:00.000Z')
  })

  it('cannot be computed in a zone that is no longer known', () => {
    expect(() => momentsOf({ ...spec(), tz: 'Mars/Olympus' })).toThrow('There is no time zone "Mars/Olympus"')
  })
})

describe('the clocks on the wall', () => {
  it.each(['UTC', 'Europe/London', 'America/New_York', 'Australia/Lord_Howe', 'Asia/Kathmandu'])(
    'of %s tell the instant of any time they show',
    (zone) => {
      fc.assert(
        fc.property(fc.integer({ min: at('2025-01-01'), max: at('2027-01-01') }), (instant) => {
          const wall = wallOf(instant, zone)
          const found = instantOf(wall, zone)
          expect(wallOf(found, zone)).toBe(wall)
          // The first of two instants that show the same.
          expect(found).toBeLessThanOrEqual(instant)
          expect(instant - found).toBeLessThanOrEqual(3_600_000)
        }),
        { numRuns: 100 },
      )
    },
  )

  it('that skip an hour have it behind them at the first instant after it', () => {
    expect(new Date(instantOf(at('2026-03-29T01:30Z'), 'Europe/London')).toISOString()).toBe('2026-03-29T01:00:00.000Z')
  })
})

describe('a choice of the person', () => {
  const time = fc
    .tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }))
    .map((parts) => parts.map((part) => String(part).padStart(2, '0')).join(':'))
  const simple = fc.oneof(
    fc.record({ shape: fc.constant('minutes' as const), minutes: fc.integer({ min: 1, max: 59 }) }),
    fc.record({ shape: fc.constant('hourly' as const), minute: fc.integer({ min: 0, max: 59 }) }),
    fc.record({ shape: fc.constant('daily' as const), time }),
    fc.record({
      shape: fc.constant('weekly' as const),
      time,
      days: fc.subarray([0, 1, 2, 3, 4, 5, 6], { minLength: 1, maxLength: 6 }),
    }),
    fc.record({ shape: fc.constant('monthly' as const), time, day: fc.integer({ min: 1, max: 31 }) }),
  )

  it('becomes an expression with the same meaning', () => {
    fc.assert(
      fc.property(simple, (chosen: Simple) => {
        expect(simpleOf(expressionOf(chosen))).toEqual(chosen)
      }),
    )
  })

  it.each(['*/5 9 * * *', '0 9 * 1 *', '0 9 1 * 1', '0 9 * * 1#2', '0 0 9 * * *', '@daily', '0 9,10 * * *', ''])(
    'is not "%s": that stays an expression',
    (text) => expect(simpleOf(text)).toBeNull(),
  )
})

describe('descriptions', () => {
  it.each([
    [{ timing: { kind: 'cron', expr: '0 9 * * *' } }, 'At 09:00, every day'],
    [{ timing: { kind: 'every', ms: 5_400_000, anchor: 0 } }, 'Every 90 minutes'],
    [{ timing: { kind: 'once', at: at('2026-12-24T18:30Z') }, tz: 'Europe/Berlin' }, 'Once, on 2026-12-24 at 19:30'],
    [
      {
        window: { hours: { from: '09:00', to: '17:00' }, weekdays: [1, 5], from: '2026-01-01' },
        every: 2,
        daysOff: ['2026-05-01'],
      },
      'Every hour, every 2nd occurrence, between 09:00 and 17:00, only on Monday, Friday, from 2026-01-01 on, not on 2026-05-01',
    ],
  ] as [Partial<ScheduleInput>, string][])('explain %j', (input, words) => {
    expect(describeSchedule(spec(input))).toBe(words)
  })

  it.each([
    [1_000, 'second'],
    [90_000, '90 seconds'],
    [86_400_000, 'day'],
    [1_500, '1.5 seconds'],
  ])('of %i ms are %s', (ms, words) => expect(durationText(ms)).toBe(words))
})
