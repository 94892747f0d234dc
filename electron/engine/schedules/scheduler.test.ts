import { describe, expect, it } from 'vitest'
import { JobDraft } from '../../../shared/model/job.ts'
import { type Schedule, type ScheduleDraft, ScheduleDraft as schema } from '../../../shared/model/schedule.ts'
import type { Engine } from '../engine.ts'
import { startTestEngine, until } from '../testing/engine.ts'
import { createFakeClock } from '../testing/fake-clock.ts'

const minute = 60_000
const hour = 60 * minute
const day = 24 * hour
/** A Monday. */
const nine = Date.UTC(2026, 0, 5, 9)

const draft = (over: object = {}) => schema.parse({ timing: { kind: 'cron', expr: '* * * * *' }, tz: 'UTC', ...over })
const daily = (time: string, over: object = {}) => {
  const [hours, minutes] = time.split(':')
  return draft({ timing: { kind: 'cron', expr: `${Number(minutes)} ${Number(hours)} * * *` }, ...over })
}

async function openHouse(over: object = {}) {
  const clock = createFakeClock(nine)
  // The clock only seems to have reached that year, so nothing may be deleted for it.
  const engine = await startTestEngine({ clock, parallel: 50, retentionDays: 10_000 })
  const job = await engine.jobs.create(
    JobDraft.parse({ name: 'tick', body: { kind: 'builtin', name: 'noop' }, overlap: 'allow', ...over }),
  )
  /** Moves the clock, and checks the time after each step. */
  async function live(ms: number, step = minute): Promise<void> {
    for (let left = ms; left > 0; left -= step) {
      clock.advance(Math.min(step, left))
      await engine.lookAtClock()
    }
  }
  /** Adds a schedule to the job; the clock stands still until it was first checked. */
  async function add(draft: ScheduleDraft): Promise<Schedule> {
    const made = await engine.schedules.create(job.id, draft)
    await engine.lookAtClock()
    return made
  }
  await engine.lookAtClock()
  return { clock, engine, job, add, live }
}

/** The outcomes of all occurrences, oldest first: "HH:MM outcome reason", with the day if it is another. */
function told(engine: Engine, id: string): string[] {
  const stamp = (at: number) =>
    new Date(at)
      .toISOString()
      .slice(at - nine < 15 * hour && at >= nine - 9 * hour ? 11 : 5, 16)
      .replace('T', ' ')
  return engine.schedules
    .occurrencesOf(id, null, 500)
    .toReversed()
    .map(({ dueAt, lastAt, count, outcome, reason }) =>
      [
        stamp(dueAt),
        ...(lastAt > dueAt ? [`-${stamp(lastAt)}`, `x${count}`] : []),
        outcome,
        ...(reason === null ? [] : [reason]),
      ].join(' '),
    )
}

const runs = async (engine: Engine) =>
  (await engine.runs.list({ status: null, job: null, q: null, cursor: null, limit: 500 })).items

describe('a schedule', () => {
  it('starts its job at each of its moments, once, and each run knows its moment', async () => {
    const { engine, add, live } = await openHouse()
    const { id, nextAt, text } = await add(draft())
    expect([nextAt, text]).toEqual([nine + minute, 'Every minute'])
    await live(3 * minute)
    expect(told(engine, id)).toEqual(['09:01 ran', '09:02 ran', '09:03 ran'])
    expect((await runs(engine)).map(({ trigger, dueAt }) => [trigger, dueAt])).toEqual(
      [3, 2, 1].map((count) => ['schedule', nine + count * minute]),
    )
  })

  it('follows an interval from its anchor, or occurs once at a set time', async () => {
    const { engine, add, live } = await openHouse()
    const every = await add(draft({ timing: { kind: 'every', ms: 90_000, anchor: nine - hour } }))
    const once = await add(draft({ timing: { kind: 'once', at: nine + 100_000 } }))
    await live(4 * minute, 10_000)
    expect(told(engine, every.id)).toEqual(['09:01 ran', '09:03 ran'])
    expect(told(engine, once.id)).toEqual(['09:01 ran'])
    expect(engine.schedules.get(once.id)).toMatchObject({ nextAt: null, problem: null })
  })

  it('refuses a time in the past, and loses nothing by it', async () => {
    const { engine, job, add } = await openHouse()
    await expect(add(draft({ timing: { kind: 'once', at: nine } }))).rejects.toMatchObject({
      code: 'invalid',
      issues: [{ path: 'timing.at' }],
    })
    expect(engine.schedules.ofJob(job.id)).toEqual([])
  })

  it('of which each third moment counts starts with the first', async () => {
    const { engine, add, live } = await openHouse()
    const { id } = await add(draft({ every: 3 }))
    await live(8 * minute)
    expect(told(engine, id)).toEqual(['09:01 ran', '09:04 ran', '09:07 ran'])
    expect(engine.schedules.get(id).nextAt).toBe(nine + 10 * minute)
  })

  it('is delayed by its jitter at most, and a restart changes nothing', async () => {
    const { engine, add } = await openHouse()
    const { id, nextAt, startsAt } = await add(daily('10:00', { jitterMs: 30 * minute }))
    expect(nextAt).toBe(nine + hour)
    expect(Number(startsAt) - Number(nextAt)).toBeGreaterThan(0)
    expect(Number(startsAt) - Number(nextAt)).toBeLessThanOrEqual(30 * minute)
    expect(engine.schedules.get(id).startsAt).toBe(startsAt)
  })

  it('is not due outside its window or on a day off', async () => {
    const { engine, add, live } = await openHouse()
    const window = { hours: { from: '08:00', to: '10:00' }, weekdays: [1, 2, 3] }
    const hourly = { timing: { kind: 'cron', expr: '30 * * * *' }, window, daysOff: ['2026-01-06'] }
    const { id } = await add(draft(hourly))
    await live(3 * day, 30 * minute)
    expect(told(engine, id)).toEqual(['09:30 ran', '01-07 08:30 ran', '01-07 09:30 ran'])
    expect(engine.schedules.get(id).nextAt).toBe(Date.UTC(2026, 0, 12, 8, 30))
  })

  it('whose window never opens again has no next occurrence', async () => {
    const { add } = await openHouse()
    const { nextAt } = await add(draft({ window: { to: '2025-12-31' } }))
    expect(nextAt).toBeNull()
  })

  it('skips the one occurrence that is to be skipped', async () => {
    const { engine, add, live } = await openHouse()
    const { id } = await add(draft())
    expect(await engine.schedules.skipNext(id, true)).toMatchObject({ skips: nine + minute })
    await live(2 * minute)
    expect(told(engine, id)).toEqual(['09:01 skipped asked', '09:02 ran'])
    expect(engine.schedules.get(id).skips).toBeNull()
  })

  it('that is paused, disabled, or of a disabled job, records that for each occurrence', async () => {
    const { engine, job, add, live } = await openHouse()
    const { id } = await add(draft())
    await engine.schedules.pause(id, 'audit', nine + 3 * minute)
    expect(engine.schedules.get(id)).toMatchObject({ paused: { reason: 'audit', until: nine + 3 * minute } })
    await live(4 * minute)
    await engine.schedules.setEnabled(id, false)
    await live(2 * minute)
    await engine.schedules.setEnabled(id, true)
    await live(minute)
    await engine.jobs.setEnabled(job.id, false)
    await live(2 * minute)
    await engine.jobs.setEnabled(job.id, true)
    await live(minute)
    expect(told(engine, id)).toEqual([
      '09:01 -09:03 x3 skipped paused',
      '09:04 ran',
      '09:05 -09:06 x2 skipped turned-off',
      '09:07 ran',
      '09:08 -09:09 x2 skipped job-off',
      '09:10 ran',
    ])
  })

  it('of which each second moment counts has a next one, however long it is paused', async () => {
    const { clock, engine, add } = await openHouse()
    const { id } = await add(draft({ every: 2 }))
    await engine.schedules.pause(id, '', null)
    clock.advance(10 * day)
    expect(engine.schedules.get(id).nextAt).toBe(nine + 10 * day + minute)
    expect(told(engine, id)).toMatchObject([expect.stringMatching(/ x\w+ skipped paused$/)])
  })

  it('starts nothing while everything is paused, and resumes by itself', async () => {
    const { engine, add, live } = await openHouse()
    const { id } = await add(draft())
    await expect(engine.settings.update({ paused: { until: nine - 1, reason: 'talk' } })).rejects.toThrow('is in the past')
    await engine.settings.update({ paused: { until: nine + 150_000, reason: 'talk' } })
    await live(4 * minute)
    expect(told(engine, id)).toEqual(['09:01 -09:02 x2 skipped all-paused', '09:03 ran', '09:04 ran'])
  })

  it('rests with its deleted job, and restarts when the job is restored', async () => {
    const { engine, job, add, live } = await openHouse()
    const { id } = await add(draft())
    await live(minute)
    await engine.jobs.remove(job.id)
    await live(10 * minute)
    await engine.jobs.restore(job.id)
    await live(minute)
    expect(told(engine, id)).toEqual(['09:01 ran', '09:12 ran'])
  })

  it('can be deleted and brought back', async () => {
    const { engine, add, live } = await openHouse()
    const { id } = await add(draft())
    await engine.schedules.remove(id)
    expect(() => engine.schedules.get(id)).toThrow('There is no schedule')
    await live(3 * minute)
    await engine.schedules.restore(id)
    await live(minute)
    expect(told(engine, id)).toEqual(['09:04 ran'])
  })

  it('refuses a change that is based on an older state', async () => {
    const { engine, add } = await openHouse()
    const first = await add(draft())
    await engine.schedules.update(first.id, daily('10:00'), first.updatedAt)
    await expect(engine.schedules.update(first.id, daily('11:00'), first.updatedAt)).rejects.toMatchObject({ code: 'stale' })
  })
})

describe('moments that were missed', () => {
  it('run once for all that was slept through, by themselves', async () => {
    const { clock, engine, add, live } = await openHouse()
    const { id } = await add(draft())
    await live(minute)
    clock.sleep(8 * hour)
    await live(90_000, 30_000)
    expect(told(engine, id)).toEqual(['09:01 ran', '09:02 -17:00 x479 coalesced newer-ran', '17:01 late asleep', '17:02 ran'])
    expect(engine.schedules.away(nine, 10).absences).toMatchObject([{ kind: 'asleep' }])
  })

  it('are noticed at once when the computer reports that it woke', async () => {
    const { clock, engine, add, live } = await openHouse()
    const { id } = await add(daily('10:00'))
    await live(minute)
    clock.sleep(2 * hour)
    engine.woke()
    await engine.lookAtClock()
    expect(told(engine, id)).toEqual(['10:00 late asleep'])
  })

  it('do not run with the policy none; later ones do', async () => {
    const { clock, engine, add, live } = await openHouse()
    const { id } = await add(draft({ missed: { policy: 'none' } }))
    await live(minute)
    clock.sleep(hour)
    await live(90_000, 30_000)
    expect(told(engine, id)).toEqual(['09:01 ran', '09:02 -10:01 x60 missed asleep', '10:02 ran'])
  })

  it('run all, oldest first, up to a number; the oldest beyond it stay missed', async () => {
    const { clock, engine, add, live } = await openHouse({ overlap: 'skip' })
    const started: string[] = []
    engine.committed.listen((events) => started.push(...events.filter(({ type }) => type === 'started').map(({ id }) => id)))
    const { id } = await add(draft({ missed: { policy: 'all', cap: 3 } }))
    await live(minute)
    clock.sleep(hour)
    await live(30_000, 30_000)
    expect(told(engine, id)).toEqual([
      '09:01 ran',
      '09:02 -09:58 x57 missed over-cap',
      '09:59 late asleep',
      '10:00 late asleep',
      '10:01 late asleep',
    ])
    await live(10_000, 1_000)
    await until(async () => (await runs(engine)).every(({ status }) => status === 'succeeded'))
    const dueOf = new Map((await runs(engine)).map(({ id, dueAt }) => [id, dueAt]))
    expect(started.map((id) => dueOf.get(id))).toEqual([1, 59, 60, 61].map((count) => nine + count * minute))
  })

  it('do not run when they are later than is allowed', async () => {
    const { clock, engine, add, live } = await openHouse()
    const { id } = await add(daily('10:00', { missed: { maxLateMs: 2 * hour } }))
    await live(minute)
    clock.sleep(4 * hour)
    await live(30_000, 30_000)
    expect(told(engine, id)).toEqual(['10:00 missed too-late'])
  })

  it.each([
    ['an hour', hour, '-09:59 x59'],
    ['three days', 3 * day, '-01-08 08:59 x4319'],
    ['400 days', 400 * day, '-02-09 08:59 xnull'],
  ])('while LocalFlow was not running for %s count as missed', async (_, ms, stretch) => {
    const { clock, engine, add, live } = await openHouse()
    const { id } = await add(draft())
    await live(0)
    engine.stop()
    clock.sleep(ms + 30_000)
    const next = await startTestEngine({ dataFolder: engine.dataFolder, clock, parallel: 50 })
    await next.lookAtClock()
    const [first, second] = told(next, id)
    expect(first).toBe(`09:01 ${stretch} coalesced newer-ran`)
    expect(second).toMatch(/ late closed$/)
    expect(next.schedules.away(nine, 10).absences).toMatchObject([{ kind: 'closed', from: nine, to: nine + ms + 30_000 }])
  })
})

describe('a clock that is set', () => {
  it.each([
    ['forward', minute],
    ['forward', hour],
    ['forward', 3 * hour - minute],
    ['forward', day],
    ['forward', 365 * day],
  ])('%s by %i ms starts one run for the skipped occurrences', async (_, ms) => {
    const { clock, engine, add, live } = await openHouse()
    await add(draft())
    await live(minute)
    clock.set(ms)
    await live(50_000, 10_000)
    expect(await runs(engine)).toHaveLength(2)
    expect(engine.schedules.away(nine, 10).absences).toMatchObject([{ kind: 'clock-set' }])
  })

  it.each([
    ['a minute', minute],
    ['an hour', hour],
    ['a day', day],
    ['a year', 365 * day],
  ])('back by %s starts nothing twice, and later occurrences are due again', async (_, ms) => {
    const { clock, engine, add, live } = await openHouse()
    const { id } = await add(draft())
    await live(3 * minute)
    clock.set(-ms)
    await live(6 * minute, 10_000)
    const moments = (await runs(engine)).map(({ dueAt }) => dueAt)
    expect(new Set(moments).size).toBe(moments.length)
    // A minute back, the first of the six that followed had already run.
    expect(moments.length).toBe(3 + 6 - (ms === minute ? 1 : 0))
    expect(engine.schedules.get(id).nextAt).toBeGreaterThan(clock.now())
  })

  it('forward by a year and back again leaves the schedule at work', async () => {
    const { clock, engine, add, live } = await openHouse()
    const { id } = await add(draft())
    await live(minute)
    clock.set(365 * day)
    await live(10_000, 5_000)
    clock.set(-365 * day)
    await live(3 * minute, 10_000)
    expect(told(engine, id).filter((line) => line.startsWith('09:'))).toEqual([
      '09:01 ran',
      '09:02 ran',
      '09:03 ran',
      '09:04 ran',
    ])
  })
})
