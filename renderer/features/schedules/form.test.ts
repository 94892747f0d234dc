import { expect, it } from 'vitest'
import { type Schedule, ScheduleDraft, type ScheduleInput } from '../../../shared/model/schedule.ts'
import { check, formOf, newForm } from './form.ts'

const now = Date.UTC(2026, 10, 27, 12)

const schedules: [what: string, input: ScheduleInput][] = [
  ['a cron expression', { timing: { kind: 'cron', expr: '30 2 * * 1-5' }, tz: 'Europe/London' }],
  ['an interval', { timing: { kind: 'every', ms: 900_000, anchor: now }, tz: 'UTC' }],
  ['a single time', { timing: { kind: 'once', at: now + 3_600_000 }, tz: 'America/New_York' }],
  [
    'all rules',
    {
      timing: { kind: 'cron', expr: '*/10 * * * *' },
      tz: 'Asia/Tokyo',
      jitterMs: 30_000,
      every: 3,
      window: { from: '2026-01-01', to: null, hours: { from: '22:00', to: '06:00' }, weekdays: [1, 2, 3] },
      daysOff: ['2026-12-24', '2026-12-25'],
      missed: { policy: 'all', cap: 7, maxLateMs: 3_600_000 },
    },
  ],
]

it.each(schedules)('the form of a schedule gives the schedule it was filled with: %s', (_, input) => {
  const draft = ScheduleDraft.parse({ ...input, name: 'nightly', enabled: false })
  expect(check(formOf(draft as Schedule, now))).toEqual({ draft, problems: null })
})

it('a mistake is named at its field', () => {
  const problemsOf = (change: object) => Object.keys(check({ ...newForm('UTC', now), ...change }).problems ?? {})
  expect(problemsOf({})).toEqual([])
  expect(problemsOf({ expr: '61 * * * *' })).toEqual(['expr'])
  expect(problemsOf({ kind: 'every', every: 'often' })).toEqual(['every'])
  expect(problemsOf({ kind: 'once', once: '' })).toEqual(['once'])
  expect(problemsOf({ tz: 'Mars/Olympus' })).toEqual(['tz'])
  expect(problemsOf({ jitter: 'some' })).toEqual(['jitter'])
})
