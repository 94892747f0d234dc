import { describe, expect, it } from 'vitest'
import type { Engine } from '../engine.ts'
import { addTask, command, noop, runToEnd, shell, startTestEngine, untilEnded, untilRun } from '../testing/engine.ts'
import { createFakeClock } from '../testing/fake-clock.ts'

const minute = 60_000
const noopTask = (input: unknown = null) => ({ payload: { name: 'noop', input } })

async function pausedEngine() {
  const clock = createFakeClock()
  const engine = await startTestEngine({ clock })
  await engine.queues.pause('default', undefined)
  return { clock, engine }
}

const endOf = async (engine: Engine, id: string) => {
  await untilEnded(engine, engine.tasks.get(id).runId)
  return engine.tasks.get(id)
}

describe('a task', () => {
  it('is on its way at once, and gives its result', async () => {
    const engine = await startTestEngine()
    const task = await addTask(engine, noopTask({ rows: [1, 'zwei', null] }))
    expect(task).toMatchObject({ type: 'builtin', title: 'noop', status: 'queued', stage: 'ready', attempts: 0, maxAttempts: 1 })
    expect(await endOf(engine, task.id)).toMatchObject({
      status: 'succeeded',
      stage: null,
      result: { rows: [1, 'zwei', null] },
      attempts: 1,
      error: null,
    })
  })

  it.each([
    ['a delay', { delayMs: 5_000 }],
    ['a moment in milliseconds', { runAt: Date.UTC(2026, 0, 5, 9, 0, 5) }],
    ['a moment in ISO text, of any zone', { runAt: '2026-01-05T10:00:05+01:00' }],
  ])('with %s is delayed until then, and not a moment longer', async (_, when) => {
    const clock = createFakeClock()
    const engine = await startTestEngine({ clock })
    const task = await addTask(engine, { ...noopTask(), ...when })
    expect(task).toMatchObject({ stage: 'delayed', runAt: clock.now() + 5_000 })
    clock.advance(4_999)
    await runToEnd(engine, noop())
    expect(engine.tasks.get(task.id)).toMatchObject({ status: 'queued', stage: 'delayed' })
    clock.advance(1)
    expect(await endOf(engine, task.id)).toMatchObject({ status: 'succeeded' })
  })

  it('that was due in the past is due now', async () => {
    const { engine, clock } = await pausedEngine()
    expect(await addTask(engine, { runAt: 1 })).toMatchObject({ stage: 'ready', runAt: clock.now() })
  })

  it('that is due while nothing runs is started at the next start', async () => {
    const clock = createFakeClock()
    const first = await startTestEngine({ clock })
    const task = await addTask(first, { ...noopTask(), delayMs: minute })
    first.stop()
    clock.advance(10 * minute)
    const next = await startTestEngine({ dataFolder: first.dataFolder, clock })
    expect(await endOf(next, task.id)).toMatchObject({ status: 'succeeded' })
  })

  it('cannot be due more than ten years ahead, nor both after a delay and at a moment', async () => {
    const { engine, clock } = await pausedEngine()
    await expect(addTask(engine, { runAt: clock.now() + 11 * 366 * 24 * 60 * minute })).rejects.toMatchObject({ code: 'invalid' })
    await expect(addTask(engine, { delayMs: 1, runAt: clock.now() })).rejects.toMatchObject({ code: 'invalid' })
    expect(engine.info().queued).toBe(0)
  })
})

describe('an idempotency key', () => {
  it('gives the first task again, in whatever state it is by then', async () => {
    const engine = await startTestEngine()
    const first = await addTask(engine, { ...noopTask(1), idempotencyKey: 'a' })
    await endOf(engine, first.id)
    expect(await addTask(engine, { ...noopTask(1), idempotencyKey: 'a' })).toMatchObject({ id: first.id, status: 'succeeded' })
    expect((await engine.tasks.list({ status: null, stage: null, queue: null, cursor: null, limit: 9 })).items).toHaveLength(1)
  })

  it.each([
    ['another payload', noopTask(2)],
    ['another type', { type: 'shell', payload: { command: 'true' } }],
    ['another queue', { queue: 'other' }],
    ['another priority', { priority: 1 }],
    ['another delay', { delayMs: 1 }],
    ['another number of attempts', { maxAttempts: 2 }],
  ])('with %s is a conflict that names the first task', async (_, over) => {
    const { engine } = await pausedEngine()
    const first = await addTask(engine, { ...noopTask(1), idempotencyKey: 'a' })
    await expect(addTask(engine, { ...noopTask(1), ...over, idempotencyKey: 'a' })).rejects.toMatchObject({
      code: 'conflict',
      message: expect.stringContaining(first.id),
    })
    expect(engine.info().queued).toBe(1)
  })

  it('lives as long as the settings say, and survives a restart', async () => {
    const { engine, clock } = await pausedEngine()
    await engine.settings.update({ idempotencyMs: 10 * minute })
    const first = await addTask(engine, { idempotencyKey: 'a' })
    clock.advance(10 * minute - 1)
    engine.stop()
    const next = await startTestEngine({ dataFolder: engine.dataFolder, clock })
    expect((await addTask(next, { idempotencyKey: 'a' })).id).toBe(first.id)
    clock.advance(1)
    const second = await addTask(next, { idempotencyKey: 'a' })
    expect(second.id).not.toBe(first.id)
    expect((await addTask(next, { idempotencyKey: 'a' })).id).toBe(second.id)
  })

  it('is given up with the run it belonged to', async () => {
    const engine = await startTestEngine()
    const first = await addTask(engine, { ...noopTask(), idempotencyKey: 'a' })
    await endOf(engine, first.id)
    await engine.operations.remove(first.runId)
    expect((await addTask(engine, { ...noopTask(), idempotencyKey: 'a' })).id).not.toBe(first.id)
  })

  it('also returns the first task if the queue is draining by now', async () => {
    const { engine } = await pausedEngine()
    const first = await addTask(engine, { idempotencyKey: 'a' })
    await engine.queues.drain('default', undefined)
    expect((await addTask(engine, { idempotencyKey: 'a' })).id).toBe(first.id)
  })

  it('of twenty that come in the same instant makes one task', async () => {
    const { engine } = await pausedEngine()
    const all = await Promise.all(Array.from({ length: 20 }, () => addTask(engine, { idempotencyKey: 'a' })))
    expect(new Set(all.map(({ id }) => id)).size).toBe(1)
    expect(engine.info().queued).toBe(1)
  })
})

describe('many at once', () => {
  it('are cancelled one by one, and refusals are named', async () => {
    const engine = await startTestEngine({ parallel: 1 })
    const ended = await runToEnd(engine, shell('exit 1'))
    const running = await engine.manual.exec(command('sleep', '60'), undefined, 'api')
    await untilRun(engine, running.id, ({ status }) => status === 'running')
    const waiting = await engine.manual.exec(noop(), undefined, 'api')
    const refs = [ended.id, running.id, String(waiting.number), '999']
    expect(await engine.operations.perform({ action: 'cancel', refs })).toEqual({
      operation: expect.any(String),
      done: 2,
      refused: 2,
      problems: expect.arrayContaining([
        { ref: '999', message: 'There is no run "999".' },
        { ref: String(ended.number), message: `Run ${ended.number} has already ended (failed).` },
      ]),
    })
    expect(await untilEnded(engine, running.id)).toMatchObject({ status: 'cancelled', reason: 'stopped' })
    expect(engine.runs.find(waiting.id)).toMatchObject({ status: 'cancelled', reason: 'withdrawn' })
  })

  it('are retried: all that a list shows, over more than one page of it', async () => {
    const { engine } = await pausedEngine()
    const tasks = await Promise.all(Array.from({ length: 230 }, () => addTask(engine, noopTask())))
    const cancelled = await engine.operations.perform({ action: 'cancel', filter: { status: 'queued' } })
    expect(cancelled).toMatchObject({ done: 230, refused: 0, problems: [] })
    expect(await engine.operations.perform({ action: 'retry', filter: { status: 'cancelled' } })).toMatchObject({ done: 230 })
    await engine.queues.resume('default')
    for (const { id } of tasks) expect(await endOf(engine, id)).toMatchObject({ status: 'succeeded' })
  })

  it('are deleted with all they left, but not what has not ended', async () => {
    const engine = await startTestEngine({ parallel: 1 })
    const ended = await runToEnd(engine, shell('echo gone'))
    const running = await engine.manual.exec(command('sleep', '60'), undefined, 'api')
    expect(await engine.operations.perform({ action: 'delete', refs: [ended.id, running.id] })).toMatchObject({
      done: 1,
      refused: 1,
      problems: [{ ref: String(running.number) }],
    })
    expect(() => engine.runs.find(ended.id)).toThrow('There is no run')
    expect(engine.runs.find(running.id).endedAt).toBe(null)
  })

  it('that are the same are done once', async () => {
    const engine = await startTestEngine()
    const { id, number } = await runToEnd(engine, noop())
    expect(await engine.operations.perform({ action: 'delete', refs: [id, String(number)] })).toMatchObject({ done: 1 })
  })

  it('does not delete a run that was retried in the same instant', async () => {
    const { engine } = await pausedEngine()
    const { runId } = await addTask(engine, noopTask())
    await engine.runs.cancel(runId)
    const [, removed] = await Promise.allSettled([engine.runs.retry(runId), engine.operations.remove(runId)])
    expect(removed).toMatchObject({ status: 'rejected', reason: { code: 'conflict' } })
    await engine.queues.resume('default')
    expect(await untilEnded(engine, runId)).toMatchObject({ status: 'succeeded' })
    expect(engine.info()).toMatchObject({ queued: 0, running: 0 })
  })
})
