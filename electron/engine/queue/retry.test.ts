import { describe, expect, it } from 'vitest'
import type { SpecInput } from '../../../shared/model/job.ts'
import type { Run } from '../../../shared/model/run.ts'
import type { Engine } from '../engine.ts'
import { command, noop, runToEnd, shell, spec, startTestEngine, untilEnded, untilRun } from '../testing/engine.ts'
import { createFakeClock } from '../testing/fake-clock.ts'

type Retry = SpecInput['retry']
const failing = (retry: Retry) => spec({ body: { kind: 'builtin', name: 'fail', input: { message: 'no luck' } }, retry })
const sleeping = (ms: number, over: Partial<SpecInput> = {}) =>
  spec({ body: { kind: 'builtin', name: 'sleep', input: { ms } }, ...over })
const atOnce = { kind: 'fixed' as const, delayMs: 0 }
const task = (engine: Engine, id: string) => engine.runs.detail(id).nodes[0]
const typesOf = (engine: Engine, id: string) => engine.runs.events(id).map(({ type }) => type)

async function quietEngine(random = () => 0.5) {
  const clock = createFakeClock()
  return { clock, engine: await startTestEngine({ clock, random }) }
}
type Quiet = Awaited<ReturnType<typeof quietEngine>>

/** Runs a spec, and moves the clock between its attempts. */
async function playToEnd({ engine, clock }: Quiet, what: ReturnType<typeof spec>): Promise<Run> {
  const { id } = await engine.manual.exec(what, undefined, 'api')
  for (;;) {
    const run = await untilRun(engine, id, ({ endedAt, retryAt }) => endedAt !== null || (retryAt ?? 0) > clock.now())
    if (run.endedAt !== null) return run
    clock.advance((run.retryAt ?? 0) - clock.now())
  }
}

const waitsOf = ({ engine }: Quiet, id: string): number[] =>
  engine.runs.events(id).flatMap(({ type, at, data }) => (type === 'attempt failed' ? [Number(data['retryAt']) - at] : []))

describe('a failing task', () => {
  it('is not retried without a retry policy', async () => {
    const quiet = await quietEngine()
    const { id } = await playToEnd(quiet, failing({}))
    expect(task(quiet.engine, id)).toMatchObject({ attempts: 1, maxAttempts: 1, status: 'failed' })
    expect(typesOf(quiet.engine, id)).toEqual(['queued', 'started', 'failed'])
  })

  it.each([
    ['the same each time', { kind: 'fixed' as const, delayMs: 700 }, [700, 700, 700, 700]],
    ['doubling', { delayMs: 1_000 }, [1_000, 2_000, 4_000, 8_000]],
    ['doubling up to its longest', { delayMs: 1_000, maxMs: 3_000 }, [1_000, 2_000, 3_000, 3_000]],
    ['half of it, as chance has it', { kind: 'fixed' as const, delayMs: 1_000, jitter: true }, [500, 500, 500, 500]],
  ])('waits between its attempts: %s', async (_, backoff, waits) => {
    const quiet = await quietEngine()
    const run = await playToEnd(quiet, failing({ maxAttempts: 5, backoff }))
    expect(waitsOf(quiet, run.id)).toEqual(waits)
    expect(run).toMatchObject({ status: 'failed', reason: 'error', error: 'no luck', retryAt: null })
    expect(task(quiet.engine, run.id)?.tries.map(({ number, status }) => `${number} ${status}`)).toEqual(
      [1, 2, 3, 4, 5].map((n) => `${n} failed`),
    )
  })

  it.each([
    [0, 0],
    [0.25, 250],
    [1 - Number.EPSILON, 1_000],
  ])('with jitter, waits from nothing to the whole: at %d', async (random, wait) => {
    const quiet = await quietEngine(() => random)
    const run = await playToEnd(quiet, failing({ maxAttempts: 2, backoff: { kind: 'fixed', delayMs: 1_000, jitter: true } }))
    expect(waitsOf(quiet, run.id)).toEqual([wait])
  })

  it('does not start again too soon', async () => {
    const { engine, clock } = await quietEngine()
    const { id } = await engine.manual.exec(failing({ maxAttempts: 2, backoff: { delayMs: 5_000 } }), undefined, 'api')
    await untilRun(engine, id, ({ retryAt }) => retryAt !== null)
    clock.advance(4_999)
    await runToEnd(engine, noop())
    expect(engine.runs.find(id)).toMatchObject({ status: 'running', retryAt: clock.now() + 1 })
    clock.advance(1)
    expect(await untilEnded(engine, id)).toMatchObject({ status: 'failed' })
  })

  it('and then succeeds has succeeded, and its failed attempt stays in its history', async () => {
    const engine = await startTestEngine()
    const retry = { maxAttempts: 3, backoff: atOnce }
    const run = await runToEnd(engine, shell('echo "try $LOCALFLOW_ATTEMPT" >&2; [ $LOCALFLOW_ATTEMPT = 2 ]', { retry }))
    expect(run).toMatchObject({ status: 'succeeded', reason: null, error: null, exitCode: 0, retryAt: null })
    expect(task(engine, run.id)?.tries).toMatchObject([
      { number: 1, status: 'failed', reason: 'exit-code', exitCode: 1, error: 'try 1' },
      { number: 2, status: 'succeeded', reason: null, exitCode: 0, error: null },
    ])
    expect(typesOf(engine, run.id)).toEqual(['queued', 'started', 'attempt failed', 'started', 'succeeded'])
    expect((await engine.logs.read(run.id, 1, 1, 10)).items.map(({ text }) => text)).toEqual(['try 1'])
    expect((await engine.logs.read(run.id, null, 1, 10)).items.map(({ stream, text }) => [stream, text])).toEqual([
      ['note', '[LocalFlow] attempt 2 starts'],
      ['err', 'try 2'],
    ])
  })
})

describe('only some exit codes are worth another attempt', () => {
  const missing = command('no-such-program-at-all')
  it.each([
    ['the one it gave', shell('exit 3'), [3], 2],
    ['another one', shell('exit 3'), [4, 5], 1],
    ['a signal as 128 + n', shell('kill -9 $$'), [137], 2],
    ['a signal, which is not n', shell('kill -9 $$'), [9], 1],
    ['a timeout as 124', shell('sleep 60', { timeoutMs: 100 }), [124], 2],
    ['a timeout, which is not the signal that ended it', shell('sleep 60', { timeoutMs: 100 }), [143], 1],
    ['what could not start as 127', missing, [127], 2],
    ['what could not start, and is nothing else', missing, [1], 1],
    ['an attempt without an exit code, when codes are asked for', failing({}), [1], 1],
  ])('%s', async (_, what, exitCodes, attempts) => {
    const engine = await startTestEngine()
    const run = await runToEnd(engine, {
      ...what,
      retry: { maxAttempts: 2, backoff: { ...atOnce, maxMs: 0, jitter: false }, exitCodes },
    })
    expect(run.status).toBe('failed')
    expect(task(engine, run.id)?.attempts).toBe(attempts)
  })

  it('and the first that is not among them is the last', async () => {
    const engine = await startTestEngine()
    const retry = { maxAttempts: 9, backoff: atOnce, exitCodes: [3, 4] }
    const run = await runToEnd(engine, shell('exit $((2 + LOCALFLOW_ATTEMPT))', { retry }))
    expect(run).toMatchObject({ status: 'failed', exitCode: 5 })
    expect(task(engine, run.id)?.tries.map(({ exitCode }) => exitCode)).toEqual([3, 4, 5])
  })
})

describe('a run that waits between two attempts', () => {
  async function waiting() {
    const quiet = await quietEngine()
    const { id } = await quiet.engine.manual.exec(failing({ maxAttempts: 3, backoff: { delayMs: 30_000 } }), undefined, 'api')
    const run = await untilRun(quiet.engine, id, ({ retryAt }) => retryAt !== null)
    return { ...quiet, run }
  }

  it('is running, shows its error and the time of the next attempt, and uses no slot', async () => {
    const { engine, clock, run } = await waiting()
    expect(run).toMatchObject({ status: 'running', reason: null, error: 'no luck', endedAt: null, retryAt: clock.now() + 30_000 })
    expect(task(engine, run.id)).toMatchObject({ status: 'queued', waitsFor: 'Waiting for the next attempt.', attempts: 1 })
    expect(engine.info()).toMatchObject({ running: 0, queued: 1 })
  })

  it('can be stopped, and never goes on', async () => {
    const { engine, clock, run } = await waiting()
    expect(await engine.runs.cancel(run.id)).toMatchObject({ status: 'cancelled', reason: 'stopped', retryAt: null })
    clock.advance(40_000)
    await runToEnd(engine, noop())
    expect(task(engine, run.id)).toMatchObject({ status: 'cancelled', attempts: 1, tries: [{ status: 'failed' }] })
    expect(typesOf(engine, run.id)).toEqual(['queued', 'started', 'attempt failed', 'cancelled'])
    expect(engine.info()).toMatchObject({ running: 0, queued: 0 })
  })

  it('cannot be retried: it will be', async () => {
    const { engine, run } = await waiting()
    await expect(engine.runs.retry(run.id)).rejects.toMatchObject({ code: 'conflict' })
    expect(engine.runs.find(run.id)).toEqual(run)
  })
})

describe('a timeout', () => {
  it('is counted from the beginning of each attempt', async () => {
    const { engine, clock } = await quietEngine()
    const retry = { maxAttempts: 2, backoff: { kind: 'fixed' as const, delayMs: 1_000 } }
    const { id } = await engine.manual.exec(sleeping(10_000, { timeoutMs: 4_000, retry }), undefined, 'api')
    await untilRun(engine, id, ({ status }) => status === 'running')
    clock.advance(4_000)
    await untilRun(engine, id, ({ retryAt }) => retryAt !== null)
    clock.advance(1_000)
    await untilRun(engine, id, ({ retryAt }) => retryAt === null)
    clock.advance(3_999)
    await runToEnd(engine, noop())
    expect(engine.runs.find(id).status).toBe('running')
    clock.advance(1)
    expect(await untilEnded(engine, id)).toMatchObject({
      status: 'failed',
      reason: 'timeout',
      error: 'Stopped after its timeout of 4 s.',
    })
    expect(task(engine, id)?.tries.map(({ startedAt, endedAt }) => Number(endedAt) - startedAt)).toEqual([4_000, 4_000])
  })
})
