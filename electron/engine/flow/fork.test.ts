import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { startTestEngine, temporaryFolder, untilEnded } from '../testing.ts'
import { expectWhole, ledgerLine, readLedger } from './oracle.ts'
import { type Draft, eventsOf, runFlow, stateOf } from './testing.ts'

const sh = (code: string, over: Draft = {}): Draft => ({
  exec_type: 'shell',
  script: { cmd: '/bin/sh', code, output_mode: 'json' },
  ...over,
})

describe('a run that goes on from where another failed', () => {
  it('does what failed again, and nothing that was over', async () => {
    const engine = await startTestEngine()
    const folder = temporaryFolder()
    const [ledger, fixed] = [join(folder, 'ledger'), join(folder, 'fixed')]
    const draft: Draft = {
      start: 'a',
      nodes: {
        a: sh(`${ledgerLine(ledger)}; echo 7`, { post: { output_key: 'a' } }),
        b: sh(`${ledgerLine(ledger)}; [ -e ${fixed} ] || exit 3; echo $((LOCALFLOW_INPUT * 2))`, {
          prep: { input_key: '$shared.a' },
          post: { output_key: 'b' },
        }),
      },
      edges: [{ from: 'a', to: 'b' }],
    }
    const failed = await runFlow(engine, draft)
    expect(failed).toMatchObject({ status: 'failed', reason: 'exit-code' })
    writeFileSync(fixed, '')
    const run = await engine.flowRuns.fork(failed.id, null, {}, 'api')
    expect(await untilEnded(engine, run.id)).toMatchObject({ status: 'succeeded' })
    expect(stateOf(engine, run).shared).toEqual({ a: 7, b: 14 })
    expect(readLedger(ledger).map(({ run: id, unit }) => `${id === run.id ? 'new' : 'old'} ${unit}`)).toEqual([
      'old a#1/',
      'old b#1/',
      'new b#1/',
    ])
    expect(eventsOf(engine, run).find(({ type }) => type === 'forked')?.data).toMatchObject({ run: failed.number })
    expectWhole(engine, run, ledger)
    expectWhole(engine, failed)
  })

  it('does again of many items those that failed', async () => {
    const engine = await startTestEngine()
    const folder = temporaryFolder()
    const [ledger, fixed] = [join(folder, 'ledger'), join(folder, 'fixed')]
    const code = `${ledgerLine(ledger)}; case $LOCALFLOW_INPUT in 2|5) [ -e ${fixed} ] || exit 1;; esac; echo $((LOCALFLOW_INPUT * 10))`
    const failed = await runFlow(
      engine,
      {
        start: 'f',
        nodes: {
          f: { kind: 'foreach', ...sh(code), max_parallel: 3, prep: { input_key: '$params.list' }, post: { output_key: 'out' } },
        },
      },
      { list: [1, 2, 3, 4, 5, 6] },
    )
    expect(failed.status).toBe('failed')
    writeFileSync(fixed, '')
    const run = await engine.flowRuns.fork(failed.id, null, {}, 'api')
    await untilEnded(engine, run.id)
    expect(stateOf(engine, run).shared).toEqual({ out: [10, 20, 30, 40, 50, 60] })
    expect(
      readLedger(ledger)
        .filter(({ run: id }) => id === run.id)
        .map(({ unit }) => unit)
        .sort(),
    ).toEqual(['f#1/1', 'f#1/4'])
    expectWhole(engine, run, ledger)
  })

  it('is refused for one of which nothing failed', async () => {
    const engine = await startTestEngine()
    const run = await runFlow(engine, { start: 'a', nodes: { a: { exec_type: 'local_func', func: 'noop' } } })
    await expect(engine.flowRuns.fork(run.id, null, {}, 'api')).rejects.toThrow('None of its nodes failed')
  })

  it('goes on over a death of the engine', async () => {
    const dataFolder = temporaryFolder()
    const first = await startTestEngine({ dataFolder })
    const gate = join(dataFolder, 'gate')
    const failed = await runFlow(first, {
      start: 'a',
      nodes: {
        a: { exec_type: 'local_func', func: 'upper', params: { text: 'x' }, post: { output_key: 'a' } },
        b: sh(`[ -e ${gate} ] || exit 1; while [ ! -e ${gate}.go ]; do sleep 0.02; done; echo 1`, { post: { output_key: 'b' } }),
      },
      edges: [{ from: 'a', to: 'b' }],
    })
    writeFileSync(gate, '')
    const run = await first.flowRuns.fork(failed.id, null, {}, 'api')
    first.stop()
    const second = await startTestEngine({ dataFolder })
    writeFileSync(`${gate}.go`, '')
    await untilEnded(second, run.id)
    expect(stateOf(second, run).shared).toEqual({ a: 'X', b: 1 })
    expectWhole(second, run)
  })
})

describe('a run that goes on from an event of another', () => {
  const draft: Draft = {
    start: 'a',
    nodes: {
      a: {
        exec_type: 'local_func',
        func: 'mul',
        params: { mul: 2 },
        prep: { input_key: '$params.n' },
        post: { output_key: 'a' },
      },
      b: {
        exec_type: 'local_func',
        func: 'mul',
        params: { mul: 10 },
        prep: { input_key: '$shared.a' },
        post: { output_key: 'b' },
      },
    },
    edges: [{ from: 'a', to: 'b' }],
  }

  it('has what was over then, and what is edited in it', async () => {
    const engine = await startTestEngine()
    const first = await runFlow(engine, draft, { n: 1 })
    const at = eventsOf(engine, first).find(({ type }) => type === 'task succeeded')?.n ?? 0
    const run = await engine.flowRuns.fork(first.id, at, { shared: { a: 50 }, params: { note: 'edited' } }, 'api')
    await untilEnded(engine, run.id)
    expect(stateOf(engine, run)).toMatchObject({ shared: { a: 50, b: 500 }, params: { n: 1, note: 'edited' } })
    expect(engine.runs.detail(run.id)).toMatchObject({ status: 'succeeded', params: { n: 1, note: 'edited' } })
    expectWhole(engine, run)
  })

  it('of every event of it comes to the same end', async () => {
    const engine = await startTestEngine()
    const first = await runFlow(engine, draft, { n: 3 })
    const last = eventsOf(engine, first).at(-1)?.n ?? 0
    for (let at = 1; at < last; at++) {
      const run = await engine.flowRuns.fork(first.id, at, {}, 'api')
      await untilEnded(engine, run.id)
      expect(stateOf(engine, run).shared).toEqual({ a: 6, b: 60 })
      expectWhole(engine, run)
    }
    await expect(engine.flowRuns.fork(first.id, last, {}, 'api')).rejects.toThrow('choose an earlier one')
    await expect(engine.flowRuns.fork(first.id, 99, {}, 'api')).rejects.toThrow('they go from 1 to')
  })
})
