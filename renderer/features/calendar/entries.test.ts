import { describe, expect, it } from 'vitest'
import type { Occurrence, Upcoming } from '../../../shared/model/schedule.ts'
import { dayOf, daysOf, worstOf } from './entries.ts'

const midnight = new Date(2026, 10, 26).getTime()
const hour = 3_600_000
const occurrence = (at: number, over: Partial<Occurrence> = {}): Occurrence => ({
  scheduleId: 's',
  jobId: 'j',
  job: 'Job',
  dueAt: at,
  lastAt: at,
  count: 1,
  outcome: 'ran',
  reason: null,
  recordedAt: at,
  run: null,
  madeUp: 0,
  ...over,
})
const due = (at: number, count = 1, isCut = false): Upcoming => ({
  scheduleId: 's',
  jobId: 'j',
  job: 'Job',
  name: '',
  dueAt: at,
  startsAt: at,
  count,
  isCut,
  everyMs: null,
  conditions: null,
})
const bandOf = (occurrences: Occurrence[], upcoming: Upcoming[]) => daysOf(occurrences, upcoming).get(dayOf(midnight))?.bands[0]

describe('a band of a day', () => {
  it('is due until all of its occurrences are over, and counts those that are', () => {
    const some = bandOf([occurrence(midnight), occurrence(midnight + hour)], [due(midnight + 2 * hour, 22)])
    expect(some).toMatchObject({ count: 24, outcomes: { ran: 2, due: 22 } })
    expect(some && worstOf(some)).toBe('due')
    const all = bandOf(
      Array.from({ length: 24 }, (_, at) => occurrence(midnight + at * hour)),
      [],
    )
    expect(all && worstOf(all)).toBe('ran')
  })

  it('shows a missed occurrence before those that ran or are due', () => {
    const band = bandOf([occurrence(midnight, { outcome: 'missed' })], [due(midnight + hour, 23, true)])
    expect(band).toMatchObject({ isCut: true })
    expect(band && worstOf(band)).toBe('missed')
  })

  it('shows a failed run before all else, also one that started on time', () => {
    const run = (status: 'failed' | 'succeeded' | 'running') => ({ id: status, number: 1, status })
    const band = bandOf(
      [
        ...Array.from({ length: 9 }, (_, at) => occurrence(midnight + at * hour, { run: run('succeeded') })),
        occurrence(midnight + 9 * hour, { run: run('failed') }),
        occurrence(midnight + 10 * hour, { run: run('failed'), outcome: 'late' }),
        occurrence(midnight + 11 * hour, { run: run('running') }),
        occurrence(midnight + 12 * hour, { outcome: 'missed' }),
      ],
      [],
    )
    expect(band?.outcomes).toEqual({ succeeded: 9, failed: 2, active: 1, missed: 1 })
    expect(band && worstOf(band)).toBe('failed')
  })

  it('stays one whatever the hour: the whole day is counted', () => {
    for (let over = 0; over <= 12; over++) {
      const occurrences = Array.from({ length: over }, (_, at) => occurrence(midnight + at * hour))
      expect(bandOf(occurrences, over === 12 ? [] : [due(midnight + over * hour, 12 - over)])).toMatchObject({ count: 12 })
    }
  })
})
