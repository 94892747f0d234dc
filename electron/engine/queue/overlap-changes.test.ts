import { describe, expect, it } from 'vitest'
import { JobDraft, type Overlap } from '../../../shared/model/job.ts'
import type { Engine } from '../engine.ts'
import { noop, runToEnd, startTestEngine, until, untilEnded, untilRun } from '../testing/engine.ts'
import { createFakeClock } from '../testing/fake-clock.ts'

const draft = (overlap: Overlap, over: object = {}): JobDraft =>
  JobDraft.parse({ name: 'tick', overlap, body: { kind: 'builtin', name: 'sleep', input: { ms: 1_000 } }, ...over })

const isRunning = (engine: Engine, id: string) => untilRun(engine, id, ({ status }) => status === 'running')
const stagesOf = (engine: Engine, ids: string[]) =>
  ids.map((id) => engine.tasks.get(engine.runs.detail(id).nodes[0]?.taskId ?? '').stage)

/** Three runs of a job that queues: one runs, two are held. */
async function threeRuns(over: object = {}) {
  const clock = createFakeClock()
  const engine = await startTestEngine({ clock, parallel: 20 })
  const job = await engine.jobs.create(draft('queue', over))
  const run = async () => (await engine.manual.runJob('tick', 'api')).id
  const ids = [await run(), await run(), await run()]
  await isRunning(engine, ids[0] ?? '')
  expect(stagesOf(engine, ids)).toEqual([null, 'held', 'held'])
  const [first = '', second = '', third = ''] = ids
  return { clock, engine, job, run, ids, first, second, third }
}

describe('runs that are held', () => {
  it('start at once when their job comes to allow it', async () => {
    const { engine, ids } = await threeRuns()
    await engine.jobs.update('tick', draft('allow'), undefined)
    for (const id of ids) await isRunning(engine, id)
    expect(engine.info()).toMatchObject({ running: 3, queued: 0 })
  })

  it('stay held when their job comes to skip instead, and run one after the other', async () => {
    const { engine, clock, ids, run } = await threeRuns()
    await engine.jobs.update('tick', draft('skip'), undefined)
    expect(engine.runs.find(await run())).toMatchObject({ status: 'skipped', reason: 'overlap' })
    for (const id of ids) {
      await isRunning(engine, id)
      expect(engine.info().running).toBe(1)
      clock.advance(1_000)
      expect(await untilEnded(engine, id)).toMatchObject({ status: 'succeeded' })
    }
  })

  it('are skipped when their job is deleted; the one that runs ends in peace', async () => {
    const { engine, clock, first, second, third } = await threeRuns()
    expect(await engine.jobs.remove('tick')).toMatchObject({ skippedRuns: 2 })
    for (const id of [second, third])
      expect(engine.runs.find(id)).toMatchObject({ status: 'skipped', reason: 'job-deleted', startedAt: null })
    clock.advance(1_000)
    expect(await untilEnded(engine, first)).toMatchObject({ status: 'succeeded' })
    expect(engine.info()).toMatchObject({ running: 0, queued: 0 })
  })

  it('all start, or are all skipped, however many there are', async () => {
    for (const change of ['allow', 'delete'] as const) {
      const { engine, clock, run } = await threeRuns()
      await Promise.all(Array.from({ length: 600 }, run))
      expect(engine.queues.list()[0]).toMatchObject({ running: 1, held: 602 })
      if (change === 'allow') await engine.jobs.update('tick', draft('allow'), undefined)
      else expect(await engine.jobs.remove('tick')).toMatchObject({ skippedRuns: 602 })
      await until(() => {
        clock.advance(1_000)
        return engine.info().running + engine.info().queued === 0
      })
      const { ended } = engine.metrics.read()
      expect([ended.succeeded, ended.skipped]).toEqual(change === 'allow' ? [603, 0] : [1, 602])
    }
  })

  it('survive the end of the engine, and go on in their order', async () => {
    const { engine, clock, ids, first, second, third } = await threeRuns()
    engine.stop()
    const next = await startTestEngine({ dataFolder: engine.dataFolder, clock, parallel: 20 })
    expect(await untilEnded(next, first)).toMatchObject({ status: 'failed', reason: 'lost' })
    await isRunning(next, second)
    expect(stagesOf(next, ids)).toEqual([null, null, 'held'])
    clock.advance(1_000)
    await isRunning(next, third)
    expect(next.runs.find(second)).toMatchObject({ status: 'succeeded' })
  })

  it('are not released by resuming a paused queue', async () => {
    const { engine, ids } = await threeRuns()
    await engine.queues.pause('default', undefined)
    await engine.queues.resume('default')
    await runToEnd(engine, noop({ queue: 'other' }))
    expect(stagesOf(engine, ids)).toEqual([null, 'held', 'held'])
  })
})

describe('an older run that is retried while another runs', () => {
  /** The oldest has ended, the next one runs, and the oldest is retried. */
  async function retried() {
    const all = await threeRuns({ name: 'tick' })
    await all.engine.runs.cancel(all.first)
    await isRunning(all.engine, all.second)
    await all.engine.runs.retry(all.first)
    return all
  }

  it('waits for it, and starts when that has ended', async () => {
    const { engine, clock, ids, first } = await retried()
    expect(stagesOf(engine, ids)).toEqual(['held', null, 'held'])
    clock.advance(1_000)
    await isRunning(engine, first)
    expect(stagesOf(engine, ids)).toEqual([null, null, 'held'])
  })

  it('still waits for it when a third that waits is withdrawn', async () => {
    const { engine, ids, third } = await retried()
    await engine.runs.cancel(third)
    await runToEnd(engine, noop())
    expect(stagesOf(engine, ids)).toEqual(['held', null, null])
    expect(engine.info()).toMatchObject({ running: 1, queued: 1 })
  })

  it('still waits when one of several that run has ended', async () => {
    const clock = createFakeClock()
    const engine = await startTestEngine({ clock, parallel: 20 })
    await engine.jobs.create(draft('allow'))
    const run = async () => (await engine.manual.runJob('tick', 'api')).id
    const ids = [await run(), await run(), await run()]
    const [first = '', second = '', third = ''] = ids
    for (const id of ids) await isRunning(engine, id)
    await engine.runs.cancel(first)
    await untilEnded(engine, first)
    await engine.jobs.update('tick', draft('queue'), undefined)
    await engine.runs.retry(first)
    expect(stagesOf(engine, ids)).toEqual(['held', null, null])
    await engine.runs.cancel(second)
    await untilEnded(engine, second)
    await runToEnd(engine, noop())
    expect(stagesOf(engine, [first])).toEqual(['held'])
    expect(engine.runs.find(third)).toMatchObject({ status: 'running' })
  })
})
