import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readValue } from '../../../shared/flow/read.ts'
import { logOf, startTestEngine, temporaryFolder, until, untilEnded } from '../testing/engine.ts'
import { createFakeClock } from '../testing/fake-clock.ts'
import { expectWhole, ledgerLine, readLedger } from '../testing/flow-record.ts'
import { type Draft, eventsOf, runFlow, startFlow, stateOf, tale } from '../testing/flows.ts'

const sh = (code: string, over: Draft = {}): Draft => ({
  exec_type: 'shell',
  script: { cmd: '/bin/sh', code },
  ...over,
})
const one = (node: Draft, over: Draft = {}): Draft => ({ start: 'a', nodes: { a: node }, ...over })

describe('retries with exponential backoff', () => {
  it('start at the configured times, each with its own log', async () => {
    const clock = createFakeClock()
    const engine = await startTestEngine({ clock })
    const ledger = join(temporaryFolder(), 'ledger')
    const node = sh(`${ledgerLine(ledger)}; echo "attempt $LOCALFLOW_ATTEMPT"; [ "$LOCALFLOW_ATTEMPT" = 4 ]`, {
      retry: { max_attempts: 4, delay_ms: 1_000, backoff: 'exponential', max_delay_ms: 3_000 },
    })
    const run = await startFlow(engine, one(node))
    const begun = clock.now()
    for (const wait of [1_000, 2_000, 3_000]) {
      await until(
        () => tale(engine, run).filter((type) => type === 'attempt failed').length === [1_000, 2_000, 3_000].indexOf(wait) + 1,
      )
      clock.advance(wait - 1)
      expect(tale(engine, run).at(-1)).toBe('attempt failed')
      clock.advance(1)
    }
    await untilEnded(engine, run.id)
    const events = eventsOf(engine, run)
    expect(events.filter(({ type }) => type === 'started').map(({ at }) => at - begun)).toEqual([0, 1_000, 3_000, 6_000])
    expect(events.filter(({ type }) => type === 'attempt failed').map(({ data }) => Number(data['retryAt']) - begun)).toEqual([
      1_000, 3_000, 6_000,
    ])
    expect(readLedger(ledger).map(({ attempt }) => attempt)).toEqual([1, 2, 3, 4])
    expect(await logOf(engine, run.id)).toBe('[LocalFlow] attempt 4 starts\nattempt 4\n')
    expectWhole(engine, run, ledger)
  })
})

describe('retry delays with jitter', () => {
  it('are recorded, within their bounds, and differ', async () => {
    const engine = await startTestEngine({ clock: createFakeClock() })
    const retry = { max_attempts: 2, delay_ms: 60_000, jitter: true }
    const waits: number[] = []
    for (let n = 0; n < 40; n++) {
      const run = await startFlow(engine, one({ exec_type: 'local_func', func: 'fail', retry }))
      const failed = await until(() => eventsOf(engine, run).find(({ type }) => type === 'attempt failed'))
      waits.push(Number(failed?.data['retryAt']) - (failed?.at ?? 0))
    }
    expect(Math.min(...waits)).toBeGreaterThanOrEqual(0)
    expect(Math.max(...waits)).toBeLessThanOrEqual(60_000)
    expect(waits.filter((wait, index) => wait === waits[index - 1]).length).toBeLessThanOrEqual(2)
  })
})

describe('a node that always fails', () => {
  it('is attempted exactly as often as configured', async () => {
    const engine = await startTestEngine()
    const run = await runFlow(engine, one(sh('echo "no luck" >&2; exit 3', { retry: { max_attempts: 3, delay_ms: 0 } })))
    expect(run).toMatchObject({ status: 'failed', reason: 'exit-code', error: '"a": no luck' })
    expect(engine.runs.detail(run.id).failedNode).toBe('a')
    expect(tale(engine, run).filter((type) => type === 'started')).toHaveLength(3)
    expectWhole(engine, run)
  })

  it('is named by its run, unlike a node whose failure an edge took', async () => {
    const engine = await startTestEngine()
    const nodes = { first: sh('exit 2'), second: sh('exit 6') }
    const run = await runFlow(engine, { start: 'first', nodes, edges: [{ from: 'first', action: 'error', to: 'second' }] })
    expect(engine.runs.detail(run.id)).toMatchObject({ status: 'failed', reason: 'exit-code', failedNode: 'second' })
  })

  it('cannot be given zero attempts', () => {
    const problems = (over: Draft) => readValue(one({ exec_type: 'local_func', func: 'noop', ...over })).problems
    expect(problems({ max_attempts: 0 })).toEqual([
      { severity: 'error', path: 'nodes.a.max_attempts', message: 'must be at least 1: the first attempt counts' },
    ])
    expect(problems({ retry: { max_attempts: 0 } })).toHaveLength(1)
    expect(problems({ max_retries: 0 })).toEqual([])
  })
})

describe('retries by exit code', () => {
  const retry = { max_attempts: 5, delay_ms: 0, exit_codes: [75, 124] }

  it('skip a code that is not listed, and the error edge receives the failure', async () => {
    const engine = await startTestEngine()
    const run = await runFlow(engine, {
      start: 'a',
      nodes: {
        a: sh('echo broken; exit 2', { retry }),
        sorry: { exec_type: 'local_func', func: 'noop', post: { output_key: 'why' } },
      },
      edges: [{ from: 'a', action: 'error', to: 'sorry' }],
    })
    expect(run).toMatchObject({
      status: 'succeeded',
      shared: { why: { reason: 'exit-code', message: 'broken', step: 'a#1', attempt: 1, exitCode: 2 } },
    })
    expect(tale(engine, run)).not.toContain('attempt failed')
    expectWhole(engine, run)
  })

  it('follow a code that is listed', async () => {
    const engine = await startTestEngine()
    const run = await runFlow(engine, one(sh('[ "$LOCALFLOW_ATTEMPT" = 3 ] || exit 75', { retry })))
    expect(run.status).toBe('succeeded')
    expect(tale(engine, run).filter((type) => type === 'started')).toHaveLength(3)
  })
})

describe('a node that crashes its runner again and again', () => {
  it('is given up after three attempts while other nodes continue', async () => {
    const dataFolder = temporaryFolder()
    const clock = createFakeClock()
    let engine = await startTestEngine({ dataFolder, clock })
    const run = await startFlow(
      engine,
      one({ exec_type: 'local_func', func: 'sleep', params: { ms: 1_000_000_000 }, retry: { max_attempts: 50, delay_ms: 0 } }),
    )
    for (let death = 1; death <= 3; death++) {
      await until(() => tale(engine, run).filter((type) => type === 'started').length === death)
      engine.stop()
      engine = await startTestEngine({ dataFolder, clock })
    }
    expect(await untilEnded(engine, run.id)).toMatchObject({ status: 'failed', reason: 'lost' })
    expect(tale(engine, run).filter((type) => type === 'started')).toHaveLength(3)
    expect(await runFlow(engine, one({ exec_type: 'local_func', func: 'noop' }))).toMatchObject({ status: 'succeeded' })
    expectWhole(engine, run)
  })
})

describe('compensation', () => {
  const draft = (undo: Draft, ledger: string): Draft => ({
    start: 'A',
    nodes: {
      A: sh(`${ledgerLine(ledger)}; echo '::output id=7'`, { compensate: 'C' }),
      B: sh('exit 2'),
      C: undo,
    },
    edges: [{ from: 'A', to: 'B' }],
  })

  it('runs once, with the result of the node that it undoes', async () => {
    const engine = await startTestEngine()
    const ledger = join(temporaryFolder(), 'ledger')
    const undo = sh(`${ledgerLine(ledger)}; echo "$LOCALFLOW_INPUT" >> ${ledger}.input`, { prep: { input_key: '$input.id' } })
    const run = await runFlow(engine, draft(undo, ledger))
    expect(run).toMatchObject({ status: 'failed', reason: 'compensated' })
    expect(readLedger(ledger).map(({ unit }) => unit)).toEqual(['A#1/', 'C#1/'])
    expect(readFileSync(`${ledger}.input`, 'utf8')).toBe('7\n')
    expectWhole(engine, run, ledger)
  })

  it('reports that it failed', async () => {
    const engine = await startTestEngine()
    const run = await runFlow(engine, draft(sh('exit 1'), join(temporaryFolder(), 'ledger')))
    expect(run).toMatchObject({ status: 'failed', reason: 'compensation-failed' })
    expect(run.error).toContain('could not all be undone')
    expectWhole(engine, run)
  })
})

describe("a crash between a node's effect and its record", () => {
  it('shows as another attempt of the node', async () => {
    const dataFolder = temporaryFolder()
    const first = await startTestEngine({ dataFolder })
    const draft = one({ exec_type: 'local_func', func: 'sleep', params: { ms: 200 }, retry: { max_attempts: 3, delay_ms: 0 } })
    const run = await startFlow(first, draft)
    await until(() => tale(first, run).includes('started'))
    first.stop()
    const second = await startTestEngine({ dataFolder })
    expect(await untilEnded(second, run.id)).toMatchObject({ status: 'succeeded' })
    const failed = eventsOf(second, run).find(({ type }) => type === 'attempt failed')
    expect(failed?.data).toMatchObject({ step: 'a#1', attempt: 1, reason: 'lost' })
    expectWhole(second, run)
  })

  it('leaves a script running, which runs once', async () => {
    const dataFolder = temporaryFolder()
    const [ledger, gate] = [join(dataFolder, 'ledger'), join(dataFolder, 'gate')]
    const first = await startTestEngine({ dataFolder })
    const run = await startFlow(first, one(sh(`${ledgerLine(ledger)}; while [ ! -e ${gate} ]; do sleep 0.02; done`)))
    await until(() => existsSync(ledger))
    first.stop()
    writeFileSync(gate, '')
    const second = await startTestEngine({ dataFolder })
    expect(await untilEnded(second, run.id)).toMatchObject({ status: 'succeeded' })
    expect(readLedger(ledger)).toHaveLength(1)
    expectWhole(second, run, ledger)
  })
})

describe('a definition that is published during a run', () => {
  it('applies to new runs and not to the one that is running', async () => {
    const clock = createFakeClock()
    const engine = await startTestEngine({ clock })
    const draft = (text: string): string =>
      JSON.stringify({
        start: 'wait',
        nodes: {
          wait: { kind: 'timer', params: { delay_ms: 1_000 } },
          say: { exec_type: 'local_func', func: 'upper', params: { text }, post: { output_key: 'said' } },
        },
        edges: [{ from: 'wait', to: 'say' }],
      })
    await engine.flows.importFlow('changing', draft('old'))
    const old = await engine.flowRuns.start('changing', null, {}, 'api')
    await engine.flows.importFlow('changing', draft('new'))
    const young = await engine.flowRuns.start('changing', null, {}, 'api')
    const again = await engine.flows.importFlow('changing', draft('new'))
    clock.advance(1_000)
    await Promise.all([untilEnded(engine, old.id), untilEnded(engine, young.id)])
    expect([stateOf(engine, old).shared, stateOf(engine, young).shared]).toEqual([{ said: 'OLD' }, { said: 'NEW' }])
    expect([again.isNew, (await engine.flows.versions('changing', null, 10)).items.map(({ version }) => version)]).toEqual([
      false,
      [2, 1],
    ])
    expectWhole(engine, old)
  })
})
