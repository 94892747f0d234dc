import { describe, expect, it } from 'vitest'
import { JobDraft } from '../../../shared/model/job.ts'
import type { Task } from '../../../shared/model/task.ts'
import type { Engine } from '../engine.ts'
import type { EngineConfig } from '../engine-config.ts'
import { addTask as add, noop, runToEnd, spec, startTestEngine, untilEnded, untilRun } from '../testing/engine.ts'
import { createFakeClock } from '../testing/fake-clock.ts'

/** The clock stands still: a task that sleeps a second runs until a test moves it. */
async function quietEngine(over: Partial<EngineConfig> = {}) {
  const clock = createFakeClock()
  const engine = await startTestEngine({ clock, parallel: 4, ...over })
  return { clock, engine }
}

const many = (engine: Engine, count: number, over: object = {}) =>
  Promise.all(Array.from({ length: count }, () => add(engine, over)))
const isRunning = (engine: Engine, { runId }: Task) => untilRun(engine, runId, ({ status }) => status === 'running')
/** Everything that could start has started: a run in a queue of its own has come and gone. */
const drainAside = (engine: Engine) => runToEnd(engine, noop({ queue: 'aside', priority: 100 }))
const counts = (engine: Engine, name: string) => {
  const { ready, delayed, running } = engine.queues.list().find((queue) => queue.name === name) ?? {}
  return { ready, delayed, running }
}

describe('a queue with a cap', () => {
  it('runs that many at the same time, and leaves the other places to others', async () => {
    const { engine } = await quietEngine()
    await add(engine, { queue: 'disk' }).then(({ id }) => engine.tasks.cancel(id))
    await engine.queues.setCap('disk', 1)
    await many(engine, 3, { queue: 'disk' })
    const others = await many(engine, 2)
    for (const task of others) await isRunning(engine, task)
    await drainAside(engine)
    expect(counts(engine, 'disk')).toEqual({ ready: 2, delayed: 0, running: 1 })
    expect(engine.info().running).toBe(3)
  })

  it('that is raised, or lifted, lets more start at once', async () => {
    const { engine } = await quietEngine()
    await engine.queues.setCap('default', 1)
    const tasks = await many(engine, 4)
    await drainAside(engine)
    expect(counts(engine, 'default')).toMatchObject({ running: 1 })
    expect(await engine.queues.setCap('default', 2)).toMatchObject({ name: 'default', cap: 2 })
    await drainAside(engine)
    expect(counts(engine, 'default')).toMatchObject({ running: 2, ready: 2 })
    await engine.queues.setCap('default', null)
    for (const task of tasks) await isRunning(engine, task)
  })

  it('that is lowered stops nothing, and starts nothing until it is met again', async () => {
    const { engine, clock } = await quietEngine()
    const tasks = await many(engine, 3)
    for (const task of tasks) await isRunning(engine, task)
    await engine.queues.setCap('default', 1)
    await many(engine, 2)
    await drainAside(engine)
    expect(counts(engine, 'default')).toMatchObject({ running: 3, ready: 2 })
    clock.advance(1_000)
    for (const task of tasks) await untilEnded(engine, task.runId)
    await drainAside(engine)
    expect(counts(engine, 'default')).toMatchObject({ running: 1, ready: 1 })
  })

  it('still has it after a restart', async () => {
    const { engine } = await quietEngine()
    await engine.queues.setCap('default', 3)
    engine.stop()
    const next = await startTestEngine({ dataFolder: engine.dataFolder })
    expect(next.queues.list()).toMatchObject([{ name: 'default', cap: 3, state: 'open' }])
  })
})

describe('a paused queue', () => {
  it('starts nothing, lets running tasks finish, and says why', async () => {
    const { engine, clock } = await quietEngine()
    const running = await add(engine)
    await isRunning(engine, running)
    expect(await engine.queues.pause('default', 'the disk is being changed')).toMatchObject({
      state: 'paused',
      note: 'the disk is being changed',
      changedAt: clock.now(),
    })
    const waiting = await add(engine)
    clock.advance(1_000)
    expect(await untilEnded(engine, running.runId)).toMatchObject({ status: 'succeeded' })
    await drainAside(engine)
    expect(engine.tasks.get(waiting.id)).toMatchObject({ status: 'queued', stage: 'ready', attempts: 0 })
    expect(engine.runs.detail(waiting.runId).nodes[0]?.waitsFor).toBe(
      'The queue "default" is paused: the disk is being changed. Resume the queue to start this run.',
    )
  })

  it('goes on when it is resumed, in its order', async () => {
    const { engine } = await quietEngine({ parallel: 1 })
    await engine.queues.pause('default', undefined)
    const tasks = [await add(engine), await add(engine, { priority: 1 }), await add(engine, { priority: 1 })]
    expect(await engine.queues.resume('default')).toMatchObject({ state: 'open', note: null })
    await isRunning(engine, tasks[1] as Task)
    expect(counts(engine, 'default')).toMatchObject({ ready: 2, running: 1 })
  })

  it('keeps tasks that come due in the meantime', async () => {
    const { engine, clock } = await quietEngine()
    const task = await add(engine, { delayMs: 5_000 })
    await engine.queues.pause('default', undefined)
    clock.advance(10_000)
    await drainAside(engine)
    expect(engine.tasks.get(task.id)).toMatchObject({ status: 'queued' })
    await engine.queues.resume('default')
    await isRunning(engine, task)
  })

  it('is still paused after a restart', async () => {
    const { engine } = await quietEngine()
    await engine.queues.pause('default', 'wait')
    const task = await add(engine)
    engine.stop()
    const next = await startTestEngine({ dataFolder: engine.dataFolder })
    await drainAside(next)
    expect(next.tasks.get(task.id).status).toBe('queued')
    expect(next.queues.list()).toMatchObject([{ name: 'aside' }, { name: 'default', state: 'paused', note: 'wait' }])
  })
})

describe('a draining queue', () => {
  const job = JobDraft.parse({ name: 'tick', body: { kind: 'builtin', name: 'noop' } })

  it('finishes queued tasks, and refuses new ones', async () => {
    const { engine, clock } = await quietEngine({ parallel: 1 })
    const tasks = await many(engine, 2)
    await engine.queues.drain('default', undefined)
    await expect(add(engine)).rejects.toMatchObject({
      code: 'conflict',
      message: 'The queue "default" is draining and accepts no new runs. Resume the queue first.',
    })
    for (const task of tasks) {
      await isRunning(engine, task)
      clock.advance(1_000)
      expect(await untilEnded(engine, task.runId)).toMatchObject({ status: 'succeeded' })
    }
    await engine.queues.resume('default')
    await isRunning(engine, await add(engine))
  })

  it('is the reason in the history of a job that was to run', async () => {
    const { engine } = await quietEngine()
    await engine.jobs.create(job)
    await engine.queues.drain('default', undefined)
    const run = await engine.manual.runJob('tick', 'api')
    expect(run).toMatchObject({ status: 'skipped', reason: 'queue-draining', startedAt: null })
    expect(engine.runs.events(run.id).map(({ type, data }) => [type, data['reason']])).toEqual([
      ['queued', undefined],
      ['skipped', 'queue-draining'],
    ])
    expect(engine.info()).toMatchObject({ queued: 0, running: 0 })
  })

  it('lets the further attempts of what it has taken in happen', async () => {
    const { engine, clock } = await quietEngine()
    const retry = { maxAttempts: 2, backoff: { delayMs: 1_000 } }
    const { id } = await engine.manual.exec(spec({ body: { kind: 'builtin', name: 'fail' }, retry }), undefined, 'api')
    await untilRun(engine, id, ({ retryAt }) => retryAt !== null)
    await engine.queues.drain('default', undefined)
    clock.advance(1_000)
    await untilEnded(engine, id)
    expect(engine.runs.detail(id).nodes[0]?.attempts).toBe(2)
  })
})
