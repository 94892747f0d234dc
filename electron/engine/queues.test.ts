import { describe, expect, it } from 'vitest'
import { JobDraft } from '../../shared/model/job.ts'
import { limits } from '../../shared/model/limits.ts'
import type { Task } from '../../shared/model/task.ts'
import type { Engine, EngineConfig } from './engine.ts'
import { createFakeClock } from './fake-clock.ts'
import { noop, runToEnd, spec, startTestEngine, untilEnded, untilRun } from './testing.ts'

/** Time stands still: what sleeps a second runs until a test moves it. */
async function quietEngine(over: Partial<EngineConfig> = {}) {
  const clock = createFakeClock()
  const engine = await startTestEngine({ clock, parallel: 4, ...over })
  return { clock, engine }
}

type Place = { queue?: string; priority?: number; delayMs?: number }

async function add(engine: Engine, { queue = 'default', priority = 0, delayMs = 0 }: Place = {}): Promise<Task> {
  const draft = { type: 'builtin' as const, payload: { name: 'sleep' as const, input: { ms: 1_000 } } }
  const rest = { queue, priority, delayMs, maxAttempts: 1, backoff: spec(noop()).retry.backoff }
  return (await engine.tasks.create({ ...draft, ...rest }, 'api')).task
}

const many = (engine: Engine, count: number, place: Place = {}) =>
  Promise.all(Array.from({ length: count }, () => add(engine, place)))
const isRunning = (engine: Engine, { runId }: Task) => untilRun(engine, runId, ({ status }) => status === 'running')
/** Everything that could begin has begun: a run in a queue of its own has come and gone. */
const settled = (engine: Engine) => runToEnd(engine, noop({ queue: 'aside', priority: 100 }))
const counts = (engine: Engine, name: string) => {
  const { ready, delayed, running } = engine.queues.list().find((queue) => queue.name === name) ?? {}
  return { ready, delayed, running }
}
/** In the order in which they began. */
const begun = (engine: Engine, tasks: Task[]) =>
  tasks
    .map((task, index) => ({
      index,
      seq: engine.runs.events(task.runId).find(({ type }) => type === 'started')?.seq ?? Number.POSITIVE_INFINITY,
    }))
    .sort((a, b) => a.seq - b.seq)
    .map(({ index }) => index)

describe('a queue with a cap', () => {
  it('runs that many at the same time, and leaves the other places to others', async () => {
    const { engine } = await quietEngine()
    await add(engine, { queue: 'disk' }).then(({ id }) => engine.tasks.cancel(id))
    await engine.queues.setCap('disk', 1)
    await many(engine, 3, { queue: 'disk' })
    const others = await many(engine, 2)
    for (const task of others) await isRunning(engine, task)
    await settled(engine)
    expect(counts(engine, 'disk')).toEqual({ ready: 2, delayed: 0, running: 1 })
    expect(engine.info().running).toBe(3)
  })

  it('that is raised, or lifted, lets more begin at once', async () => {
    const { engine } = await quietEngine()
    await engine.queues.setCap('default', 1)
    const tasks = await many(engine, 4)
    await settled(engine)
    expect(counts(engine, 'default')).toMatchObject({ running: 1 })
    expect(await engine.queues.setCap('default', 2)).toMatchObject({ name: 'default', cap: 2 })
    await settled(engine)
    expect(counts(engine, 'default')).toMatchObject({ running: 2, ready: 2 })
    await engine.queues.setCap('default', null)
    for (const task of tasks) await isRunning(engine, task)
  })

  it('that is lowered stops nothing, and lets nothing begin until it holds again', async () => {
    const { engine, clock } = await quietEngine()
    const tasks = await many(engine, 3)
    for (const task of tasks) await isRunning(engine, task)
    await engine.queues.setCap('default', 1)
    await many(engine, 2)
    await settled(engine)
    expect(counts(engine, 'default')).toMatchObject({ running: 3, ready: 2 })
    clock.advance(1_000)
    for (const task of tasks) await untilEnded(engine, task.runId)
    await settled(engine)
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
  it('begins nothing, lets go on what runs, and says why', async () => {
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
    await settled(engine)
    expect(engine.tasks.get(waiting.id)).toMatchObject({ status: 'queued', stage: 'ready', attempts: 0 })
    expect(engine.runs.detail(waiting.runId).nodes[0]?.waitsFor).toBe(
      'The queue "default" is paused: the disk is being changed. Resume it to let this begin.',
    )
  })

  it('goes on when it is resumed, in its order', async () => {
    const { engine } = await quietEngine({ parallel: 1 })
    await engine.queues.pause('default', undefined)
    const tasks = [await add(engine), await add(engine, { priority: 1 }), await add(engine, { priority: 1 })]
    expect(await engine.queues.resume('default')).toMatchObject({ state: 'open', note: null, ready: 3 })
    await isRunning(engine, tasks[1] as Task)
    expect(counts(engine, 'default')).toMatchObject({ ready: 2, running: 1 })
  })

  it('keeps what comes due meanwhile', async () => {
    const { engine, clock } = await quietEngine()
    const task = await add(engine, { delayMs: 5_000 })
    await engine.queues.pause('default', undefined)
    clock.advance(10_000)
    await settled(engine)
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
    await settled(next)
    expect(next.tasks.get(task.id).status).toBe('queued')
    expect(next.queues.list()).toMatchObject([{ name: 'aside' }, { name: 'default', state: 'paused', note: 'wait' }])
  })
})

describe('a draining queue', () => {
  const job = JobDraft.parse({ name: 'tick', body: { kind: 'builtin', name: 'noop' } })

  it('works off what waits, and refuses what is new', async () => {
    const { engine, clock } = await quietEngine({ parallel: 1 })
    const tasks = await many(engine, 2)
    await engine.queues.drain('default', undefined)
    await expect(add(engine)).rejects.toMatchObject({
      code: 'conflict',
      message: 'The queue "default" is draining: it takes in nothing new until it is resumed.',
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

describe('the order in which tasks begin', () => {
  it('is their priority, then the time they were due, then the order in which they came: across all queues', async () => {
    const { engine, clock } = await quietEngine({ parallel: 1 })
    await isRunning(engine, await add(engine))
    const tasks = [
      await add(engine, { queue: 'b', priority: -1 }),
      await add(engine, { queue: 'a', priority: 0, delayMs: 500 }),
      await add(engine, { queue: 'b', priority: 0 }),
      await add(engine, { queue: 'a', priority: 0 }),
      await add(engine, { queue: 'c', priority: 100 }),
      await add(engine, { queue: 'a', priority: -100 }),
    ]
    for (let n = 0; n < 7; n++) {
      clock.advance(1_000)
      await settled(engine)
    }
    expect(begun(engine, tasks)).toEqual([4, 2, 3, 1, 0, 5])
  })

  it('can be changed: what was moved to the front last begins first', async () => {
    const { engine, clock } = await quietEngine({ parallel: 1 })
    await isRunning(engine, await add(engine))
    const tasks = [
      await add(engine),
      await add(engine, { priority: 100 }),
      await add(engine, { delayMs: 50_000 }),
      await add(engine),
    ]
    for (const { id } of [tasks[3], tasks[2]] as Task[])
      expect(await engine.tasks.moveToFront(id)).toMatchObject({ stage: 'ready', runAt: clock.now() })
    expect(engine.runs.events(tasks[2]?.runId ?? '').map(({ type }) => type)).toEqual(['queued', 'moved to front'])
    for (let n = 0; n < 5; n++) {
      clock.advance(1_000)
      await untilRun(engine, tasks[n < 1 ? 2 : n < 2 ? 3 : n < 3 ? 1 : 0]?.runId ?? '', ({ status }) => status !== 'queued')
    }
    expect(begun(engine, tasks)).toEqual([2, 3, 1, 0])
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
    const tasks = await many(engine, 6)
    await isRunning(engine, tasks[0] as Task)
    expect(counts(engine, 'default')).toMatchObject({ running: 1, ready: 5 })
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
      message: 'The queue "disk" is not empty: cancel or finish what is in it first.',
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
