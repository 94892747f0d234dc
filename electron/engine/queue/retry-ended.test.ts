import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { SpecInput } from '../../../shared/model/job.ts'
import type { Engine } from '../engine.ts'
import {
  command,
  noop,
  runToEnd,
  shell,
  spec,
  startTestEngine,
  temporaryFolder,
  until,
  untilEnded,
  untilRun,
} from '../testing/engine.ts'
import { createFakeClock } from '../testing/fake-clock.ts'

const atOnce = { kind: 'fixed' as const, delayMs: 0 }
const task = (engine: Engine, id: string) => engine.runs.detail(id).nodes[0]
const typesOf = (engine: Engine, id: string) => engine.runs.events(id).map(({ type }) => type)

describe('retrying an ended run', () => {
  it('keeps its attempts and its history, and gives it its whole number of attempts again', async () => {
    const engine = await startTestEngine()
    const first = await runToEnd(engine, shell('exit 7', { retry: { maxAttempts: 2, backoff: atOnce } }))
    expect(task(engine, first.id)).toMatchObject({ attempts: 2, maxAttempts: 2 })
    expect(await engine.runs.retry(first.id)).toMatchObject({ id: first.id, number: first.number, reason: null, endedAt: null })
    const second = await untilEnded(engine, first.id)
    expect(second).toMatchObject({ status: 'failed', exitCode: 7 })
    expect(task(engine, first.id)).toMatchObject({ attempts: 4, maxAttempts: 4 })
    expect(task(engine, first.id)?.tries.map(({ number, exitCode }) => [number, exitCode])).toEqual(
      [1, 2, 3, 4].map((n) => [n, 7]),
    )
    const once = ['started', 'attempt failed', 'started', 'failed']
    expect(typesOf(engine, first.id)).toEqual(['queued', ...once, 'retried', ...once])
  })

  it('starts its waits from the shortest again', async () => {
    const clock = createFakeClock()
    const engine = await startTestEngine({ clock })
    const broken = spec({
      body: { kind: 'builtin', name: 'fail' },
      retry: { maxAttempts: 3, backoff: { kind: 'exponential', delayMs: 1_000 } },
    })
    const { id } = await engine.manual.exec(broken, undefined, 'api')
    const waits = async (): Promise<number[]> => {
      const seen: number[] = []
      for (let left = 2; left > 0; left--) {
        const { retryAt } = await untilRun(engine, id, ({ retryAt }) => retryAt !== null && retryAt > clock.now())
        seen.push((retryAt ?? 0) - clock.now())
        await clock.advance(seen.at(-1) ?? 0)
      }
      await untilEnded(engine, id)
      return seen
    }
    expect(await waits()).toEqual([1_000, 2_000])
    await engine.runs.retry(id)
    expect(await waits()).toEqual([1_000, 2_000])
  })

  it('that fails once and then succeeds is a success, without a trace of the failure in what it says', async () => {
    const engine = await startTestEngine()
    const gate = join(engine.dataFolder, 'gate')
    const run = await runToEnd(engine, shell(`echo missing >&2; [ -e ${gate} ]`))
    expect(run).toMatchObject({ status: 'failed', error: 'missing' })
    writeFileSync(gate, '')
    await engine.runs.retry(String(run.number))
    expect(await untilEnded(engine, run.id)).toMatchObject({ status: 'succeeded', reason: null, error: null, exitCode: 0 })
    expect(engine.runs.detail(run.id).result).toEqual({ exitCode: 0 })
  })

  it('that was cancelled before it started lets it start', async () => {
    const clock = createFakeClock()
    const engine = await startTestEngine({ clock, parallel: 1 })
    await engine.queues.pause('default', undefined)
    const { id } = await engine.manual.exec(noop(), undefined, 'api')
    await engine.runs.cancel(id)
    await engine.queues.resume('default')
    await engine.runs.retry(id)
    expect(await untilEnded(engine, id)).toMatchObject({ status: 'succeeded' })
    expect(task(engine, id)).toMatchObject({ attempts: 1, tries: [{ number: 1, status: 'succeeded' }] })
  })

  it('that was stopped can be stopped again', async () => {
    const engine = await startTestEngine()
    const { id } = await engine.manual.exec(command('sleep', '60'), undefined, 'api')
    for (const _ of [1, 2]) {
      await untilRun(engine, id, ({ status }) => status === 'running')
      await engine.runs.cancel(id)
      expect(await untilEnded(engine, id)).toMatchObject({ status: 'cancelled', reason: 'stopped' })
      await engine.runs.retry(id)
    }
    expect(task(engine, id)?.tries.slice(0, 2)).toMatchObject([{ reason: 'stopped' }, { reason: 'stopped' }])
  })

  it('that succeeded is a conflict, and changes nothing', async () => {
    const engine = await startTestEngine()
    const run = await runToEnd(engine, noop())
    await expect(engine.runs.retry(run.id)).rejects.toMatchObject({
      code: 'conflict',
      message: `Could not retry run ${run.number}: it succeeded. Re-run it instead.`,
    })
    expect(engine.runs.find(run.id)).toEqual(run)
  })

  it('that still runs, or still waits, is a conflict', async () => {
    const engine = await startTestEngine({ parallel: 1 })
    const running = await engine.manual.exec(command('sleep', '60'), undefined, 'api')
    const waiting = await engine.manual.exec(noop(), undefined, 'api')
    await untilRun(engine, running.id, ({ status }) => status === 'running')
    for (const { id, number } of [running, waiting])
      await expect(engine.runs.retry(id)).rejects.toMatchObject({
        code: 'conflict',
        message: expect.stringMatching(`Could not retry run ${number}: it has not ended`),
      })
    expect([task(engine, running.id)?.attempts, task(engine, waiting.id)?.attempts]).toEqual([1, 0])
  })

  it('that does not exist is not-found', async () => {
    const engine = await startTestEngine({ dispatch: false })
    await expect(engine.runs.retry('99')).rejects.toMatchObject({ code: 'not-found' })
  })
})

describe('an interrupted attempt', () => {
  const sleeping = (retry: SpecInput['retry']) =>
    spec({ body: { kind: 'builtin', name: 'sleep', input: { ms: 3_600_000 } }, retry })

  /** Successive engines: attempts inside an engine end with it. */
  async function lose(times: number, what: ReturnType<typeof spec>) {
    const dataFolder = temporaryFolder()
    let engine = await startTestEngine({ dataFolder })
    const { id } = await engine.manual.exec(what, undefined, 'api')
    for (let n = 1; n <= times; n++) {
      await until(() => task(engine, id)?.attempts === n)
      engine.stop()
      engine = await startTestEngine({ dataFolder })
    }
    return { engine, id }
  }

  it('is tried again, whatever exit codes are asked for', async () => {
    const { engine, id } = await lose(2, sleeping({ maxAttempts: 9, backoff: atOnce, exitCodes: [3] }))
    await until(() => task(engine, id)?.attempts === 3)
    expect(task(engine, id)?.tries.map(({ reason }) => reason)).toEqual(['lost', 'lost', null])
  })

  it('three times in a row is tried no more, however many attempts it has left', async () => {
    const { engine, id } = await lose(3, sleeping({ maxAttempts: 9, backoff: atOnce }))
    expect(await untilEnded(engine, id)).toMatchObject({ status: 'failed', reason: 'lost' })
    expect(task(engine, id)).toMatchObject({ attempts: 3, maxAttempts: 9 })
  })

  it('has no more attempts than any other', async () => {
    const { engine, id } = await lose(1, sleeping({ maxAttempts: 1 }))
    expect(await untilEnded(engine, id)).toMatchObject({ status: 'failed', reason: 'lost' })
  })

  it('is counted from zero when a person retries it', async () => {
    const { engine, id } = await lose(3, sleeping({ maxAttempts: 9, backoff: atOnce }))
    await untilEnded(engine, id)
    await engine.runs.retry(id)
    await untilRun(engine, id, ({ status }) => status === 'running')
    engine.stop()
    const next = await startTestEngine({ dataFolder: engine.dataFolder })
    await until(() => task(next, id)?.attempts === 5)
    expect(next.runs.find(id)).toMatchObject({ status: 'running', endedAt: null })
  })
})
