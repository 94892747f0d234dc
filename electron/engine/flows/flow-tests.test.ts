import { writeFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { FlowTestRequest } from '../../../shared/model/flow-test.ts'
import { untilEnded } from '../testing/engine.ts'
import { expectWhole } from '../testing/flow-record.ts'
import { all, chain, nodesOf, opened, sh } from '../testing/flow-tests.ts'
import { type Draft, stateOf } from '../testing/flows.ts'

describe('a test of a draft', () => {
  it('runs the draft, or the text that is not saved yet, though nothing is published', async () => {
    const { engine, test, ran, flow } = await opened()
    const run = await test()
    expect(run).toMatchObject({ status: 'succeeded', test: true, title: 'Ship release' })
    expect([ran(), stateOf(engine, run).shared]).toEqual([['a', 'b', 'c'], { a: 5, b: 6, c: 12 }])
    expectWhole(engine, run)
    const source = JSON.stringify({ start: 'x', nodes: { x: { exec_type: 'local_func', func: 'noop' } } })
    expect(nodesOf(engine, await test({ source }))).toEqual([['x', 'succeeded', null]])
    expect(engine.flowTests.tests(flow.id).items).toHaveLength(2)
    await expect(test({ source: 'start: nowhere\nnodes: {}' })).rejects.toMatchObject({ code: 'invalid' })
  })

  it('of one node, up to it, or from it, runs that part with the data of a past run', async () => {
    const { engine, test, ran, ledger } = await opened()
    const whole = await test()
    const only = async (request: Partial<FlowTestRequest>) => {
      writeFileSync(ledger, '')
      const run = await test(request)
      expectWhole(engine, run)
      return [ran(), run.status, stateOf(engine, run).shared]
    }
    const past = String(whole.number)
    expect(await only({ scope: 'node', node: 'c', run: past })).toEqual([['c'], 'succeeded', { a: 5, b: 6, c: 12 }])
    expect(await only({ scope: 'upTo', node: 'b' })).toEqual([['a', 'b'], 'succeeded', { a: 5, b: 6 }])
    expect(await only({ scope: 'from', node: 'b', run: past })).toEqual([['b', 'c'], 'succeeded', { a: 5, b: 6, c: 12 }])
    const upTo = await test({ scope: 'upTo', node: 'a' })
    await expect(test({ scope: 'node', node: 'c', run: String(upTo.number) })).rejects.toThrow(
      `Could not use the data of run ${upTo.number}: it did not reach "c".`,
    )
    await expect(test({ scope: 'node' })).rejects.toThrow('needs a node')
    await expect(test({ scope: 'upTo', node: 'nowhere' })).rejects.toThrow('the draft has no node "nowhere"')
  })

  it('uses pinned outputs instead of running their nodes, and runs the node that is tested though it is pinned', async () => {
    const { engine, flow, test, ran } = await opened()
    const whole = await test()
    await engine.flowTests.pin(flow.id, 'a', { value: 40 })
    expect((await engine.flowTests.pin(flow.id, 'b', { run: String(whole.number) })).items).toMatchObject([
      { node: 'a', value: 40, run: null },
      { node: 'b', value: 6, run: whole.number },
    ])
    expect(engine.flowTests.output(whole.id, 'b')).toEqual({ hasOutput: true, output: 6 })
    const run = await test()
    expect(ran()).toEqual(['a', 'b', 'c', 'c'])
    expect(nodesOf(engine, run)).toEqual([
      ['a', 'succeeded', 'pinned'],
      ['b', 'succeeded', 'pinned'],
      ['c', 'succeeded', null],
    ])
    expect(stateOf(engine, run).shared).toEqual({ a: 40, b: 6, c: 12 })
    // Without a run, one node gets what the nodes before it have pinned.
    expect(stateOf(engine, await test({ scope: 'node', node: 'b' })).shared).toEqual({ a: 40, b: 41 })
    await engine.flowTests.unpin(flow.id, 'b')
    expect(engine.flowTests.pins(flow.id).items.map(({ node }) => node)).toEqual(['a'])
    await expect(engine.flowTests.pin(flow.id, 'a', { value: 'x'.repeat(2 * 1024 * 1024) })).rejects.toMatchObject({
      code: 'too-large',
    })
  })

  it('keeps what is pinned and was tested with a node that is renamed, before and after the draft is saved', async () => {
    const { engine, flow, test, ran, ledger } = await opened()
    const whole = await test()
    await engine.flowTests.pin(flow.id, 'b', { value: 40 })
    const source = JSON.stringify(chain(ledger)).replaceAll(/"b"/g, '"middle"')
    const plan = async (given: { source?: string }) =>
      (await engine.flowTests.plan(flow.id, { scope: 'all', ...given })).nodes.map(({ node, bypass, asks }) => [
        node,
        bypass,
        asks,
      ])
    const planned = [
      ['a', null, false],
      ['middle', 'pinned', false],
      ['c', null, false],
    ]
    expect(await plan({ source })).toEqual(planned)
    expect(stateOf(engine, await test({ source, confirmed: [] })).shared).toEqual({ a: 5, middle: 40, c: 80 })
    await engine.flows.update(flow.id, { source })
    expect(await plan({})).toEqual(planned)
    expect((await engine.flowTests.pin(flow.id, 'middle', { run: String(whole.number) })).items).toMatchObject([{ value: 6 }])
    expect(engine.flowTests.pins(flow.id).items.map(({ node }) => node)).toEqual(['middle'])
    // The data of a run from before the rename.
    await test({ scope: 'node', node: 'middle', run: String(whole.number), confirmed: [] })
    expect(ran().at(-1)).toBe('b')
    // As undo does.
    await engine.flows.update(flow.id, { source: flow.draft })
    expect(engine.flowTests.pins(flow.id).items.map(({ node }) => node)).toEqual(['b'])
  })

  it('publishes no pinned output', async () => {
    const { engine, flow } = await opened()
    await engine.flowTests.pin(flow.id, 'a', { value: 'not for others' })
    const { version } = await engine.flows.publish(flow.id, '')
    expect(JSON.stringify(engine.flows.version(flow.id, version.version))).not.toContain('not for others')
    const run = await untilEnded(engine, (await engine.flowRuns.start(flow.id, null, {}, 'hand')).id)
    expect(stateOf(engine, run).shared).toMatchObject({ a: 5 })
  })

  it('asks once for each node and draft what the node does for real', async () => {
    const { engine, flow, test, ran } = await opened()
    const plan = async () => (await engine.flowTests.plan(flow.id, { scope: 'all' })).nodes
    expect(await plan()).toMatchObject(all.map((node) => ({ node, asks: true, does: expect.stringContaining(`echo ${node}`) })))
    await expect(test({ confirmed: ['a'] })).rejects.toMatchObject({
      code: 'conflict',
      issues: [{ path: 'confirmed.b' }, { path: 'confirmed.c' }],
    })
    expect(ran()).toEqual([])
    await test({ scope: 'upTo', node: 'b', confirmed: ['a', 'b'] })
    expect((await plan()).filter(({ asks }) => asks).map(({ node }) => node)).toEqual(['c'])
    await test({ confirmed: ['c'] })
    await test({ confirmed: [] })
    // Publishing ends the draft.
    await engine.flows.publish(flow.id, '')
    expect((await plan()).every(({ asks }) => asks)).toBe(true)
  })

  it('goes on from the failed node by the changed draft', async () => {
    const { engine, flow, test, ran, ledger } = await opened((path) => {
      const draft = chain(path)
      const nodes = draft['nodes'] as Record<string, Draft>
      return { ...draft, nodes: { ...nodes, b: sh(`echo b >> ${path}; exit 3`) } }
    })
    const failed = await test()
    expect(failed).toMatchObject({ status: 'failed', reason: 'exit-code' })
    const { updatedAt } = await engine.flows.get(flow.id)
    await engine.flows.update(flow.id, { source: JSON.stringify(chain(ledger)), expectedUpdatedAt: updatedAt })
    const run = await test({ scope: 'failed', run: String(failed.number) })
    expect(run).toMatchObject({ status: 'succeeded', test: true })
    expect(ran()).toEqual(['a', 'b', 'b', 'c'])
    expect(stateOf(engine, run).shared).toEqual({ a: 5, b: 6, c: 12 })
    expectWhole(engine, run)
    const gone = JSON.stringify({ start: 'a', nodes: { a: sh('echo 5') } })
    await expect(test({ scope: 'failed', run: String(failed.number), source: gone })).rejects.toThrow(
      `Could not continue run ${failed.number}: the changed flow has no node "b", at which the run was.`,
    )
  })

  it('that is re-run or continued stays a test of the same part', async () => {
    const { engine, test, ran } = await opened()
    const first = await test({ scope: 'upTo', node: 'b' })
    const again = await untilEnded(engine, (await engine.flowRuns.again(first.id, 'hand')).id)
    expect(again).toMatchObject({ test: true, status: 'succeeded' })
    expect(ran()).toEqual(['a', 'b', 'a', 'b'])
    const forked = await untilEnded(engine, (await engine.flowRuns.fork(first.id, 2, {}, 'hand')).id)
    expect(forked).toMatchObject({ test: true, status: 'succeeded' })
    expect(ran()).toEqual(['a', 'b', 'a', 'b', 'a', 'b'])
  })

  it('uses no data of another flow, and its inner runs stay parts of a test when they are run again', async () => {
    const { engine, flow, test } = await opened(() => ({
      start: 'a',
      nodes: { a: { kind: 'subflow', subflow: { start: 'x', nodes: { x: { exec_type: 'local_func', func: 'noop' } } } } },
    }))
    const other = await engine.flows.create(
      'Other',
      JSON.stringify({ start: 'a', nodes: { a: { exec_type: 'local_func', func: 'noop' } } }),
    )
    const foreign = await untilEnded(
      engine,
      (await engine.flowTests.start(other.id, { scope: 'all', params: {}, confirmed: [] }, 'hand')).id,
    )
    const run = String(foreign.number)
    const refusal = `Run ${run} is not a run of this flow.`
    await expect(test({ scope: 'node', node: 'a', run })).rejects.toThrow(refusal)
    await expect(test({ scope: 'failed', run })).rejects.toThrow(refusal)
    await expect(engine.flowTests.pin(flow.id, 'a', { run })).rejects.toThrow(refusal)
    const [inner] = engine.runs.detail((await test()).id).children
    const again = await untilEnded(engine, (await engine.runs.again(inner?.id ?? '', 'hand')).id)
    expect(again).toMatchObject({ test: true, status: 'succeeded' })
  })

  it('hides sealed values in pinned outputs', async () => {
    const secret = 'a long secret value'
    const { engine, flow, start } = await opened(() => ({
      params: { key: { type: 'secret' } },
      start: 'a',
      nodes: { a: { kind: 'timer', prep: { input_key: '$params.key' } } },
    }))
    const run = await untilEnded(engine, (await start({ params: { key: secret } })).id)
    const { items } = await engine.flowTests.pin(flow.id, 'a', { run: String(run.number) })
    expect(items).toMatchObject([{ node: 'a', value: '***' }])
    expect(engine.flowTests.output(run.id, 'a')).toEqual({ hasOutput: true, output: '***' })
    const again = await untilEnded(engine, (await start({ params: { key: secret } })).id)
    expect(JSON.stringify([engine.runs.detail(again.id), engine.runs.events(again.id)])).not.toContain(secret)
  })
})
