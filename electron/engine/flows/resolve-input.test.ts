import { describe, expect, it } from 'vitest'
import type { Data } from '../../../shared/flow/reference.ts'
import { startTestEngine } from '../testing/engine.ts'
import { eventsOf, runFlow } from '../testing/flows.ts'
import { outlineOf, pathsIn } from './outline.ts'

const upper = { exec_type: 'local_func', func: 'upper' }
const draft = {
  start: 'a',
  nodes: {
    a: { ...upper, prep: { input_key: '$params.first' }, post: { output_key: 'said' } },
    b: { ...upper, prep: { input_key: '$params.second' }, post: { output_key: 'said' } },
    fails: { exec_type: 'local_func', func: 'fail', params: { message: 'on purpose' } },
    sorry: { exec_type: 'local_func', func: 'noop' },
  },
  edges: [
    { from: 'a', to: 'b' },
    { from: 'b', to: 'fails' },
    { from: 'fails', action: 'error', to: 'sorry' },
  ],
}

async function ran(params: Data = { first: 'one', second: 'two' }) {
  const engine = await startTestEngine()
  return { engine, run: await runFlow(engine, draft, params) }
}

describe('the input of a node with the data of a run', () => {
  it('is that of the moment at which the run entered the node', async () => {
    const { engine, run } = await ran()
    const prep = { input_map: { said: '$shared.said', before: '$input', text: 'plain' } }
    expect(engine.flowRuns.resolve(run.id, { node: 'b', prep })).toMatchObject({
      isOfNode: true,
      input: { said: 'ONE', text: 'plain' },
      isCut: false,
    })
    expect(engine.flowRuns.resolve(run.id, { node: 'fails', prep: { input_key: 'said' } }).input).toBe('TWO')
  })

  it('is the failure before the node where it names none', async () => {
    const { engine, run } = await ran()
    expect(engine.flowRuns.resolve(run.id, { node: 'sorry' })).toMatchObject({ input: { message: 'on purpose' } })
    const { paths } = engine.flowRuns.resolve(run.id, { node: 'sorry' })
    expect(paths).toEqual(expect.arrayContaining(['$shared.said', '$params.first', '$error.message']))
  })

  it('has the data of the end for a node that the run did not enter, and the defaults of the node', async () => {
    const { engine, run } = await ran()
    const asked = { node: 'new', prep: { input_map: { said: '$shared.said', size: '$params.size' } }, params: { size: 3 } }
    expect(engine.flowRuns.resolve(run.id, asked)).toMatchObject({ isOfNode: false, input: { said: 'TWO', size: 3 } })
  })

  it('leaves no trace in the run', async () => {
    const { engine, run } = await ran()
    const before = eventsOf(engine, run)
    engine.flowRuns.resolve(run.id, { node: 'a', prep: { input_key: '$params' } })
    expect(eventsOf(engine, run)).toEqual(before)
  })

  it('refuses a run that is not of a flow', async () => {
    const { engine } = await ran()
    expect(() => engine.flowRuns.resolve('99', {})).toThrow('There is no run "99".')
  })
})

describe('the outline of a value', () => {
  it('hides secrets and shortens what is large', () => {
    const sealed = { $sealed: 'abc', moves: true }
    expect(outlineOf({ token: sealed, n: 1 })).toEqual({ value: { token: '***', n: 1 }, isCut: false })
    expect(outlineOf('x'.repeat(5_000))).toEqual({ value: `${'x'.repeat(1_000)}…`, isCut: true })
    expect(outlineOf(Array.from({ length: 100_000 }, (_, n) => n))).toMatchObject({ value: { length: 50 }, isCut: true })
    let deep: Data = {}
    for (let level = 0; level < 1_000; level++) deep = { deep }
    expect(outlineOf(deep).isCut).toBe(true)
    const wide = Object.fromEntries(Array.from({ length: 50 }, (_, n) => [`k${n}`, Array.from({ length: 50 }, () => n)]))
    expect(JSON.stringify(outlineOf([wide, wide]).value).length).toBeLessThan(10_000)
  })

  it('names the references into it, but not into a secret', () => {
    expect(pathsIn({ params: { a: [{ b: 1 }], 'not.a name': 1, key: { $sealed: 'abc' } } })).toEqual([
      '$params',
      '$params.a',
      '$params.a[0]',
      '$params.a[0].b',
      '$params.key',
    ])
  })
})
