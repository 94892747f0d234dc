import { describe, expect, it } from 'vitest'
import { readValue } from '../../../shared/flow/read.ts'
import { startTestEngine, temporaryFolder, until, untilEnded } from '../testing/engine.ts'
import { createFakeClock } from '../testing/fake-clock.ts'
import { expectWhole } from '../testing/flow-record.ts'
import { type Draft, eventsOf, runFlow, startFlow, stateOf, tale } from '../testing/flows.ts'

const noop: Draft = { exec_type: 'local_func', func: 'noop' }
const say = (text: string): Draft => ({ exec_type: 'local_func', func: 'upper', params: { text }, post: { output_key: 'said' } })

describe('timer nodes', () => {
  const timer = (params: Draft): Draft => ({ start: 't', nodes: { t: { kind: 'timer', params } } })

  it('fire once, when due and not before, even forty days ahead', async () => {
    const clock = createFakeClock()
    const engine = await startTestEngine({ clock })
    const day = 86_400_000
    const run = await startFlow(engine, timer({ delay_ms: 40 * day }))
    // Asleep for most of the time, because an awake LocalFlow would check its files every five seconds.
    clock.sleep(40 * day - 120_000)
    clock.advance(119_999)
    await until(() => engine.health().length === 0)
    expect(engine.runs.find(run.id).status).toBe('running')
    clock.advance(1)
    await untilEnded(engine, run.id)
    expect(eventsOf(engine, run).find(({ type }) => type === 'timer fired')?.at).toBe(run.createdAt + 40 * day)
    expectWhole(engine, run)
  })

  it('fire at startup if they came due while LocalFlow was closed', async () => {
    const dataFolder = temporaryFolder()
    const clock = createFakeClock()
    const first = await startTestEngine({ dataFolder, clock })
    const run = await startFlow(first, timer({ delay_ms: 600_000 }))
    first.stop()
    clock.advance(3_600_000)
    const second = await startTestEngine({ dataFolder, clock })
    expect(await untilEnded(second, run.id)).toMatchObject({ status: 'succeeded' })
    expect(tale(second, run).filter((type) => type === 'timer fired')).toHaveLength(1)
    expectWhole(second, run)
  })

  it('fire at once for a time in the past', async () => {
    const engine = await startTestEngine({ clock: createFakeClock() })
    expect(await runFlow(engine, timer({ until: '2020-01-01T00:00:00Z' }))).toMatchObject({ status: 'succeeded' })
  })

  it('fire at the clock change for a time of day that it skips', async () => {
    const clock = createFakeClock(Date.parse('2026-03-28T12:00:00Z'))
    const engine = await startTestEngine({ clock })
    const run = await startFlow(engine, timer({ until: '2026-03-29T02:30', tz: 'Europe/Berlin' }))
    expect(new Date(Object.values(stateOf(engine, run).steps)[0]?.dueAt ?? 0).toISOString()).toBe('2026-03-29T01:00:00.000Z')
    const next = await startFlow(engine, timer({ until: '11:00', tz: 'Europe/Berlin' }))
    expect(new Date(Object.values(stateOf(engine, next).steps)[0]?.dueAt ?? 0).toISOString()).toBe('2026-03-29T09:00:00.000Z')
  })

  it.each([
    [{ delay_ms: 'x' }, 'params.delay_ms', 'must be a number of milliseconds'],
    [{ until: 'noon' }, 'params.until', 'must be an instant'],
    [{ until: '18:30', tz: 'Mars' }, 'params.until', 'in a known time zone'],
  ])('report parameters without a time together with other problems: %j', (params, path, words) => {
    const { problems } = readValue({ start: 't', nodes: { t: { kind: 'timer', params }, lone: noop }, edges: [] })
    expect(problems.map(({ severity, path }) => [severity, path])).toEqual([
      ['warning', `nodes.t.${path}`],
      ['warning', 'nodes.lone'],
    ])
    expect(problems[0]?.message).toContain(words)
  })

  it('fail for a time that cannot be read', async () => {
    const engine = await startTestEngine()
    const run = await runFlow(engine, timer({ until: 'tomorrow' }))
    expect(run.status).toBe('failed')
    expect(run.error).toContain('It cannot be told when it goes off')
  })
})

describe('a wait for a signal', () => {
  const draft = (over: Draft = {}): Draft => ({
    start: 'wait',
    nodes: {
      wait: { kind: 'wait_event', signal_key: 'paid', timeout_ms: 3_600_000, post: { output_key: 'got' }, ...over },
      late: say('late'),
    },
    edges: [{ from: 'wait', action: 'timeout', to: 'late' }],
  })
  const after: Draft = {
    start: 'first',
    nodes: { first: { kind: 'timer', params: { delay_ms: 1_000 } }, ...(draft()['nodes'] as Draft) },
    edges: [{ from: 'first', to: 'wait' }],
  }

  it('receives a signal that arrived before the wait', async () => {
    const clock = createFakeClock()
    const engine = await startTestEngine({ clock })
    const run = await startFlow(engine, after)
    await engine.flowRuns.signal(run.id, 'paid', { amount: 5 }, 'one', 'api')
    clock.advance(1_000)
    await untilEnded(engine, run.id)
    expect(stateOf(engine, run).shared).toEqual({ got: { amount: 5 } })
    expectWhole(engine, run)
  })

  it('takes a repeated signal once, and leaves the next one for a later wait', async () => {
    const clock = createFakeClock()
    const engine = await startTestEngine({ clock })
    const two: Draft = {
      start: 'w1',
      nodes: {
        w1: { kind: 'wait_event', signal_key: 'paid', post: { output_key: 'one' } },
        w2: { kind: 'wait_event', signal_key: 'paid', post: { output_key: 'two' } },
      },
      edges: [{ from: 'w1', to: 'w2' }],
    }
    const run = await startFlow(engine, two)
    expect(await engine.flowRuns.signal(run.id, 'paid', 1, 'a', 'api')).toEqual({ ignored: null })
    expect(await engine.flowRuns.signal(run.id, 'paid', 1, 'a', 'api')).toEqual({ ignored: 'duplicate' })
    expect(engine.runs.find(run.id).status).toBe('running')
    expect(eventsOf(engine, run).at(-1)).toMatchObject({ type: 'signal ignored', data: { why: 'duplicate' } })
    await engine.flowRuns.signal(run.id, 'paid', 2, 'b', 'api')
    await untilEnded(engine, run.id)
    expect(stateOf(engine, run).shared).toEqual({ one: 1, two: 2 })
    expectWhole(engine, run)
  })

  it('ignores a signal of another name, and takes the timeout edge when it times out', async () => {
    const clock = createFakeClock()
    const engine = await startTestEngine({ clock })
    const run = await startFlow(engine, draft())
    await engine.flowRuns.signal(run.id, 'refunded', true, null, 'api')
    clock.advance(3_600_000)
    await untilEnded(engine, run.id)
    expect(stateOf(engine, run).shared).toEqual({ said: 'LATE' })
    expectWhole(engine, run)
  })

  it('ends once when signal and timeout come at the same instant', async () => {
    const clock = createFakeClock()
    const engine = await startTestEngine({ clock })
    const run = await startFlow(engine, draft())
    const signalled = engine.flowRuns.signal(run.id, 'paid', 1, null, 'api')
    clock.advance(3_600_000)
    await signalled
    await untilEnded(engine, run.id)
    const ends = tale(engine, run).filter((type) => type === 'wait timed out' || type === 'signal consumed')
    expect(ends).toHaveLength(1)
    expectWhole(engine, run)
  })

  it('refuses a signal once the run has ended', async () => {
    const engine = await startTestEngine()
    const run = await runFlow(engine, { start: 'a', nodes: { a: noop } })
    await expect(engine.flowRuns.signal(run.id, 'paid', 1, null, 'api')).rejects.toThrow('has already ended')
  })

  it('takes a signal once that was received before an engine crash', async () => {
    const dataFolder = temporaryFolder()
    const clock = createFakeClock()
    const first = await startTestEngine({ dataFolder, clock })
    const run = await startFlow(first, after)
    await first.flowRuns.signal(run.id, 'paid', 9, null, 'api')
    first.stop()
    const second = await startTestEngine({ dataFolder, clock })
    clock.advance(1_000)
    await untilEnded(second, run.id)
    expect(stateOf(second, run).shared).toEqual({ got: 9 })
    expect(tale(second, run).filter((type) => type === 'signal consumed')).toHaveLength(1)
    expectWhole(second, run)
  })

  it.each([
    ['fail', 'failed', 'timeout'],
    ['continue', 'succeeded', null],
  ])('ends the run with strategy %s as %s when it times out', async (strategy, status, reason) => {
    const clock = createFakeClock()
    const engine = await startTestEngine({ clock })
    const wait = { kind: 'wait_event', signal_key: 'paid', timeout_ms: 1_000, failure_strategy: strategy }
    const run = await startFlow(engine, { start: 'wait', nodes: { wait } })
    clock.advance(1_000)
    expect(await untilEnded(engine, run.id)).toMatchObject({ status, reason })
    expectWhole(engine, run)
  })

  it('waits again after each timeout with the strategy retry, and reports each', async () => {
    const clock = createFakeClock()
    const engine = await startTestEngine({ clock })
    const wait = { kind: 'wait_event', signal_key: 'paid', timeout_ms: 1_000, failure_strategy: 'retry' }
    const run = await startFlow(engine, { start: 'wait', nodes: { wait } })
    clock.advance(1_000)
    await until(() => tale(engine, run).includes('wait timed out'))
    expect(engine.runs.find(run.id).status).toBe('running')
    await engine.flowRuns.signal(run.id, 'paid', true, null, 'api')
    expect(await untilEnded(engine, run.id)).toMatchObject({ status: 'succeeded' })
    expectWhole(engine, run)
  })
})
