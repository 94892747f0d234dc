import { describe, expect, it } from 'vitest'
import { limits } from '../../../shared/model/limits.ts'
import type { Task } from '../../../shared/model/task.ts'
import type { Engine } from '../engine.ts'
import type { EngineConfig } from '../engine-config.ts'
import { addTask as add, recordStarts, startTestEngine, untilEnded, untilRun } from '../testing/engine.ts'
import { createFakeClock } from '../testing/fake-clock.ts'

/** The clock stands still: a task that sleeps a second runs until a test moves it. */
async function quietEngine(over: Partial<EngineConfig> = {}) {
  const clock = createFakeClock()
  const engine = await startTestEngine({ clock, parallel: 4, ...over })
  return { clock, engine }
}

const isRunning = (engine: Engine, { runId }: Task) => untilRun(engine, runId, ({ status }) => status === 'running')

/** The only slot is in use for a second; tasks are added in no time. */
async function oneAtATime() {
  const { engine, clock } = await quietEngine({ parallel: 1 })
  await isRunning(engine, await add(engine))
  const instant = (over: object = {}) => add(engine, { payload: { name: 'noop' }, ...over })
  /** The order in which they start, once they may. */
  async function begin(tasks: Task[]): Promise<number[]> {
    const started = recordStarts(engine)
    clock.advance(1_000)
    for (const { runId } of tasks) await untilEnded(engine, runId)
    return started.map((id) => tasks.findIndex(({ runId }) => runId === id)).filter((at) => at >= 0)
  }
  return { engine, clock, instant, begin }
}

describe('the order in which tasks start', () => {
  it('is their priority, then the time they were due, then the order in which they came: across all queues', async () => {
    const { instant, begin } = await oneAtATime()
    const tasks = [
      await instant({ queue: 'b', priority: -1 }),
      await instant({ queue: 'a', delayMs: 500 }),
      await instant({ queue: 'b' }),
      await instant({ queue: 'a' }),
      await instant({ queue: 'c', priority: 100 }),
      await instant({ queue: 'a', priority: -100 }),
    ]
    expect(await begin(tasks)).toEqual([4, 2, 3, 1, 0, 5])
  })

  it('can be changed: the task that was moved to the front last starts first, due or not', async () => {
    const { engine, clock, instant, begin } = await oneAtATime()
    const [a, b, c, d] = [await instant(), await instant({ priority: 100 }), await instant({ delayMs: 50_000 }), await instant()]
    for (const { id } of [d, c]) expect(await engine.tasks.moveToFront(id)).toMatchObject({ stage: 'ready', runAt: clock.now() })
    expect(engine.runs.events(c.runId).map(({ type }) => type)).toEqual(['queued', 'moved to front'])
    expect(await begin([a, b, c, d])).toEqual([2, 3, 1, 0])
  })

  it('cannot be changed for what runs, has ended, or does not exist', async () => {
    const { engine, clock } = await quietEngine()
    const task = await add(engine)
    await isRunning(engine, task)
    await expect(engine.tasks.moveToFront(task.id)).rejects.toMatchObject({
      code: 'conflict',
      message: /does not wait \(running\)/,
    })
    clock.advance(1_000)
    await untilEnded(engine, task.runId)
    await expect(engine.tasks.moveToFront(task.id)).rejects.toMatchObject({ code: 'conflict', message: /\(succeeded\)/ })
    await expect(engine.tasks.moveToFront('none')).rejects.toMatchObject({ code: 'not-found' })
  })
})

describe('the number of places', () => {
  it('can be raised and lowered while tasks run, and holds at once', async () => {
    const { engine, clock } = await quietEngine({ parallel: 1 })
    const tasks = await Promise.all(Array.from({ length: 6 }, () => add(engine)))
    await isRunning(engine, tasks[0] as Task)
    expect(engine.queues.list()).toMatchObject([{ running: 1, ready: 5 }])
    await engine.settings.update({ parallel: 3 })
    for (const task of tasks.slice(0, 3)) await isRunning(engine, task)
    expect(engine.info()).toMatchObject({ parallel: 3, running: 3, queued: 3 })
    await engine.settings.update({ parallel: 2 })
    clock.advance(1_000)
    for (const task of tasks.slice(3, 5)) await isRunning(engine, task)
    await untilRun(engine, tasks[2]?.runId ?? '', ({ endedAt }) => endedAt !== null)
    expect(engine.info()).toMatchObject({ parallel: 2, running: 2, queued: 1 })
  })

  it('is what it was after a restart; without a setting, what the engine was started with', async () => {
    const { engine } = await quietEngine()
    await engine.settings.update({ parallel: 7 })
    engine.stop()
    const next = await startTestEngine({ dataFolder: engine.dataFolder, parallel: 2 })
    expect(next.info().parallel).toBe(7)
    await next.settings.update({ parallel: null })
    expect(next.info().parallel).toBe(2)
  })
})

describe('removing a queue', () => {
  it('forgets it with its cap, when it is empty', async () => {
    const { engine } = await quietEngine()
    const { id } = await add(engine, { queue: 'disk' })
    await engine.queues.setCap('disk', 2)
    await expect(engine.queues.remove('disk')).rejects.toMatchObject({
      code: 'conflict',
      message: 'Could not remove the queue "disk": it still has runs. Cancel them, or wait until they end.',
    })
    await engine.tasks.cancel(id)
    await untilEnded(engine, engine.tasks.get(id).runId)
    expect(await engine.queues.remove('disk')).toEqual({ name: 'disk' })
    expect(engine.queues.list().map(({ name }) => name)).toEqual(['default'])
    await add(engine, { queue: 'disk' })
    expect(engine.queues.list()).toMatchObject([{}, { name: 'disk', cap: null, state: 'open' }])
  })

  it.each([
    ['waits', {}],
    ['is not due', { delayMs: 5_000 }],
  ])('is a conflict while something in it %s', async (_, over) => {
    const { engine } = await quietEngine({ parallel: 1 })
    await isRunning(engine, await add(engine))
    await add(engine, { queue: 'disk', ...over })
    await expect(engine.queues.remove('disk')).rejects.toMatchObject({ code: 'conflict' })
  })

  it('is a conflict for a task that came in the same instant', async () => {
    const { engine } = await quietEngine()
    const { id } = await add(engine, { queue: 'disk' })
    await engine.tasks.cancel(id)
    await untilEnded(engine, engine.tasks.get(id).runId)
    const [task, removed] = await Promise.allSettled([add(engine, { queue: 'disk' }), engine.queues.remove('disk')])
    expect([task.status, removed.status]).toEqual(['fulfilled', 'rejected'])
    expect(engine.queues.list().map(({ name }) => name)).toContain('disk')
  })

  it('is a conflict for the default queue, and not-found for one that is not', async () => {
    const { engine } = await quietEngine()
    await expect(engine.queues.remove('default')).rejects.toMatchObject({ code: 'conflict' })
    for (const act of [
      () => engine.queues.remove('none'),
      () => engine.queues.pause('none', ''),
      () => engine.queues.setCap('none', 1),
    ])
      await expect(act()).rejects.toMatchObject({ code: 'not-found', message: 'There is no queue "none".' })
  })

  it('makes room where there are as many queues as there may be', async () => {
    const { engine } = await quietEngine()
    await engine.queues.pause('default', undefined)
    const tasks = await Promise.all(
      Array.from({ length: limits.queues - 1 }, (_, n) => add(engine, { queue: `q${n}`, delayMs: 1_000 })),
    )
    await expect(add(engine, { queue: 'one-more' })).rejects.toMatchObject({ code: 'conflict', message: /200 queues already/ })
    await engine.tasks.cancel(tasks[5]?.id ?? '')
    await engine.queues.remove('q5')
    expect((await add(engine, { queue: 'one-more' })).queue).toBe('one-more')
  })
})
