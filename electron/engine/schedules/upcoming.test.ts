import { describe, expect, it } from 'vitest'
import { JobDraft } from '../../../shared/model/job.ts'
import { ScheduleDraft, type ScheduleInput } from '../../../shared/model/schedule.ts'
import { momentsOf } from '../../../shared/schedule/moments.ts'
import { startTestEngine } from '../testing/engine.ts'
import { createFakeClock } from '../testing/fake-clock.ts'
import { daysBetween } from './upcoming.ts'

const hour = 3_600_000
const day = 24 * hour
const at = (text: string): number => Date.parse(text)
const cron = (expr: string, tz = 'UTC'): ScheduleInput => ({ timing: { kind: 'cron', expr }, tz })

async function withSchedules(now: number, ...inputs: ScheduleInput[]) {
  const engine = await startTestEngine({ clock: createFakeClock(now) })
  const job = await engine.jobs.create(JobDraft.parse({ name: 'job', body: { kind: 'builtin', name: 'noop' } }))
  const ids: string[] = []
  for (const input of inputs) ids.push((await engine.schedules.create(job.id, ScheduleDraft.parse(input))).id)
  return { engine, ids }
}

describe('upcoming occurrences', () => {
  it('say how often a frequent schedule is due, where it is due evenly', async () => {
    const now = at('2026-11-26T00:10:00Z')
    const { engine, ids } = await withSchedules(now, cron('*/15 * * * *'), cron('0,5 * * * *'), cron('0 3 * * *'))
    const { upcoming } = await engine.schedules.calendar(now, at('2026-11-26T23:59:59Z'), 'UTC')
    const intervals = ids.map((id) => upcoming.find(({ scheduleId }) => scheduleId === id)?.everyMs)
    expect(intervals).toEqual([hour / 4, null, null])
  })

  it('name the conditions that their runs will wait for', async () => {
    const now = at('2026-11-26T00:10:00Z')
    const { engine, ids } = await withSchedules(now, cron('0 3 * * *'))
    const job = await engine.jobs.create(
      JobDraft.parse({ name: 'backup', body: { kind: 'builtin', name: 'noop' }, conditions: { acPower: true } }),
    )
    await engine.schedules.create(job.id, ScheduleDraft.parse(cron('0 4 * * *')))
    const { upcoming } = await engine.schedules.calendar(now, at('2026-11-26T23:59:59Z'), 'UTC')
    expect(upcoming.map(({ scheduleId, conditions }) => [scheduleId === ids[0], conditions?.acPower ?? null])).toEqual([
      [true, null],
      [false, true],
    ])
  })

  it('names every schedule on every day in which it occurs, with the number of its occurrences', async () => {
    const now = at('2026-11-26T15:30:30Z')
    const frequent = Array.from({ length: 41 }, (_, n) => cron(n % 2 === 0 ? '* * * * *' : '*/15 * * * *'))
    const { engine, ids } = await withSchedules(now, ...frequent)
    const { upcoming, complete } = await engine.schedules.calendar(now, at('2026-11-30T00:00:00Z') - 1, 'UTC')
    expect(complete).toBe(true)
    const counts = (id: string | undefined) =>
      upcoming.filter(({ scheduleId }) => scheduleId === id).map(({ count, isCut }) => (isCut ? null : count))
    for (const [n, id] of ids.entries()) expect(counts(id)).toEqual(n % 2 === 0 ? [509, 1440, 1440, 1440] : [33, 96, 96, 96])
  })

  it('are counted correctly, also around clock changes', async () => {
    const now = at('2026-03-27T09:17:00Z')
    const inputs = [
      cron('*/7 * * * *', 'Europe/London'),
      cron('0,30 9-17 * * 1-5', 'America/New_York'),
      cron('* 1-2 * * *', 'Europe/London'),
      cron('*/5 * * * *', 'Asia/Kolkata'),
      { timing: { kind: 'every' as const, ms: 90_000, anchor: 0 }, tz: 'UTC' },
    ]
    const { engine, ids } = await withSchedules(now, ...inputs)
    const to = at('2026-03-30T23:00:00Z') - 1
    const { upcoming } = await engine.schedules.calendar(now, to, 'Europe/London')
    for (const [n, id] of ids.entries()) {
      const moments = momentsOf(ScheduleDraft.parse(inputs[n]))
      let all = 0
      for (let next = moments.next(now); next !== null && next <= to; next = moments.next(next)) all++
      const entries = upcoming.filter(({ scheduleId }) => scheduleId === id)
      expect(entries.reduce((sum, { count }) => sum + count, 0)).toBe(all)
      expect(entries.every(({ isCut }) => !isCut)).toBe(true)
    }
  })

  it('report that there are more if they are too many to count', async () => {
    const now = at('2026-11-26T00:00:00Z')
    const { engine } = await withSchedules(now, cron('* * * * * *'))
    const { upcoming } = await engine.schedules.calendar(now, now + 2 * day - 1, 'UTC')
    expect(upcoming).toMatchObject([
      { dueAt: now + 1_000, isCut: true },
      { dueAt: now + day, isCut: true },
    ])
    expect(upcoming[0]?.count).toBeGreaterThanOrEqual(200)
  })

  it('lists the few of a day one by one, without the one that is skipped', async () => {
    const now = at('2026-11-26T00:00:00Z')
    const { engine, ids } = await withSchedules(now, cron('0 3,9,15 * * *'), cron('0 * * * *'))
    for (const id of ids) await engine.schedules.skipNext(id, true)
    const { upcoming } = await engine.schedules.calendar(now, now + day - 1, 'UTC')
    const of = (id: string | undefined) =>
      upcoming.filter(({ scheduleId }) => scheduleId === id).map(({ dueAt, count }) => [(dueAt - now) / hour, count])
    expect(of(ids[0])).toEqual([
      [9, 1],
      [15, 1],
    ])
    expect(of(ids[1])).toEqual([[2, 22]])
  })
})

it('days of a zone are as long as its clocks make them', () => {
  const days = daysBetween(at('2026-03-28T12:00:00Z'), at('2026-03-30T10:00:00Z'), 'Europe/London')
  expect(days.map(([from, to]) => (to + 1 - from) / hour)).toEqual([12, 23, 11 + 1 / hour])
})
