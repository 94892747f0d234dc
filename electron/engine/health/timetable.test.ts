import { describe, expect, it } from 'vitest'
import type { Artifacts } from '../artifacts/artifacts.ts'
import { openTestStore, temporaryFolder } from '../testing/engine.ts'
import { createFakeClock } from '../testing/fake-clock.ts'
import { maintenanceTasks } from './maintenance-tasks.ts'
import { dueAfter, readTimetable } from './timetable.ts'

const [hour, day] = [3_600_000, 24 * 3_600_000]
const at = (iso: string): number => Date.parse(iso)
const iso = (ms: number): string => new Date(ms).toISOString()

/** The times after a moment, so many of them. */
function times(expression: string, zone: string, from: string, count: number): string[] {
  const { next, close } = readTimetable(expression, zone)
  const found: string[] = []
  for (let after = at(from); found.length < count; found.push(iso(after))) after = next(after)
  close()
  return found
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

  it('refuses an expression whose times are not whole multiples of five minutes', () => {
    const { next, close } = readTimetable('31 4 * * *', 'UTC')
    expect(() => next(0)).toThrow('"31 4 * * *" names no time')
    close()
  })
})

describe('the timetable of maintenance', () => {
  it('has each task once a day in every zone, whatever the clocks do', () => {
    const parts = { store: openTestStore(), clock: createFakeClock(), dataFolder: temporaryFolder(), retentionDays: 30 }
    const schedules = maintenanceTasks({ ...parts, artifacts: {} as Artifacts }).map(({ schedule }) => schedule)
    const zones = ['UTC', 'Europe/London', 'Europe/Athens', 'America/New_York', 'America/Havana', 'Australia/Lord_Howe']
    const changes = ['2026-03-06', '2026-03-28', '2026-04-03', '2026-10-02', '2026-10-24', '2026-10-31']
    for (const zone of zones)
      for (const from of changes)
        for (const schedule of schedules) {
          const [first = '', second = '', third = ''] = times(schedule, zone, `${from}T12:00:00Z`, 3)
          for (const gap of [at(second) - at(first), at(third) - at(second)]) {
            expect(gap, `${schedule} in ${zone} after ${from}`).toBeGreaterThanOrEqual(day - hour)
            expect(gap, `${schedule} in ${zone} after ${from}`).toBeLessThanOrEqual(day + hour)
          }
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

  it('an hour after it failed, or after it began where it was cut off', () => {
    expect(due({ ...run, result: null, error: 'no' }, '2026-01-05T04:31:00Z')).toBe('2026-01-05T05:31:00.000Z')
    expect(due({ ...run, endedAt: null, result: null }, '2026-01-05T09:00:00Z')).toBe('2026-01-05T05:30:00.000Z')
  })

  it('no later than its next scheduled time when its last run is in the future by a clock that was set back', () => {
    expect(due({ ...run, startedAt: run.startedAt + 365 * day }, '2026-01-05T09:00:00Z')).toBe('2026-01-06T04:30:00.000Z')
  })
})
