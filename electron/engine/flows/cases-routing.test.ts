import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readValue } from '../../../shared/flow/read.ts'
import { startTestEngine, temporaryFolder } from '../testing/engine.ts'
import { expectWhole, ledgerLine, readLedger } from '../testing/flow-record.ts'
import { type Draft, eventsOf, runFlow, tale, visitsOf } from '../testing/flows.ts'

const script = (code: string, over: Draft = {}): Draft => ({
  exec_type: 'local_script',
  script: { cmd: '/bin/sh', code, stdin_mode: 'json', output_mode: 'json' },
  ...over,
})
/** Returns its input plus one, and is counted. */
const increment = (ledger: string, from: string, to: string): Draft =>
  script(`${ledgerLine(ledger)}; read -r line; n=$(echo "$line" | sed 's/.*"input":\\(-*[0-9]*\\).*/\\1/'); echo $((n + 1))`, {
    prep: { input_key: from },
    post: { output_key: to },
  })
const path = (key: string, to: string): Draft => ({ from: key, to })

describe('a chain of executors', () => {
  it('runs each node once, in order, and ends the flow once', async () => {
    const engine = await startTestEngine()
    const ledger = join(temporaryFolder(), 'ledger')
    const run = await runFlow(
      engine,
      {
        start: 'A',
        nodes: {
          A: increment(ledger, '$params.n', 'a'),
          B: increment(ledger, '$shared.a', 'b'),
          C: increment(ledger, '$shared.b', 'c'),
        },
        edges: [path('A', 'B'), path('B', 'C')],
      },
      { n: 0 },
    )
    expect(run).toMatchObject({ status: 'succeeded', shared: { a: 1, b: 2, c: 3 } })
    const step = ['went on', 'started', 'task succeeded']
    expect(tale(engine, run)).toEqual(['queued', 'flow began', ...step, ...step, ...step, 'went on', 'succeeded'])
    expect(readLedger(ledger).map(({ unit }) => unit)).toEqual(['A#1/', 'B#1/', 'C#1/'])
    expectWhole(engine, run, ledger)
  })
})

describe('a choice', () => {
  const draft: Draft = {
    start: 'choose',
    nodes: {
      choose: {
        kind: 'choice',
        choice_cases: [
          { action: 'P', expr: { gt: ['$params.x', 0] } },
          { action: 'N', expr: { lt: ['$params.x', 0] } },
        ],
        default_action: 'Z',
      },
      ...Object.fromEntries(
        ['P', 'N', 'Z'].map((key) => [
          key,
          { exec_type: 'local_func', func: 'upper', params: { text: key }, post: { output_key: 'went' } },
        ]),
      ),
    },
    edges: ['P', 'N', 'Z'].map((action) => ({ from: 'choose', action, to: action })),
  }

  it.each([
    [5, 'P'],
    [-5, 'N'],
    [0, 'Z'],
    [null, 'Z'],
  ])('of %j goes to %s, and its history says what it read', async (x, went) => {
    const engine = await startTestEngine()
    const run = await runFlow(engine, draft, { x })
    expect(run).toMatchObject({ status: 'succeeded', shared: { went } })
    const decided = eventsOf(engine, run).find(({ type }) => type === 'node succeeded')
    expect(decided?.data['read']).toContainEqual(['$params.x', x])
    expectWhole(engine, run)
  })

  it('fails for values that have no order, and names them', async () => {
    const engine = await startTestEngine()
    const run = await runFlow(engine, draft, { x: '5' })
    expect(run).toMatchObject({
      status: 'failed',
      reason: 'type-mismatch',
      error: '"choose": the string "5" and the number 0 cannot be put in order.',
    })
    expectWhole(engine, run)
  })

  it('tells values apart that only look equal', async () => {
    const engine = await startTestEngine()
    const same: Draft = {
      start: 'a',
      nodes: {
        a: { kind: 'choice', choice_cases: [{ action: 'same', expr: { eq: ['$params.x', 5] } }], default_action: 'other' },
        b: { exec_type: 'local_func', func: 'noop', prep: { input_map: { went: 'same' } }, post: { output_key: 'out' } },
        c: { exec_type: 'local_func', func: 'noop', prep: { input_map: { went: 'other' } }, post: { output_key: 'out' } },
      },
      edges: [
        { from: 'a', action: 'same', to: 'b' },
        { from: 'a', action: 'other', to: 'c' },
      ],
    }
    expect((await runFlow(engine, same, { x: '5' })).shared).toEqual({ out: { went: 'other' } })
    expect((await runFlow(engine, { ...same, dialect: 'pocketflow' }, { x: '5' })).shared).toEqual({ out: { went: 'same' } })
  })
})

describe('a choice without a matching case', () => {
  const draft = (dialect: string): Draft => ({
    dialect,
    start: 'a',
    nodes: {
      a: { kind: 'choice', choice_cases: [{ action: 'b', expr: { eq: ['$params.x', 1] } }] },
      b: { exec_type: 'local_func', func: 'noop' },
    },
    edges: [{ from: 'a', action: 'b', to: 'b' }],
  })

  it('fails the flow', async () => {
    const engine = await startTestEngine()
    const run = await runFlow(engine, draft('localflow'), { x: 2 })
    expect(run).toMatchObject({ status: 'failed', reason: 'no-choice', error: 'No case of the choice "a" holds.' })
    expectWhole(engine, run)
  })

  it("ends the flow in PocketFlow's dialect", async () => {
    const engine = await startTestEngine()
    expect(await runFlow(engine, draft('pocketflow'), { x: 2 })).toMatchObject({ status: 'succeeded' })
  })
})

describe('a definition with mistakes', () => {
  it('is refused with every mistake and its position', async () => {
    const { definition, problems } = readValue({
      start: 'nowhere',
      nodes: { a: { exec_type: 'local_func', func: 'noop' }, lonely: { exec_type: 'local_func', func: 'nop' } },
      edges: [
        { from: 'a', to: 'b' },
        { from: 'a', to: '' },
        { from: 'c', action: 'x', to: 'a' },
      ],
    })
    expect(definition).toBeNull()
    expect(problems.map(({ severity, path, message }) => `${severity} ${path}: ${message.slice(0, 45)}`)).toEqual([
      'error start: there is no node "nowhere"',
      'error nodes.lonely.func: "nop" is not a function: did you mean "noop"?',
      'error edges[0].to: there is no node "b"',
      'error edges[1]: is a second edge of "a" for the action "defau',
      'error edges[2].from: there is no node "c"',
    ])
  })

  it('reports a node that no edge leads to as unreachable', () => {
    const { definition, problems } = readValue({
      start: 'a',
      nodes: { a: { exec_type: 'local_func', func: 'noop' }, lonely: { exec_type: 'local_func', func: 'noop' } },
    })
    expect(definition).not.toBeNull()
    expect(problems).toEqual([{ severity: 'warning', path: 'nodes.lonely', message: 'is unreachable: no edge leads to it' }])
  })

  it('is not published, and the published version stays', async () => {
    const engine = await startTestEngine()
    await engine.flows.importFlow('mine', JSON.stringify({ start: 'a', nodes: { a: { exec_type: 'local_func', func: 'noop' } } }))
    await expect(engine.flows.importFlow('mine', '{"start": "b", "nodes": {}}')).rejects.toThrow('nodes is empty')
    expect(await engine.flows.get('mine')).toMatchObject({ version: 1, hasDraft: false })
  })
})

describe('an action without an edge', () => {
  const draft = (edges: Draft[]): Draft => ({
    start: 'a',
    nodes: {
      a: { exec_type: 'local_func', func: 'route', params: { action: 'maybe' }, post: { action_key: 'action' } },
      b: { exec_type: 'local_func', func: 'noop' },
    },
    edges,
  })

  it('fails the flow where other edges lead on', async () => {
    const engine = await startTestEngine()
    const run = await runFlow(engine, draft([{ from: 'a', action: 'yes', to: 'b' }]))
    expect(run).toMatchObject({
      status: 'failed',
      reason: 'no-edge',
      error: '"a" ended with the action "maybe"; its edges are for "yes".',
    })
    expect(tale(engine, run)).toContain('task succeeded')
    expectWhole(engine, run)
  })

  it('ends the flow at a node without edges, and takes the default edge where there is one', async () => {
    const engine = await startTestEngine()
    expect(await runFlow(engine, draft([]))).toMatchObject({ status: 'succeeded' })
    const run = await runFlow(engine, draft([{ from: 'a', action: 'default', to: 'b' }]))
    expect(run.status).toBe('succeeded')
    expect(visitsOf(engine, run)).toEqual({ a: 1, b: 1 })
  })
})
