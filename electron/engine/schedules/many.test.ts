import Database from 'better-sqlite3'
import { describe, expect, it } from 'vitest'
import { JobDraft } from '../../../shared/model/job.ts'
import { startTestEngine, until } from '../testing/engine.ts'
import { createFakeClock } from '../testing/fake-clock.ts'
import { draft, nine, occurrences, withSchedules } from '../testing/schedules.ts'
import { fairly } from './calendar.ts'

const minute = 60_000
const hour = 60 * minute
const day = 24 * hour

describe('five hundred schedules', () => {
  it('on the same second are all started at it', async () => {
    const { clock, engine, ids } = await withSchedules(500, '0 10 * * *')
    clock.advance(hour)
    await engine.lookAtClock()
    for (const id of ids)
      expect(occurrences(engine, id)).toMatchObject([{ dueAt: nine + hour, outcome: 'ran', run: { status: expect.any(String) } }])
    const numbers = new Set(ids.map((id) => occurrences(engine, id)[0]?.run?.number))
    expect(numbers.size).toBe(500)
  })

  it.each([
    ['an hour', hour],
    ['three days', 3 * day],
    ['400 days', 400 * day],
  ])(
    'after %s without LocalFlow have one run each, and every occurrence is recorded',
    async (_, ms) => {
      const { clock, engine, ids } = await withSchedules(500, '*/5 * * * *')
      engine.stop()
      clock.sleep(ms + 30_000)
      const next = await startTestEngine({ dataFolder: engine.dataFolder, clock, parallel: 50 })
      await next.lookAtClock()
      for (const id of ids) {
        const found = occurrences(next, id).toReversed()
        expect(found.map(({ outcome }) => outcome)).toEqual(['coalesced', 'late'])
        expect([found[0]?.dueAt, found[1]?.dueAt]).toEqual([nine + 5 * minute, nine + ms])
        expect(next.schedules.get(id).nextAt).toBe(nine + ms + 5 * minute)
      }
      expect(next.info().queued + next.info().running).toBeLessThanOrEqual(500)
    },
    60_000,
  )
})

describe('a run that is longer than its interval', () => {
  const ticks = 1_000
  it.each([
    ['skip', { running: 1, skipped: ticks - 1 }],
    ['queue', { queued: ticks - 1, running: 1 }],
    ['latest', { skipped: ticks - 2, queued: 1, running: 1 }],
    ['allow', { running: 50, queued: ticks - 50 }],
  ])(
    'with the policy %s is counted exactly, and so is all that was skipped',
    async (overlap, expected) => {
      const clock = createFakeClock(nine)
      const engine = await startTestEngine({ clock, parallel: 50 })
      const body = { kind: 'builtin', name: 'sleep', input: { ms: 100 * hour } }
      const job = await engine.jobs.create(JobDraft.parse({ name: 'long', body, overlap }))
      const { id } = await engine.schedules.create(job.id, draft('* * * * *'))
      await engine.lookAtClock()
      for (let tick = 0; tick < ticks; tick++) {
        clock.advance(minute)
        await engine.lookAtClock()
      }
      const outcomes = [...occurrences(engine, id), ...engine.schedules.occurrencesOf(id, nine + (ticks / 2 + 1) * minute, 500)]
      const unique = new Map(outcomes.map((occurrence) => [occurrence.dueAt, occurrence]))
      expect([...unique.values()].every(({ outcome }) => outcome === 'ran')).toBe(true)
      const counted: Record<string, number> = {}
      for (const { run } of unique.values()) counted[run?.status ?? 'none'] = (counted[run?.status ?? 'none'] ?? 0) + 1
      expect(counted).toEqual(expected)
    },
    60_000,
  )
})

it('a run that a later occurrence replaces is stopped, also when that occurrence is recorded because of a change', async () => {
  const clock = createFakeClock(nine)
  const engine = await startTestEngine({ clock, parallel: 50 })
  const body = { kind: 'builtin', name: 'sleep', input: { ms: 10 * hour } }
  const job = await engine.jobs.create(JobDraft.parse({ name: 'long', body, overlap: 'replace' }))
  const { id } = await engine.schedules.create(job.id, draft('* * * * *'))
  await engine.lookAtClock()
  const states = async () =>
    (await engine.runs.list({ status: null, job: null, q: null, cursor: null, limit: 10 })).items.map(({ status }) => status)
  clock.advance(minute)
  await engine.lookAtClock()
  await until(async () => (await states())[0] === 'running')
  clock.set(minute)
  await engine.jobs.setEnabled(job.id, false)
  await until(async () => (await states()).join() === 'running,cancelled')
  expect(occurrences(engine, id)).toMatchObject([{ outcome: 'ran' }, { outcome: 'ran' }])
})

it('a command that only carries one run starts nothing that is due, and its changes in the meantime lose no occurrence', async () => {
  const { clock, engine, ids } = await withSchedules(50, '0 * * * *')
  const [kept = '', changed = ''] = ids
  engine.stop()
  clock.sleep(90 * minute)
  const command = await startTestEngine({ dataFolder: engine.dataFolder, clock, host: 'cli' })
  await command.schedules.skipNext(kept, false)
  await command.schedules.update(changed, draft('30 * * * *'), undefined)
  await command.lookAtClock()
  expect(command.info().queued + command.info().running).toBe(0)
  expect(occurrences(command, changed)).toMatchObject([{ dueAt: nine + hour, outcome: 'skipped', reason: 'closed' }])
  command.stop()
  clock.sleep(10 * minute)
  const next = await startTestEngine({ dataFolder: engine.dataFolder, clock, parallel: 50 })
  await next.lookAtClock()
  expect(occurrences(next, kept)).toMatchObject([{ dueAt: nine + hour, outcome: 'late', reason: 'closed' }])
  expect(occurrences(next, changed)).toHaveLength(1)
})

it('future occurrences leave out schedules that are paused, disabled, skipped or held up with all others', async () => {
  const { engine, ids } = await withSchedules(50, '0 * * * *')
  const [first = '', second = '', third = ''] = ids
  const dueOf = async (id: string) =>
    (await engine.schedules.calendar(nine, nine + 3 * hour)).upcoming
      .filter(({ scheduleId }) => scheduleId === id)
      .map(({ dueAt }) => (dueAt - nine) / hour)
  expect(await dueOf(first)).toEqual([1, 2, 3])
  await engine.schedules.skipNext(first, true)
  await engine.schedules.pause(second, 'audit', nine + 90 * minute)
  await engine.schedules.setEnabled(third, false)
  expect([await dueOf(first), await dueOf(second), await dueOf(third)]).toEqual([[2, 3], [2, 3], []])
  await engine.settings.update({ paused: { until: nine + 150 * minute, reason: '' } })
  expect(await dueOf(first)).toEqual([3])
  await engine.settings.update({ paused: { until: null, reason: '' } })
  expect(await dueOf(first)).toEqual([])
})

it('occurrences of frequent schedules are cut off before those of rare ones', () => {
  const list = (name: string, length: number) => Array.from({ length }, () => name)
  const taken = fairly([list('minute', 400), list('daily', 7), list('hourly', 168)], 100)
  expect(
    Object.fromEntries(['daily', 'hourly', 'minute'].map((name) => [name, taken.filter((one) => one === name).length])),
  ).toEqual({
    daily: 7,
    hourly: 46,
    minute: 47,
  })
})

it('an unknown zone stops the schedule with a reason; a change of the zone resumes it', async () => {
  const { clock, engine, ids } = await withSchedules(50, '*/5 * * * *')
  const [id = ''] = ids
  engine.stop()
  const db = new Database(`${engine.dataFolder}/localflow.db`)
  db.prepare(`UPDATE schedule SET spec = json_set(spec, '$.tz', 'Mars/Olympus') WHERE id = ?`).run(id)
  db.close()
  const next = await startTestEngine({ dataFolder: engine.dataFolder, clock, parallel: 50 })
  await next.lookAtClock()
  clock.advance(6 * minute)
  await next.lookAtClock()
  expect(next.schedules.get(id)).toMatchObject({
    nextAt: null,
    problem: expect.stringContaining('There is no time zone "Mars/Olympus"'),
  })
  expect(occurrences(next, ids[1] ?? '')).toHaveLength(1)
  const changed = await next.schedules.update(id, draft('*/5 * * * *'), undefined)
  expect(changed).toMatchObject({ problem: null, nextAt: nine + 10 * minute })
})

it('new time zone data recomputes future occurrences, and leaves past ones unchanged', async () => {
  const { clock, engine, ids } = await withSchedules(50, '0 * * * *')
  const [id = ''] = ids
  clock.advance(hour)
  await engine.lookAtClock()
  engine.stop()
  // As if the time zone data had differed at the last computation.
  const db = new Database(`${engine.dataFolder}/localflow.db`)
  db.prepare('UPDATE schedule SET next_at = next_at + ?, wake_at = wake_at + ?').run(5 * hour, 5 * hour)
  db.close()
  const same = await startTestEngine({ dataFolder: engine.dataFolder, clock, parallel: 50 })
  await same.lookAtClock()
  expect(same.schedules.get(id).nextAt).toBe(nine + 7 * hour)
  same.stop()
  const next = await startTestEngine({ dataFolder: engine.dataFolder, clock, parallel: 50, zoneData: '2099a' })
  await next.lookAtClock()
  expect(new Set(ids.map((one) => next.schedules.get(one).nextAt))).toEqual(new Set([nine + 2 * hour]))
  expect(occurrences(next, id)).toMatchObject([{ dueAt: nine + hour, outcome: 'ran' }])
})

it('an occurrence without a record is reported once, and does not start again', async () => {
  const { clock, engine, ids } = await withSchedules(50, '0 * * * *')
  const [id = ''] = ids
  let told = 0
  engine.committed.listen((events) => {
    told += events.filter(({ type }) => type === 'no outcome').length
  })
  clock.advance(hour)
  await engine.lookAtClock()
  const db = new Database(`${engine.dataFolder}/localflow.db`)
  db.prepare('DELETE FROM occurrence WHERE schedule = (SELECT number FROM schedule WHERE id = ?)').run(id)
  db.close()
  // Each check verifies ten schedules.
  for (let look = 0; look < 20; look++) {
    clock.advance(minute)
    await engine.lookAtClock()
  }
  expect(told).toBe(1)
  expect(occurrences(engine, id)).toMatchObject([{ dueAt: nine + hour, outcome: 'missed', reason: 'forgotten', run: null }])
  expect(engine.schedules.why(id, nine + hour).text).toContain('LocalFlow recorded no outcome')
  expect(engine.schedules.away(nine, 10).occurrences).toMatchObject([{ reason: 'forgotten' }])
})
