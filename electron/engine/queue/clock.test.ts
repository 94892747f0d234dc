import { describe, expect, it } from 'vitest'
import type { Engine } from '../engine.ts'
import { noop, spec, startTestEngine, until, untilEnded, untilRun } from '../testing/engine.ts'
import { createFakeClock } from '../testing/fake-clock.ts'

const minute = 60_000
const hour = 60 * minute

async function startWithClock(): Promise<{ engine: Engine; clock: ReturnType<typeof createFakeClock> }> {
  const clock = createFakeClock()
  const engine = await startTestEngine({ clock })
  await engine.ready()
  return { engine, clock }
}

const failing = spec({
  body: { kind: 'builtin', name: 'fail' },
  retry: { maxAttempts: 2, backoff: { kind: 'fixed', delayMs: 10 * minute } },
})

describe('a clock that is set back by an hour', () => {
  it('does not make the wait between two attempts longer', async () => {
    const { engine, clock } = await startWithClock()
    const { id } = await engine.manual.exec(failing, undefined, 'api')
    await untilRun(engine, id, ({ retryAt }) => retryAt !== null)
    clock.set(-hour)
    clock.advance(minute)
    const dueAt = () => engine.tasks.get(engine.runs.detail(id).nodes[0]?.taskId ?? '').runAt
    await until(() => dueAt() <= clock.now() + 10 * minute)
    clock.advance(10 * minute)
    expect(await untilEnded(engine, id)).toMatchObject({ status: 'failed', reason: 'error' })
    expect(engine.runs.detail(id).nodes[0]?.attempts).toBe(2)
  })

  it('starts the next attempt within a minute, however often the dispatcher is woken', async () => {
    const { engine, clock } = await startWithClock()
    const retry = { maxAttempts: 2, backoff: { kind: 'fixed' as const, delayMs: 40_000 } }
    const { id } = await engine.manual.exec(spec({ body: failing.body, retry }), undefined, 'api')
    await untilRun(engine, id, ({ retryAt }) => retryAt !== null)
    clock.set(-hour)
    for (let gone = 0; gone < minute; gone += 5_000) {
      clock.advance(5_000)
      await engine.settings.update({ parallel: 4 })
    }
    expect(await untilEnded(engine, id)).toMatchObject({ status: 'failed', reason: 'error' })
    expect(engine.runs.detail(id).nodes[0]?.attempts).toBe(2)
  })

  it('lets a task that is due at a time of day wait for that time', async () => {
    const { engine, clock } = await startWithClock()
    const due = clock.now() + 10 * minute
    const { task } = await engine.tasks.create(draftAt(due), 'api')
    clock.set(-hour)
    clock.advance(11 * minute)
    await engine.manual.exec(noop(), undefined, 'api').then(({ id }) => untilEnded(engine, id))
    expect(engine.tasks.get(task.id)).toMatchObject({ status: 'queued', stage: 'delayed', runAt: due })
    clock.advance(hour)
    expect((await untilEnded(engine, task.runId)).status).toBe('succeeded')
  })

  it('ends no run before it started, and takes no run from its holder', async () => {
    const { engine, clock } = await startWithClock()
    const { id } = await engine.manual.exec(
      spec({ body: { kind: 'builtin', name: 'sleep', input: { ms: 2 * minute } } }),
      undefined,
      'api',
    )
    await untilRun(engine, id, ({ status }) => status === 'running')
    clock.set(-hour)
    clock.advance(3 * minute)
    const run = await untilEnded(engine, id)
    expect(run.status).toBe('succeeded')
    expect(run.endedAt).toBeGreaterThanOrEqual(run.startedAt ?? 0)
  })
})

it('a computer that slept finds tasks that came due in the meantime when it checks the time', async () => {
  const { engine, clock } = await startWithClock()
  const { task } = await engine.tasks.create(draftAt(clock.now() + 5 * hour), 'api')
  await until(() => engine.tasks.get(task.id).stage === 'delayed')
  // Timers stop while the computer sleeps.
  clock.set(8 * hour)
  clock.advance(minute)
  expect((await untilEnded(engine, task.runId)).status).toBe('succeeded')
})

const draftAt = (runAt: number) => ({
  type: 'builtin' as const,
  payload: { name: 'noop' as const, input: null },
  queue: 'default',
  priority: 0,
  runAt,
  maxAttempts: 1,
  backoff: { kind: 'fixed' as const, delayMs: 0, maxMs: 0, jitter: false },
})
