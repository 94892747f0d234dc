import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { startTestEngine, temporaryFolder, until, untilEnded } from '../testing/engine.ts'
import { expectWhole, ledgerLine, readLedger } from '../testing/flow-record.ts'
import { type Draft, eventsOf, runFlow, startFlow, stateOf, tale, visitsOf } from '../testing/flows.ts'

const sh = (code: string): Draft => ({ exec_type: 'shell', script: { cmd: '/bin/sh', code, output_mode: 'json' } })
const parallel = (execs: Draft[], over: Draft = {}): Draft => ({
  start: 'p',
  nodes: { p: { kind: 'parallel', parallel_mode: 'concurrent', parallel_execs: execs, post: { output_key: 'out' }, ...over } },
})
const foreach = (over: Draft = {}, more: Draft = {}): Draft => ({
  start: 'f',
  nodes: {
    f: {
      kind: 'foreach',
      exec_type: 'local_func',
      func: 'mul',
      params: { mul: 2 },
      prep: { input_key: '$params.list' },
      post: { output_key: 'out' },
      ...over,
    },
    after: { exec_type: 'local_func', func: 'noop' },
  },
  edges: [{ from: 'f', to: 'after' }],
  ...more,
})

describe('parallel branches that fail fast', () => {
  it('are stopped as soon as one of them fails', async () => {
    const engine = await startTestEngine()
    const run = await runFlow(
      engine,
      parallel([sh('sleep 30'), sh('echo no; exit 1'), sh('sleep 30')], { failure_strategy: 'fail_fast' }),
    )
    expect(run).toMatchObject({ status: 'failed', reason: 'exit-code', error: '"p": branch 2: no' })
    expect((run.endedAt ?? 0) - (run.startedAt ?? 0)).toBeLessThan(12_000)
    expect(tale(engine, run).filter((type) => type === 'task cancelled')).toHaveLength(2)
    expect(tale(engine, run).filter((type) => type === 'stopping')).toHaveLength(1)
    expectWhole(engine, run)
  }, 30_000)

  it('keep the results of those that had ended', async () => {
    const engine = await startTestEngine({ parallel: 1 })
    const run = await runFlow(engine, parallel([sh('echo 1'), sh('exit 1'), sh('sleep 30')], { failure_strategy: 'fail_fast' }))
    expect(
      eventsOf(engine, run)
        .filter(({ type }) => type === 'task succeeded')
        .map(({ data }) => data['result']),
    ).toEqual([1])
    expectWhole(engine, run)
  })
})

describe('parallel branches that are all waited for', () => {
  it('all end before the error edge is taken, and are listed in the order of the definition', async () => {
    const engine = await startTestEngine()
    const draft = parallel([sh('sleep 0.3; echo 1'), sh('echo no; exit 1'), sh('sleep 0.1; echo 3')])
    const run = await runFlow(engine, {
      ...draft,
      nodes: { ...(draft['nodes'] as Draft), sorry: { exec_type: 'local_func', func: 'noop', post: { output_key: 'why' } } },
      edges: [{ from: 'p', action: 'error', to: 'sorry' }],
    })
    expect(run).toMatchObject({ status: 'succeeded', shared: { why: { each: [{ ok: 1 }, { error: 'no' }, { ok: 3 }] } } })
    expectWhole(engine, run)
  })

  it.each(['ignore_errors', 'continue'])('continue with %s, with null in place of a failed result', async (strategy) => {
    const engine = await startTestEngine()
    const run = await runFlow(engine, parallel([sh('echo 1'), sh('exit 1')], { failure_strategy: strategy }))
    expect(run).toMatchObject({ status: 'succeeded', shared: { out: [1, null] } })
    expectWhole(engine, run)
  })
})

describe('parallel branches that fail together', () => {
  it('report the first in the definition as the cause', async () => {
    const engine = await startTestEngine()
    const fail = (message: string): Draft => ({ exec_type: 'local_func', func: 'fail', params: { message } })
    const run = await runFlow(engine, parallel([fail('one'), fail('two'), fail('three')]))
    expect(run.error).toBe('"p": branch 1: one (3 of 3 failed)')
    expect(tale(engine, run).filter((type) => type === 'node failed')).toHaveLength(1)
    expectWhole(engine, run)
  })
})

describe('parallel branches of any number', () => {
  it.each([0, 1, 64])('run %i branches', async (count) => {
    const engine = await startTestEngine({ parallel: 4 })
    const execs = Array.from({ length: count }, (_, index) => ({ exec_type: 'local_func', func: 'mul', params: { mul: index } }))
    const run = await runFlow(engine, parallel(execs, { prep: { input_key: '$params.n' } }), { n: 10 })
    expect(run).toMatchObject({ status: 'succeeded', shared: { out: execs.map((_, index) => index * 10) } })
    expect(tale(engine, run).filter((type) => type === 'node succeeded')).toHaveLength(1)
    let [now, most] = [0, 0]
    for (const type of tale(engine, run)) {
      if (type === 'started') most = Math.max(most, ++now)
      if (type === 'task succeeded') now--
    }
    expect(most).toBeLessThanOrEqual(4)
    expectWhole(engine, run)
  })
})

describe('a foreach whose list is empty or not a list', () => {
  it('continues at once for an empty list', async () => {
    const engine = await startTestEngine()
    const run = await runFlow(engine, foreach(), { list: [] })
    expect(run).toMatchObject({ status: 'succeeded', shared: { out: [] } })
    expect(visitsOf(engine, run)).toEqual({ f: 1, after: 1 })
    expectWhole(engine, run)
  })

  it.each([[null], [{}], ['text'], [5]])('fails for %j', async (list) => {
    const engine = await startTestEngine()
    const run = await runFlow(engine, foreach(), { list })
    expect(run).toMatchObject({ status: 'failed', reason: 'not-a-list' })
    expectWhole(engine, run)
  })

  it("takes a missing list as empty in PocketFlow's dialect", async () => {
    const engine = await startTestEngine()
    expect(await runFlow(engine, foreach({}, { dialect: 'pocketflow' }), { list: null })).toMatchObject({ status: 'succeeded' })
  })
})

describe('a foreach over a long list', () => {
  it('returns results in the order of the items, within its concurrency limit, across engine crashes', async () => {
    const dataFolder = temporaryFolder()
    const ledger = join(dataFolder, 'ledger')
    const count = 120
    let engine = await startTestEngine({ dataFolder, parallel: 8 })
    const run = await startFlow(
      engine,
      foreach({
        ...sh(`${ledgerLine(ledger)}; sleep 0.02; echo $((LOCALFLOW_INPUT * 2))`),
        parallel_mode: 'concurrent',
        max_parallel: 8,
      }),
      { list: Array.from({ length: count }, (_, index) => index) },
    )
    for (const until_ of [20, 60]) {
      await until(() => readLedger(ledger).length >= until_, 60_000)
      engine.stop()
      engine = await startTestEngine({ dataFolder, parallel: 8 })
    }
    await untilEnded(engine, run.id)
    expect(stateOf(engine, run).shared['out']).toEqual(Array.from({ length: count }, (_, index) => index * 2))
    let [now, most] = [0, 0]
    for (const type of tale(engine, run)) {
      if (type === 'started') most = Math.max(most, ++now)
      if (type === 'task succeeded' || type === 'attempt failed') now--
    }
    expect(most).toBeLessThanOrEqual(8)
    expect(readLedger(ledger)).toHaveLength(count)
    expectWhole(engine, run, ledger)
  }, 120_000)

  it('handles 10,000 items without growing slower', async () => {
    const engine = await startTestEngine({ parallel: 50 })
    const list = Array.from({ length: 10_000 }, (_, index) => index)
    const run = await runFlow(engine, foreach({ max_parallel: 50 }), { list })
    expect(run.status).toBe('succeeded')
    expect(run.shared['out']).toEqual(list.map((item) => item * 2))
    expectWhole(engine, run)
  }, 120_000)
})

describe('a foreach that tolerates failures', () => {
  const draft = (share: unknown): Draft =>
    foreach({
      foreach_execs: [3, 5, 7].map((index) => ({ index, func: 'fail', params: { message: `item ${index} is bad` } })),
      tolerate_failures: share,
      max_parallel: 4,
    })
  const list = Array.from({ length: 100 }, (_, index) => index)

  it.each(['3%', 3])('succeeds with as many failures as %s', async (share) => {
    const engine = await startTestEngine()
    const run = await runFlow(engine, draft(share), { list })
    expect(run.status).toBe('succeeded')
    expect(run.shared['out']).toEqual(list.map((item) => ([3, 5, 7].includes(item) ? null : item * 2)))
    expect(eventsOf(engine, run).find(({ type }) => type === 'node succeeded')?.data['failed']).toBe(3)
    expectWhole(engine, run)
  })

  it.each(['2%', 2, 0])('fails beyond %s failures, and starts no further items', async (share) => {
    const engine = await startTestEngine()
    const run = await runFlow(engine, draft(share), { list })
    expect(run).toMatchObject({ status: 'failed', reason: 'too-many-failures' })
    expect(tale(engine, run).filter((type) => type === 'started').length).toBeLessThan(30)
    expectWhole(engine, run)
  })
})

describe('a list that changes during its foreach', () => {
  it('is processed as it was at the start', async () => {
    const engine = await startTestEngine({ parallel: 1 })
    const list = [1, 2, 3]
    const run = await startFlow(engine, foreach(), { list })
    list.push(4)
    await untilEnded(engine, run.id)
    expect(stateOf(engine, run).shared['out']).toEqual([2, 4, 6])
  })
})
