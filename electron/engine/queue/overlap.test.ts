import { describe, expect, it } from 'vitest'
import { JobDraft, type Overlap } from '../../../shared/model/job.ts'
import type { Engine } from '../engine.ts'
import { startTestEngine, untilEnded, untilRun } from '../testing/engine.ts'
import { createFakeClock } from '../testing/fake-clock.ts'

const draft = (overlap: Overlap, over: object = {}): JobDraft =>
  JobDraft.parse({ name: 'tick', overlap, body: { kind: 'builtin', name: 'sleep', input: { ms: 1_000 } }, ...over })

/** An engine whose clock stands still, with a job that takes a second. */
async function openJob(overlap: Overlap, over: object = {}) {
  const clock = createFakeClock()
  const engine = await startTestEngine({ clock, parallel: 20 })
  const job = await engine.jobs.create(draft(overlap, over))
  return { clock, engine, job, run: async () => (await engine.manual.runJob('tick', 'api')).id }
}

const isRunning = (engine: Engine, id: string) => untilRun(engine, id, ({ status }) => status === 'running')
const countRunning = (engine: Engine) => engine.info().running
const stageOf = (engine: Engine, id: string) => engine.tasks.get(engine.runs.detail(id).nodes[0]?.taskId ?? '').stage
const eventsOf = (engine: Engine, id: string) =>
  engine.runs.events(id).map(({ type, data: { jobId: _, ...data } }) => ({ type, ...data }))
const numberOf = (engine: Engine, id: string) => engine.runs.find(id).number

describe('a job that allows it', () => {
  it('runs as often at the same time as it is asked to', async () => {
    const { engine, run } = await openJob('allow')
    const ids = [await run(), await run(), await run(), await run()]
    for (const id of ids) await isRunning(engine, id)
    expect(countRunning(engine)).toBe(4)
  })
})

describe('a job that skips', () => {
  it('runs once, and says of each other run which one was active', async () => {
    const { engine, run } = await openJob('skip')
    const first = await run()
    await isRunning(engine, first)
    const others = [await run(), await run(), await run()]
    for (const id of others) {
      expect(engine.runs.find(id)).toMatchObject({ status: 'skipped', reason: 'overlap', startedAt: null })
      expect(eventsOf(engine, id)).toEqual([
        { type: 'queued', trigger: 'api' },
        { type: 'skipped', reason: 'overlap', because: numberOf(engine, first) },
      ])
    }
    expect(engine.info()).toMatchObject({ running: 1, queued: 0 })
  })

  it('takes a run that only waits for its turn, or for its next attempt, for active', async () => {
    const { engine, run, clock } = await openJob('skip', {
      body: { kind: 'builtin', name: 'fail' },
      retry: { maxAttempts: 2, backoff: { delayMs: 5_000 } },
    })
    const first = await run()
    await untilRun(engine, first, ({ retryAt }) => retryAt !== null)
    expect(engine.runs.find(await run())).toMatchObject({ status: 'skipped', reason: 'overlap' })
    clock.advance(5_000)
    await untilEnded(engine, first)
    const next = await run()
    await engine.queues.pause('default', undefined)
    await isRunning(engine, next)
    expect(engine.runs.find(await run())).toMatchObject({ status: 'skipped' })
  })

  it('over many ticks runs exactly as often as it can, and every skip is recorded', async () => {
    const { engine, run, clock } = await openJob('skip', { body: { kind: 'builtin', name: 'sleep', input: { ms: 2_500 } } })
    const ids: string[] = []
    for (let tick = 0; tick < 57; tick++) {
      ids.push(await run())
      if (tick % 3 === 0) await isRunning(engine, ids.at(-1) ?? '')
      clock.advance(1_000)
      if (tick % 3 === 2) await untilEnded(engine, ids.at(-3) ?? '')
    }
    const statuses = ids.map((id) => engine.runs.find(id).status)
    expect(statuses).toEqual(ids.map((_, tick) => (tick % 3 === 0 ? 'succeeded' : 'skipped')))
  })
})

describe('a job that queues', () => {
  it('runs them all, one after the other, in the order in which they came', async () => {
    const { engine, run, clock } = await openJob('queue')
    const seen: number[] = []
    engine.committed.listen(() => seen.push(countRunning(engine)))
    const ids = [await run(), await run(), await run(), await run()]
    for (const [index, id] of ids.entries()) {
      await isRunning(engine, id)
      expect(ids.map((other) => stageOf(engine, other))).toEqual(ids.map((_, n) => (n > index ? 'held' : null)))
      clock.advance(1_000)
      expect(await untilEnded(engine, id)).toMatchObject({ status: 'succeeded' })
    }
    expect(Math.max(...seen)).toBe(1)
    expect(eventsOf(engine, ids[2] ?? '').slice(0, 2)).toEqual([
      { type: 'queued', trigger: 'api', behind: numberOf(engine, ids[0] ?? '') },
      { type: 'released' },
    ])
  })

  it('goes on after a run that failed, and after one that was stopped between two attempts', async () => {
    const retry = { maxAttempts: 2, backoff: { delayMs: 5_000 } }
    const { engine, run } = await openJob('queue', { body: { kind: 'builtin', name: 'fail' }, retry })
    const [first, second] = [await run(), await run()]
    await untilRun(engine, first, ({ retryAt }) => retryAt !== null)
    expect(stageOf(engine, second)).toBe('held')
    await engine.runs.cancel(first)
    await untilRun(engine, second, ({ retryAt }) => retryAt !== null)
  })

  it('lets go of one that is withdrawn while it waits, and of no other', async () => {
    const { engine, run } = await openJob('queue')
    const [first, second, third] = [await run(), await run(), await run()]
    await isRunning(engine, first)
    expect(await engine.runs.cancel(second)).toMatchObject({ status: 'cancelled', reason: 'withdrawn' })
    expect([stageOf(engine, third), countRunning(engine)]).toEqual(['held', 1])
  })

  it('says what each of them waits for, and does not move one to the front of its own job', async () => {
    const { engine, run } = await openJob('queue')
    const [first, second] = [await run(), await run()]
    const node = engine.runs.detail(second).nodes[0]
    expect(node?.waitsFor).toBe(`Waiting for run ${numberOf(engine, first)} of the same job to end.`)
    await expect(engine.tasks.moveToFront(node?.taskId ?? '')).rejects.toMatchObject({ code: 'conflict' })
  })
})

describe('a job that keeps the latest', () => {
  it('runs the first and the last, and says of those between that a newer one took their place', async () => {
    const { engine, run, clock } = await openJob('latest')
    const ids = [await run(), await run(), await run(), await run()]
    const [first = '', second = '', third = '', last = ''] = ids
    await isRunning(engine, first)
    for (const id of [second, third])
      expect(engine.runs.find(id)).toMatchObject({ status: 'skipped', reason: 'superseded', startedAt: null })
    expect(eventsOf(engine, third).at(-1)).toEqual({ type: 'skipped', reason: 'superseded' })
    expect(stageOf(engine, last)).toBe('held')
    clock.advance(1_000)
    await isRunning(engine, last)
    clock.advance(1_000)
    expect(await untilEnded(engine, last)).toMatchObject({ status: 'succeeded' })
    expect(engine.runs.find(first)).toMatchObject({ status: 'succeeded' })
  })
})

describe('a job whose newest run replaces the others', () => {
  it('stops the running one, says why, and starts when that has ended', async () => {
    const { engine, run } = await openJob('replace')
    const seen: number[] = []
    engine.committed.listen(() => seen.push(countRunning(engine)))
    const ids = [await run()]
    for (let n = 0; n < 3; n++) {
      await isRunning(engine, ids.at(-1) ?? '')
      ids.push(await run())
    }
    await isRunning(engine, ids[3] ?? '')
    for (const id of ids.slice(0, 3)) {
      expect(await untilEnded(engine, id)).toMatchObject({ status: 'cancelled', reason: 'replaced' })
      expect(engine.runs.events(id).slice(-2)).toMatchObject([
        { type: 'stop asked', data: { reason: 'replaced' } },
        { type: 'cancelled', data: { reason: 'replaced' } },
      ])
    }
    expect(Math.max(...seen)).toBe(1)
  })

  it('takes the place of one that waits, too', async () => {
    const { engine, run } = await openJob('replace')
    await engine.queues.pause('default', undefined)
    const [first, second] = [await run(), await run()]
    expect(engine.runs.find(first)).toMatchObject({ status: 'cancelled', reason: 'replaced', startedAt: null })
    await engine.queues.resume('default')
    await isRunning(engine, second)
  })

  it('takes the place of one that waits between two attempts', async () => {
    const { engine, run } = await openJob('replace', {
      body: { kind: 'builtin', name: 'fail' },
      retry: { maxAttempts: 2, backoff: { delayMs: 5_000 } },
    })
    const first = await run()
    await untilRun(engine, first, ({ retryAt }) => retryAt !== null)
    const second = await run()
    expect(engine.runs.find(first)).toMatchObject({ status: 'cancelled', reason: 'replaced', retryAt: null })
    await untilRun(engine, second, ({ retryAt }) => retryAt !== null)
  })
})
