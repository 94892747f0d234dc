import { describe, expect, it } from 'vitest'
import type { FlowEvent } from '../../../shared/flow/events.ts'
import { foldAll } from '../../../shared/flow/fold.ts'
import type { Data } from '../../../shared/flow/reference.ts'
import { emptyState } from '../../../shared/flow/state.ts'
import type { Engine } from '../engine.ts'
import { startTestEngine, until, untilEnded } from '../testing/engine.ts'
import { type Draft, definitionOf, runFlow, startFlow, stateOf } from '../testing/flows.ts'

const times = (mul: number, input_key: string, over: Draft = {}): Draft => ({
  service: 'transform',
  params: { mul },
  prep: { input_key },
  ...over,
})
const total = (input_key: string): Draft => ({ service: 'sum', prep: { input_key }, post: { output_key: 'total' } })
const ways = (...edges: [from: string, action: string, to: string][]): Draft[] =>
  edges.map(([from, action, to]) => ({ from, action, to }))

/** Two steps: the first multiplies `from`, the second routes. */
const inner = (mul: number, from: string): Draft => ({
  start: 'grow',
  nodes: {
    grow: times(mul, from, { post: { output_key: 'grown', action_static: 'on' } }),
    leave: { service: 'route', params: { action: 'away' }, prep: { input_key: 'grown' }, post: { action_static: 'done' } },
  },
  edges: ways(['grow', 'on', 'leave']),
})

const branches = (mode: string): Draft => ({
  start: 'both',
  nodes: {
    both: {
      kind: 'parallel',
      parallel_mode: mode,
      parallel_services: ['transform', 'transform'],
      params: { mul: 3 },
      prep: { input_key: '$params.n' },
      post: { output_key: 'each', action_static: 'on' },
    },
    add: total('$shared.each'),
  },
  edges: ways(['both', 'on', 'add']),
})

const items = (over: Draft): Draft => ({
  start: 'every',
  nodes: {
    every: times(2, '$params.list', { kind: 'foreach', post: { output_key: 'doubled', action_static: 'on' }, ...over }),
    add: total('$shared.doubled'),
  },
  edges: ways(['every', 'on', 'add']),
})

const approval: Draft = {
  start: 'ask',
  nodes: {
    ask: { kind: 'approval', params: { approval_key: '$params.word' }, post: { action_key: 'approval' } },
    yes: times(100, '$params.n', { post: { output_key: 'yes' } }),
    no: times(0, '$params.n', { post: { output_key: 'no' } }),
  },
  edges: ways(['ask', 'approved', 'yes'], ['ask', 'rejected', 'no']),
}

const everything: Draft = {
  start: 'which',
  nodes: {
    which: {
      kind: 'choice',
      choice_cases: [{ action: 'ask', expr: { eq: ['$params.path', 'ask'] } }],
      default_action: 'other',
    },
    ask: { kind: 'approval', params: { approval_key: '$shared.word' }, post: { action_key: 'approval' } },
    rest: { kind: 'timer', params: { delay_ms: 1 }, post: { action_static: 'on' } },
    every: times(2, '$shared.list', { kind: 'foreach', post: { output_key: 'doubled', action_static: 'on' } }),
    hold: { kind: 'wait_event', params: { signal_key: '$shared.flag', timeout_ms: 60_000 }, post: { action_static: 'on' } },
    sub: { kind: 'subflow', subflow: inner(5, '$params.n'), post: { output_key: 'sub', action_static: 'on' } },
    last: times(100, '$shared.sub.grown', { post: { output_key: 'end' } }),
  },
  edges: ways(
    ['which', 'ask', 'ask'],
    ['ask', 'approved', 'rest'],
    ['rest', 'on', 'every'],
    ['every', 'on', 'hold'],
    ['hold', 'on', 'sub'],
    ['sub', 'on', 'last'],
  ),
}

type Example = { name: string; flow: Draft; params?: Data; signals?: Data; status?: string; shared: Data }

/** One for each of PocketFlow's examples, with the result of its own scheduler. */
const examples: Example[] = [
  {
    name: 'two executors',
    flow: {
      start: 'a',
      nodes: { a: times(2, '$params.n', { post: { output_key: 'r' } }), b: times(1.5, 'r', { post: { output_key: 'end' } }) },
      edges: ways(['a', 'default', 'b']),
    },
    params: { n: 2 },
    shared: { r: 4, end: 6 },
  },
  {
    name: 'a choice',
    flow: {
      start: 'which',
      nodes: {
        which: { kind: 'choice', choice_cases: [{ action: 'B', expr: { eq: ['$params.path', 'B'] } }], default_action: 'C' },
        B: times(10, '$params.n', { post: { output_key: 'b' } }),
        C: times(20, '$params.n', { post: { output_key: 'c' } }),
      },
      edges: ways(['which', 'B', 'B'], ['which', 'C', 'C']),
    },
    params: { n: 2, path: 'B' },
    shared: { b: 20 },
  },
  { name: 'sequential branches', flow: branches('sequential'), params: { n: 2 }, shared: { each: [6, 6], total: 12 } },
  { name: 'concurrent branches', flow: branches('concurrent'), params: { n: 2 }, shared: { each: [6, 6], total: 12 } },
  {
    name: 'items one by one',
    flow: items({ parallel_mode: 'sequential' }),
    params: { list: [1, 2, 3] },
    shared: { doubled: [2, 4, 6], total: 12 },
  },
  {
    name: 'concurrent items',
    flow: items({ parallel_mode: 'concurrent', max_parallel: 3, failure_strategy: 'fail_fast' }),
    params: { list: [1, 2, 3] },
    shared: { doubled: [2, 4, 6], total: 12 },
  },
  {
    name: 'a signal before anything waits for it',
    flow: {
      start: 'rest',
      nodes: {
        rest: { kind: 'timer', params: { delay_ms: 1 }, post: { action_static: 'on' } },
        hold: { kind: 'wait_event', params: { signal_key: '$shared.flag', timeout_ms: 60_000 }, post: { action_static: 'on' } },
        end: times(1, '$params.n', { post: { output_key: 'end' } }),
      },
      edges: ways(['rest', 'on', 'hold'], ['hold', 'on', 'end']),
    },
    params: { n: 2 },
    signals: { flag: true },
    shared: { flag: true, end: 2 },
  },
  { name: 'an approval', flow: approval, params: { n: 2, word: 'approved' }, shared: { yes: 200 } },
  {
    name: 'an inner flow that fails',
    flow: {
      start: 'sub',
      nodes: {
        sub: { kind: 'subflow', subflow: inner(5, '$params.x'), post: { output_key: 'sub', action_static: 'on' } },
        last: times(100, '$shared.sub.grown', { post: { output_key: 'end' } }),
      },
      edges: ways(['sub', 'on', 'last']),
    },
    status: 'failed',
    shared: { sub: {} },
  },
  {
    name: 'every kind of node, three signals',
    flow: everything,
    params: { n: 2, path: 'ask' },
    signals: { flag: true, list: [1, 2, 3], word: 'approved' },
    shared: { flag: true, list: [1, 2, 3], word: 'approved', doubled: [2, 4, 6], sub: { grown: 10 }, end: 1000 },
  },
  {
    name: 'a function',
    flow: {
      start: 'a',
      nodes: {
        a: {
          exec_type: 'local_func',
          func: 'mul',
          params: { mul: 2 },
          prep: { input_key: '$params.n' },
          post: { output_key: 'r' },
        },
      },
    },
    params: { n: 2 },
    shared: { r: 4 },
  },
  {
    name: 'a script',
    flow: {
      start: 'a',
      nodes: {
        a: {
          exec_type: 'local_script',
          script: { cmd: 'sh', args: ['-c', `echo '{"v": 42}'`], output_mode: 'json' },
          post: { output_key: 'r' },
        },
      },
    },
    shared: { r: { v: 42 } },
  },
  {
    name: 'branches of different kinds',
    flow: {
      start: 'both',
      nodes: {
        both: {
          kind: 'parallel',
          parallel_mode: 'concurrent',
          parallel_execs: [
            { service: 'transform', exec_type: 'http', params: { mul: 2 } },
            { service: 'own', exec_type: 'local_func', func: 'mul', params: { mul: 5 } },
          ],
          prep: { input_key: '$params.n' },
          post: { output_key: 'each', action_static: 'on' },
        },
        end: times(1, '$params.n'),
      },
      edges: ways(['both', 'on', 'end']),
    },
    params: { n: 2 },
    shared: { each: [4, 10] },
  },
  {
    name: 'items of a list that is not there',
    flow: {
      start: 'every',
      nodes: {
        every: times(2, '$shared.nowhere', {
          kind: 'foreach',
          foreach_execs: [{ index: 1, params: { mul: 4 } }],
          post: { output_key: 'doubled', action_static: 'on' },
        }),
        end: times(1, '$params.n'),
      },
      edges: ways(['every', 'on', 'end']),
    },
    params: { n: 2 },
    shared: {},
  },
  {
    name: 'an inner flow with a node of another kind',
    flow: {
      start: 'sub',
      nodes: {
        sub: {
          kind: 'subflow',
          subflow: inner(2, '$params.n'),
          subflow_execs: [{ node: 'grow', exec_type: 'local_func', func: 'mul', params: { mul: 7 } }],
          post: { output_key: 'sub' },
        },
      },
    },
    params: { n: 2 },
    shared: { sub: { grown: 14 } },
  },
  {
    name: 'a worker that asks for work',
    flow: {
      start: 'a',
      nodes: { a: { exec_type: 'queue', service: 'shout', params: { text: 'hi' }, post: { output_key: 'r' } } },
    },
    shared: { r: 'HI' },
  },
  {
    name: 'branches of which one fails and one asks for work',
    flow: {
      start: 'both',
      nodes: {
        both: {
          kind: 'parallel',
          parallel_mode: 'concurrent',
          parallel_execs: [
            { service: 'own', exec_type: 'local_func', func: 'upper' },
            { service: 'shout', exec_type: 'queue', params: { text: 'hi' } },
          ],
          post: { output_key: 'each', action_static: 'on' },
        },
        end: { exec_type: 'local_func', func: 'log_result' },
      },
      edges: ways(['both', 'on', 'end']),
    },
    shared: { each: [null, 'HI'] },
  },
]

/** Answers requests for the service "shout", so many times. */
async function shout(engine: Engine, count: number): Promise<void> {
  for (let done = 0; done < count; done++)
    await until(async () => {
      const task = await engine.workers.poll('w', ['shout'])
      if (!task) return false
      const { params } = JSON.parse(task.input_json) as { params: { text: string } }
      await engine.workers.complete({ queue_id: task.id, result: params.text.toUpperCase() })
      return true
    })
}

describe('a flow in the dialect of PocketFlow', () => {
  it('ends with the status and the shared data that PocketFlow ends with, for each of its examples', async () => {
    const engine = await startTestEngine({ parallel: 4 })
    const worker = shout(engine, 2)
    const runs = await Promise.all(
      examples.map(async ({ name, flow, params, signals = {} }) => {
        const run = await startFlow(engine, { dialect: 'pocketflow', ...flow }, params)
        for (const [key, value] of Object.entries(signals)) await engine.flowRuns.signal(run.id, key, value, null, 'test')
        const { status } = await untilEnded(engine, run.id)
        return { name, status, shared: stateOf(engine, run).shared }
      }),
    )
    await worker
    expect(runs).toEqual(examples.map(({ name, status = 'succeeded', shared }) => ({ name, status, shared })))
  })

  const waits = (dialect: string): Draft => ({
    dialect,
    start: 'hold',
    nodes: { hold: { kind: 'wait_event', signal_key: 'go', post: { output_key: 'got' } } },
  })

  it('shares a signal that no node waits for, and the newest one of a key', async () => {
    const engine = await startTestEngine()
    const run = await startFlow(engine, waits('pocketflow'))
    for (const value of [1, 2]) await engine.flowRuns.signal(run.id, 'other', value, null, 'test')
    expect(stateOf(engine, run)).toMatchObject({ shared: { other: 2 }, signals: [{ key: 'other', value: 2 }] })
    await engine.flowRuns.signal(run.id, 'go', 'now', null, 'test')
    await untilEnded(engine, run.id)
    expect(stateOf(engine, run).shared).toEqual({ other: 2, go: 'now', got: 'now' })
    expect(engine.flowRuns.replay(run.id, null, undefined).difference).toBeNull()
  })

  it('keeps the results of a parallel that fails fast, without a gap for what failed', async () => {
    const engine = await startTestEngine()
    const own = (func: string, params: Draft): Draft => ({ service: func, exec_type: 'local_func', func, params })
    const run = await runFlow(engine, {
      dialect: 'pocketflow',
      start: 'both',
      nodes: {
        both: {
          kind: 'parallel',
          parallel_execs: [own('upper', { text: 'a' }), own('fail', {}), own('noop', {})],
          parallel_mode: 'concurrent',
          max_parallel: 1,
          failure_strategy: 'fail_fast',
          post: { output_key: 'each' },
        },
      },
    })
    expect(run).toMatchObject({ status: 'failed', shared: { each: ['A'] } })
  })

  it('is folded by the rules that it started with', () => {
    const definition = definitionOf(waits('pocketflow'))
    const sharedBy = (rules: object): Data => {
      const began = { flow: 'f', version: 1, definition: 'h', params: {}, shared: {}, depth: 0, ...rules }
      const events: FlowEvent[] = [
        { n: 1, at: 1, type: 'flow began', data: began },
        { n: 2, at: 2, type: 'signal received', data: { key: 'other', value: 1, id: null, by: 'test' } },
      ]
      return foldAll(definition, emptyState(), events).shared
    }
    expect([sharedBy({}), sharedBy({ rules: 2 })]).toEqual([{}, { other: 1 }])
  })
})

describe("a flow of LocalFlow's own", () => {
  it('shares no signal: it is kept for the node that waits for it', async () => {
    const engine = await startTestEngine()
    const run = await startFlow(engine, {
      start: 'hold',
      nodes: { hold: { kind: 'wait_event', signal_key: 'go', post: { output_key: 'got' } } },
    })
    await engine.flowRuns.signal(run.id, 'other', 1, null, 'test')
    await engine.flowRuns.signal(run.id, 'go', 'now', null, 'test')
    await untilEnded(engine, run.id)
    expect(stateOf(engine, run).shared).toEqual({ got: 'now' })
  })
})
