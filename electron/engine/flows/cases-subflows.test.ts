import { describe, expect, it } from 'vitest'
import { startTestEngine, temporaryFolder, until, untilEnded } from '../testing/engine.ts'
import { createFakeClock } from '../testing/fake-clock.ts'
import { expectWhole } from '../testing/flow-record.ts'
import { type Draft, runFlow, startFlow, stateOf, tale, visitsOf } from '../testing/flows.ts'

const say = (text: string): Draft => ({ exec_type: 'local_func', func: 'upper', params: { text }, post: { output_key: 'said' } })

describe('subflows', () => {
  const nested = (depth: number): Draft => ({
    start: 'a',
    nodes: {
      a:
        depth === 0
          ? {
              exec_type: 'local_func',
              func: 'mul',
              params: { mul: 3 },
              prep: { input_key: '$params.n' },
              post: { output_key: 'out' },
            }
          : { kind: 'subflow', subflow: nested(depth - 1), post: { output_key: 'inner' } },
    },
  })

  it('return the innermost data through five levels, each with its own run', async () => {
    const engine = await startTestEngine()
    const run = await runFlow(engine, nested(5), { n: 7 })
    expect(run).toMatchObject({
      status: 'succeeded',
      shared: { inner: { inner: { inner: { inner: { inner: { out: 21 } } } } } },
    })
    const { items } = await engine.runs.list({ status: null, job: null, q: null, cursor: null, limit: 50 })
    expect(items.map(({ title, trigger }) => [title.split(' › ').length, trigger])).toEqual([
      [6, 'flow'],
      [5, 'flow'],
      [4, 'flow'],
      [3, 'flow'],
      [2, 'flow'],
      [1, 'api'],
    ])
    for (const each of items) expectWhole(engine, each)
  })

  it('resume after an engine crash, with one child run per call', async () => {
    const dataFolder = temporaryFolder()
    const clock = createFakeClock()
    const first = await startTestEngine({ dataFolder, clock })
    const inner = {
      start: 't',
      nodes: { t: { kind: 'timer', params: { delay_ms: 60_000 } }, b: say('done') },
      edges: [{ from: 't', to: 'b' }],
    }
    const run = await startFlow(first, {
      start: 's',
      nodes: { s: { kind: 'subflow', subflow: inner, post: { output_key: 'sub' } } },
    })
    await until(() => tale(first, run).includes('child began'))
    first.stop()
    const second = await startTestEngine({ dataFolder, clock })
    clock.advance(60_000)
    expect(await untilEnded(second, run.id)).toMatchObject({ status: 'succeeded' })
    expect(stateOf(second, run).shared).toEqual({ sub: { said: 'DONE' } })
    const { items } = await second.runs.list({ status: null, job: null, q: null, cursor: null, limit: 50 })
    expect(items).toHaveLength(2)
    expectWhole(second, run)
  })

  it('are found by name, and pinned to a version if one is given', async () => {
    const engine = await startTestEngine()
    for (const text of ['one', 'two'])
      await engine.flows.importFlow('greeting', JSON.stringify({ start: 'a', nodes: { a: say(text) } }))
    const call = (over: Draft): Draft => ({
      start: 's',
      nodes: { s: { kind: 'subflow', flow: 'greeting', post: { output_key: 'out' }, ...over } },
    })
    expect((await runFlow(engine, call({}))).shared).toEqual({ out: { said: 'TWO' } })
    expect((await runFlow(engine, call({ version: 1 }))).shared).toEqual({ out: { said: 'ONE' } })
    expect(await runFlow(engine, call({ flow: 'nobody' }))).toMatchObject({
      status: 'failed',
      reason: 'could-not-start',
      error: '"s": There is no flow "nobody".',
    })
  })

  it('that call themselves fail at the depth limit', async () => {
    const engine = await startTestEngine()
    await engine.flows.importFlow('itself', JSON.stringify({ start: 's', nodes: { s: { kind: 'subflow', flow: 'itself' } } }))
    const run = await engine.flowRuns.start('itself', null, {}, 'api')
    const ended = await untilEnded(engine, run.id)
    expect(ended.status).toBe('failed')
    expect(ended.error).toContain('more than 16 deep')
    expect(engine.runs.find(String(run.number + 16)).reason).toBe('could-not-start')
    expectWhole(engine, run)
  })

  it('report which child run failed and why', async () => {
    const engine = await startTestEngine()
    const inner = { start: 'x', nodes: { x: { exec_type: 'local_func', func: 'fail', params: { message: 'broken' } } } }
    const run = await runFlow(engine, { start: 's', nodes: { s: { kind: 'subflow', subflow: inner } } })
    expect(run).toMatchObject({ status: 'failed', reason: 'error', error: `"s": run ${run.number + 1}: "x": broken` })
    expectWhole(engine, run)
  })
})

describe('a flow that ends before its subflow', () => {
  const inner: Draft = {
    start: 't',
    nodes: { t: { kind: 'timer', params: { delay_ms: 60_000 } }, tidy: { exec_type: 'local_func', func: 'noop' } },
    cleanup: 'tidy',
  }

  it.each([
    ['cancel', 'cancelled', { t: 1, tidy: 1 }],
    ['terminate', 'cancelled', { t: 1 }],
    ['abandon', 'succeeded', { t: 1 }],
  ])('with %s leaves the subflow %s', async (policy, status, visits) => {
    const clock = createFakeClock()
    const engine = await startTestEngine({ clock })
    await engine.flows.importFlow(`inner ${policy}`, JSON.stringify(inner))
    const run = await startFlow(engine, {
      start: 's',
      nodes: { s: { kind: 'subflow', flow: `inner ${policy}`, on_parent_close: policy } },
    })
    await until(() => tale(engine, run).includes('child began'))
    await engine.runs.cancel(run.id)
    expect(await untilEnded(engine, run.id)).toMatchObject({ status: 'cancelled' })
    clock.advance(60_000)
    const child = await untilEnded(engine, engine.runs.find(String(run.number + 1)).id)
    expect(child.status).toBe(status)
    expect(visitsOf(engine, child)).toEqual(visits)
    expectWhole(engine, run)
    expectWhole(engine, child)
  })
})
