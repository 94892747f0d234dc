import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readValue } from '../../../shared/flow/read.ts'
import { startTestEngine, temporaryFolder, untilEnded } from '../testing/engine.ts'
import { expectWhole, ledgerLine, readLedger } from '../testing/flow-record.ts'
import { type Draft, eventsOf, runFlow, startFlow, stateOf, tale, visitsOf } from '../testing/flows.ts'

const script = (code: string, over: Draft = {}): Draft => ({
  exec_type: 'local_script',
  script: { cmd: '/bin/sh', code, stdin_mode: 'json', output_mode: 'json' },
  ...over,
})
const path = (key: string, to: string): Draft => ({ from: key, to })

describe('a loop', () => {
  it('resumes where it was after an engine crash', async () => {
    const dataFolder = temporaryFolder()
    const ledger = join(dataFolder, 'ledger')
    const gate = join(dataFolder, 'gate')
    const first = await startTestEngine({ dataFolder })
    const code = `${ledgerLine(ledger)}; [ "$LOCALFLOW_NODE" != A#4 ] || while [ ! -e ${gate} ]; do sleep 0.02; done; read -r line; n=$(echo "$line" | sed 's/.*"input":\\([0-9]*\\).*/\\1/'); echo $((\${n:-0} + 1))`
    const run = await startFlow(first, {
      start: 'A',
      nodes: {
        A: script(code, { prep: { input_key: '$shared.n' }, post: { output_key: 'n' } }),
        more: { kind: 'choice', choice_cases: [{ action: 'again', expr: { lt: ['$shared.n', 5] } }], default_action: 'end' },
      },
      edges: [path('A', 'more'), { from: 'more', action: 'again', to: 'A' }, { from: 'more', action: 'end', to: '' }],
    })
    await expect.poll(() => readLedger(ledger).length, { timeout: 20_000 }).toBe(4)
    first.stop()
    const second = await startTestEngine({ dataFolder })
    await import('node:fs').then(({ writeFileSync }) => writeFileSync(gate, ''))
    expect(await untilEnded(second, run.id)).toMatchObject({ status: 'succeeded' })
    expect([stateOf(second, run).shared, visitsOf(second, run)]).toEqual([{ n: 5 }, { A: 5, more: 5 }])
    expect(readLedger(ledger).map(({ unit, attempt }) => `${unit} ${attempt}`)).toEqual([1, 2, 3, 4, 5].map((n) => `A#${n}/ 1`))
    expectWhole(second, run, ledger)
  })
})

describe('an endless loop', () => {
  const choice = { kind: 'choice', choice_cases: [{ action: 'on', expr: { eq: [1, 1] } }] }

  it('stops at its step limit, after a warning that it grows', async () => {
    const engine = await startTestEngine()
    const run = await runFlow(engine, {
      start: 'a',
      nodes: { a: choice, b: choice },
      edges: [
        { from: 'a', action: 'on', to: 'b' },
        { from: 'b', action: 'on', to: 'a' },
      ],
    })
    expect(run).toMatchObject({ status: 'failed', reason: 'step-limit', error: 'It entered more than 10000 nodes.' })
    expect(eventsOf(engine, run).find(({ type }) => type === 'many steps')?.data).toEqual({ steps: 2_000, limit: 10_000 })
    expect(readFileSync(join(engine.dataFolder, 'localflow.db')).length).toBeLessThan(20_000_000)
    expectWhole(engine, run)
  })

  it('is warned about when the flow is saved', () => {
    const nodes = { a: { exec_type: 'local_func', func: 'noop' }, b: { exec_type: 'local_func', func: 'noop' } }
    const around = { start: 'a', nodes, edges: [path('a', 'b'), path('b', 'a')] }
    expect(readValue(around).problems.map(({ severity, message }) => `${severity}: ${message}`)).toEqual([
      'warning: loops forever: "a", "b" have no way out except the limit of steps. Add a choice, or max_visits',
    ])
    expect(readValue({ ...around, nodes: { ...nodes, b: { ...nodes.b, max_visits: 3 } } }).problems).toEqual([])
  })

  it('of a node that leads to itself ends at its visit limit and takes the edge for it', async () => {
    const engine = await startTestEngine()
    const run = await runFlow(engine, {
      start: 'a',
      nodes: { a: { exec_type: 'local_func', func: 'noop', max_visits: 3 }, after: { exec_type: 'local_func', func: 'noop' } },
      edges: [path('a', 'a'), { from: 'a', action: 'limit', to: 'after' }],
    })
    expect(run.status).toBe('succeeded')
    expect(visitsOf(engine, run)).toEqual({ a: 3, after: 1 })
    expectWhole(engine, run)
  })
})

describe('parallel branches that join', () => {
  const noop = (to: string, over: Draft = {}): Draft => ({
    exec_type: 'local_func',
    func: 'noop',
    prep: { input_map: { is: to } },
    post: { output_key: to },
    ...over,
  })

  it('start together and are waited for at the join', async () => {
    const engine = await startTestEngine()
    const run = await runFlow(engine, {
      start: 'a',
      nodes: { a: noop('a'), b: noop('b'), c: noop('c'), d: noop('d'), e: noop('e', { join: true }) },
      edges: [{ from: 'a', to: ['b', 'c'] }, path('c', 'd'), path('b', 'e'), path('d', 'e')],
    })
    expect(run.status).toBe('succeeded')
    expect([visitsOf(engine, run), stateOf(engine, run).forks]).toEqual([{ a: 1, b: 1, c: 1, d: 1, e: 1 }, {}])
    expectWhole(engine, run)
  })

  it('do not wait for a branch that ends before the join', async () => {
    const engine = await startTestEngine()
    const run = await runFlow(engine, {
      start: 'a',
      nodes: { a: noop('a'), b: noop('b'), c: noop('c'), e: noop('e', { join: true }) },
      edges: [{ from: 'a', to: ['b', 'c'] }, path('b', 'e')],
    })
    expect(visitsOf(engine, run)).toEqual({ a: 1, b: 1, c: 1, e: 1 })
    expect(run.status).toBe('succeeded')
    expectWhole(engine, run)
  })

  it('may not write the same output key', () => {
    const { problems } = readValue({
      start: 'a',
      nodes: { a: noop('a'), b: noop('same'), c: noop('same') },
      edges: [{ from: 'a', to: ['b', 'c'] }],
    })
    expect(problems.map(({ message }) => message)).toEqual(['"b" and "c" run concurrently and both write "same"'])
  })

  it('are all stopped when one fails', async () => {
    const engine = await startTestEngine()
    const run = await runFlow(engine, {
      start: 'a',
      nodes: {
        a: noop('a'),
        b: { exec_type: 'local_func', func: 'fail', params: { message: 'no' } },
        c: { exec_type: 'local_func', func: 'sleep', params: { ms: 60_000 } },
      },
      edges: [{ from: 'a', to: ['b', 'c'] }],
    })
    expect(run).toMatchObject({ status: 'failed', reason: 'error', error: '"b": no' })
    expect(tale(engine, run)).toContain('task cancelled')
    expectWhole(engine, run)
  })
})
