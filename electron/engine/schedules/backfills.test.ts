import { expect, it } from 'vitest'
import { BackfillDraft } from '../../../shared/model/backfill.ts'
import { JobDraft, type JobDraftInput } from '../../../shared/model/job.ts'
import type { Run } from '../../../shared/model/run.ts'
import { ScheduleDraft } from '../../../shared/model/schedule.ts'
import { endedStates } from '../../../shared/run-state.ts'
import type { Engine } from '../engine.ts'
import { startTestEngine, until } from '../testing/engine.ts'
import { createFakeClock } from '../testing/fake-clock.ts'

const hour = 3_600_000
const nine = Date.UTC(2026, 0, 5, 9)

async function withHourly(over: Partial<JobDraftInput> = {}, schedule: object = {}) {
  const clock = createFakeClock(nine)
  const engine = await startTestEngine({ clock, parallel: 20 })
  const job = await engine.jobs.create(JobDraft.parse({ name: 'report', body: { kind: 'builtin', name: 'noop' }, ...over }))
  const { id } = await engine.schedules.create(
    job.id,
    ScheduleDraft.parse({ timing: { kind: 'cron', expr: '0 * * * *' }, tz: 'UTC', ...schedule }),
  )
  await engine.lookAtClock()
  return { clock, engine, job, id }
}

const isEnd = (type: string): boolean => (endedStates as readonly string[]).includes(type)

const range = (from: number, to: number, over: object = {}) => BackfillDraft.parse({ from, to, ...over })

/** Oldest first. */
async function runsOf(engine: Engine): Promise<Run[]> {
  const { items } = await engine.runs.list({ status: null, job: null, q: null, cursor: null, limit: 500 })
  return items.reverse()
}

it('runs each moment of a range once, oldest first, and each knows its moment', async () => {
  const { engine, id } = await withHourly()
  const day = range(nine - 24 * hour, nine - hour)
  expect(await engine.backfills.preview(id, day)).toEqual({
    count: 24,
    leftOut: 0,
    first: nine - 24 * hour,
    last: nine - hour,
    isTooMany: false,
  })
  const made = await engine.backfills.create(id, day)
  await until(() => engine.backfills.list(id)[0]?.state === 'done')
  await until(() => engine.backfills.list(id)[0]?.succeeded === 24)
  expect(engine.backfills.list(undefined)).toMatchObject([{ id: made.id, total: 24, begun: 24, failed: 0, note: null }])
  const runs = await runsOf(engine)
  expect(runs.map(({ dueAt }) => dueAt)).toEqual(Array.from({ length: 24 }, (_, n) => nine - (24 - n) * hour))
  expect(new Set(runs.map(({ trigger }) => trigger))).toEqual(new Set(['backfill']))
  // Successful occurrences are left out of the next backfill, unless they are wanted.
  expect(await engine.backfills.preview(id, day)).toMatchObject({ count: 0, leftOut: 24 })
  await expect(engine.backfills.create(id, day)).rejects.toThrow('There is nothing to backfill')
  expect(await engine.backfills.preview(id, { ...day, again: true })).toMatchObject({ count: 24, leftOut: 0 })
})

it('runs no more than the limit at a time, pauses, continues after a restart, and ends when it is cancelled', async () => {
  const { clock, engine, id } = await withHourly({ body: { kind: 'builtin', name: 'sleep', input: { ms: hour } } })
  await engine.backfills.create(id, range(nine - 24 * hour, nine - hour, { atOnce: 3 }))
  const states = async (from: Engine) => {
    const counted: Record<string, number> = {}
    for (const { status } of await runsOf(from)) counted[status] = (counted[status] ?? 0) + 1
    return counted
  }
  await until(async () => (await states(engine))['running'] === 3)
  expect(await states(engine)).toEqual({ running: 3 })
  const [row] = engine.backfills.list(id)
  await engine.backfills.pause(row?.id ?? '')
  clock.advance(hour)
  await until(async () => (await states(engine))['succeeded'] === 3)
  await engine.lookAtClock()
  expect((await runsOf(engine)).filter(({ trigger }) => trigger === 'backfill')).toHaveLength(3)
  await engine.backfills.resume(row?.id ?? '')
  await until(async () => (await runsOf(engine)).filter(({ trigger }) => trigger === 'backfill').length === 6)
  engine.stop()

  const next = await startTestEngine({ dataFolder: engine.dataFolder, clock, parallel: 20 })
  // Attempts of the engine itself were interrupted with it, so their slots are free.
  await until(async () => (await runsOf(next)).filter(({ trigger }) => trigger === 'backfill').length >= 9)
  await next.backfills.cancel(row?.id ?? '')
  const [cancelled] = next.backfills.list(id)
  expect(cancelled).toMatchObject({ state: 'cancelled', total: 24, succeeded: 3 })
  clock.advance(hour)
  await next.lookAtClock()
  const due = (await runsOf(next)).filter(({ trigger }) => trigger === 'backfill').map(({ dueAt }) => dueAt)
  expect(new Set(due).size).toBe(due.length)
  expect(due.length).toBe(cancelled?.begun)
  await expect(next.backfills.pause(row?.id ?? '')).rejects.toThrow('This backfill has ended (cancelled).')
})

it('pauses while everything is paused or its job is disabled, and says why', async () => {
  const { clock, engine, job, id } = await withHourly()
  await engine.settings.update({ paused: { until: nine + 30 * 60_000, reason: '' } })
  await engine.backfills.create(id, range(nine - 3 * hour, nine - hour))
  await engine.lookAtClock()
  expect(await runsOf(engine)).toEqual([])
  clock.advance(30 * 60_000)
  await until(() => engine.backfills.list(id)[0]?.state === 'done')
  await engine.jobs.setEnabled(job.id, false)
  await engine.backfills.create(id, range(nine - 9 * hour, nine - 7 * hour))
  await until(() => engine.backfills.list(id)[0]?.state === 'paused')
  expect(engine.backfills.list(id)[0]?.note).toBe('The job is disabled.')
})

it('pauses while its queue is draining', async () => {
  const { engine, id } = await withHourly()
  await engine.queues.drain('default', undefined)
  const { id: backfill } = await engine.backfills.create(id, range(nine - 3 * hour, nine - hour))
  await until(() => engine.backfills.list(id)[0]?.state === 'paused')
  expect(engine.backfills.list(id)[0]).toMatchObject({
    begun: 0,
    note: 'The queue "default" is draining. Resume the queue, then the backfill.',
  })
  await engine.queues.resume('default')
  await engine.backfills.resume(backfill)
  await until(() => engine.backfills.list(id)[0]?.succeeded === 3)
})

it('a backfill of a job that skips overlapping runs runs one occurrence at a time and skips none', async () => {
  const { engine, id } = await withHourly({ overlap: 'skip' })
  const ended: string[] = []
  let running = 0
  let most = 0
  engine.committed.listen((events) => {
    for (const { noun, type } of events) {
      if (noun !== 'run') continue
      if (type === 'started') most = Math.max(most, ++running)
      if (isEnd(type)) {
        ended.push(type)
        running--
      }
    }
  })
  await engine.backfills.create(id, range(nine - 12 * hour, nine - hour, { atOnce: 4 }))
  await until(() => engine.backfills.list(id)[0]?.succeeded === 12)
  expect(ended).toEqual(Array(12).fill('succeeded'))
  expect(most).toBe(1)
})

it('a missed occurrence that was backfilled is recorded as such; with every 2, only every second counts', async () => {
  const { clock, engine, id } = await withHourly({}, { missed: { policy: 'none' }, every: 2 })
  clock.sleep(5 * hour)
  clock.advance(60_000)
  await engine.lookAtClock()
  const [missed] = engine.schedules.occurrencesOf(id, null, 10)
  expect(missed).toMatchObject({ outcome: 'missed', madeUp: 0 })
  await engine.backfills.create(id, range(missed?.dueAt ?? 0, clock.now()))
  await until(() => engine.backfills.list(id)[0]?.state === 'done')
  await until(() => (engine.schedules.occurrencesOf(id, null, 10)[0]?.madeUp ?? 0) > 0)
  const due = (await runsOf(engine)).map(({ dueAt }) => dueAt ?? 0)
  expect(due.slice(1).map((at, index) => at - (due[index] ?? 0))).toEqual(due.slice(1).map(() => 2 * hour))
})

it('future occurrences and too many are refused', async () => {
  const { clock, engine, id } = await withHourly()
  await expect(engine.backfills.preview(id, range(nine, nine + hour))).rejects.toThrow('past occurrences only')
  const years = range(clock.now() - 3 * 366 * 24 * hour, clock.now())
  expect(await engine.backfills.preview(id, years)).toMatchObject({ isTooMany: true, count: 10_000 })
  await expect(engine.backfills.create(id, years)).rejects.toThrow('more than 10000 occurrences')
})
