import { describe, expect, it } from 'vitest'
import type { Artifacts } from '../artifacts/artifacts.ts'
import { coreOf } from '../testing/core.ts'
import { openTestStore, temporaryFolder } from '../testing/engine.ts'
import { createFakeClock } from '../testing/fake-clock.ts'
import { maintenanceTasks } from './maintenance-tasks.ts'
import { dueAfter, readTimetable } from './timetable.ts'

const [hour, day] = [3_600_000, 24 * 3_600_000]
const at = (iso: string): number => Date.parse(iso)
const iso = (ms: number): string => new Date(ms).toISOString()

/** The next times after a given one. */
function times(expression: string, zone: string, from: string, count: number): string[] {
  const { next, close } = readTimetable(expression, zone)
  const found: string[] = []
  for (let after = at(from); found.length < count; found.push(iso(after))) after = next(after)
  close()
  return found
}

const coreWith = (store: Parameters<typeof coreOf>[0]) => {
  const core = coreOf(store)
  return { core, kinds: core.kinds }
}

describe('a timetable', () => {
  it('names the first time after a moment, and never the moment itself', () => {
    expect(times('30 4 * * *', 'UTC', '2026-01-05T04:30:00Z', 2)).toEqual([
      '2026-01-06T04:30:00.000Z',
      '2026-01-07T04:30:00.000Z',
    ])
    expect(times('30 4 * * 0', 'UTC', '2026-01-05T04:29:59Z', 1)).toEqual(['2026-01-11T04:30:00.000Z'])
  })

  it.each([
    ['America/New_York', '2026-03-07T12:00:00Z', ['2026-03-08T08:30:00.000Z', '2026-03-09T08:30:00.000Z']],
    ['America/New_York', '2026-10-31T12:00:00Z', ['2026-11-01T09:30:00.000Z', '2026-11-02T09:30:00.000Z']],
    ['Europe/Athens', '2026-03-28T12:00:00Z', ['2026-03-29T01:30:00.000Z', '2026-03-30T01:30:00.000Z']],
    ['Europe/Athens', '2026-10-24T12:00:00Z', ['2026-10-25T02:30:00.000Z', '2026-10-26T02:30:00.000Z']],
    ['Australia/Lord_Howe', '2026-04-04T00:00:00Z', ['2026-04-04T18:00:00.000Z', '2026-04-05T18:00:00.000Z']],
    ['Asia/Kathmandu', '2026-01-05T12:00:00Z', ['2026-01-05T22:45:00.000Z', '2026-01-06T22:45:00.000Z']],
  ])('names one time a day in %s, also where the clocks change after %s', (zone, from, expected) => {
    expect(times('30 4 * * *', zone, from, 2)).toEqual(expected)
  })

  it('refuses an expression without a time soon', () => {
    const { next, close } = readTimetable('30 4 1 6 *', 'UTC')
    expect(() => next(at('2026-01-05T00:00:00Z'))).toThrow('"30 4 1 6 *" names no time within 32 days')
    close()
  })
})

describe('the timetable of maintenance', () => {
  it.each([
    ['Europe/London', '2026-03-28', '2026-10-24'],
    ['Europe/Athens', '2026-03-28', '2026-10-24'],
    ['America/New_York', '2026-03-07', '2026-10-31'],
    ['America/Havana', '2026-03-07', '2026-10-31'],
    ['Australia/Lord_Howe', '2026-04-03', '2026-10-02'],
  ])('has each task once a day, or each hour, in %s, whatever the clocks do', (zone, ...changes) => {
    const parts = { store: openTestStore(), clock: createFakeClock(), dataFolder: temporaryFolder(), retentionDays: 30 }
    for (const { schedule } of maintenanceTasks({ ...parts, ...coreWith(parts.store), artifacts: {} as Artifacts }))
      for (const from of changes) {
        const [first = '', second = '', third = ''] = times(schedule, zone, `${from}T12:00:00Z`, 3)
        const isHourly = schedule.split(' ')[1] === '*'
        for (const gap of [at(second) - at(first), at(third) - at(second)])
          if (isHourly) expect(gap, `${schedule} in ${zone} after ${from}`).toBe(hour)
          else expect(Math.abs(gap - day), `${schedule} in ${zone} after ${from}`).toBeLessThanOrEqual(hour)
      }
  })
})

describe('a task is due', () => {
  const { next } = readTimetable('30 4 * * *', 'UTC')
  const run = { startedAt: at('2026-01-05T04:30:00Z'), endedAt: at('2026-01-05T04:31:00Z'), result: 'done', error: null }
  const due = (last: Parameters<typeof dueAfter>[1], now: string): string => iso(dueAfter({ next }, last, at(now)))

  it('at once when it never ran, and then at its next scheduled time', () => {
    expect(due(null, '2026-01-05T09:00:00Z')).toBe('2026-01-05T09:00:00.000Z')
    expect(due(run, '2026-01-05T09:00:00Z')).toBe('2026-01-06T04:30:00.000Z')
  })

  it('at the first scheduled time that passed since, however many did', () => {
    expect(due(run, '2026-02-05T09:00:00Z')).toBe('2026-01-06T04:30:00.000Z')
  })

  it('an hour after it failed, or after it started if it was interrupted', () => {
    expect(due({ ...run, result: null, error: 'no' }, '2026-01-05T04:31:00Z')).toBe('2026-01-05T05:31:00.000Z')
    expect(due({ ...run, endedAt: null, result: null }, '2026-01-05T09:00:00Z')).toBe('2026-01-05T05:30:00.000Z')
  })

  it('no later than its next scheduled time when its last run is in the future by a clock that was set back', () => {
    expect(due({ ...run, startedAt: run.startedAt + 365 * day }, '2026-01-05T09:00:00Z')).toBe('2026-01-06T04:30:00.000Z')
  })
})
