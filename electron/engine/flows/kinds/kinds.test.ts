import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { startTestEngine, temporaryFolder, until, untilEnded } from '../../testing/engine.ts'
import { createFakeClock } from '../../testing/fake-clock.ts'
import {
  addJobs,
  begun,
  type Cell,
  held,
  named,
  opened,
  outcomes,
  passes,
  post,
  pulling,
  type Row,
  register,
  retry,
  shell,
  siteUrl,
  timeoutMs,
  work,
} from '../../testing/flow-kinds.ts'
import { expectWhole } from '../../testing/flow-record.ts'
import { type Draft, startFlow, stateOf, tale } from '../../testing/flows.ts'

const rows: Record<string, Row> = {
  'executor: function': () =>
    work(
      (act) => ({
        exec_type: 'local_func',
        ...(act === 'ok'
          ? { func: 'mul', params: { mul: 1 }, prep: { input_key: '$params.five' } }
          : act === 'bad' || act === 'once'
            ? { func: 'fail' }
            : { func: 'sleep', params: { ms: act === 'gate' ? 1_000 : 1_000_000 } }),
      }),
      {
        reason: 'error',
        // It does the same each time; work that dies with the engine is repeated.
        ends: {
          retry: { status: 'failed', reason: 'error', events: ['attempt failed', 'attempt failed'] },
          crash: { status: 'succeeded', events: ['attempt failed'], out: null },
        },
      },
    ),
  'executor: shell': (gate) => work((act) => shell(act, gate), { reason: 'exit-code' }),
  'executor: script': (gate) => work((act) => ({ ...shell(act, gate), exec_type: 'local_script' }), { reason: 'exit-code' }),
  'executor: request': () =>
    work(
      (act) => ({
        exec_type: 'request',
        request: { url: `${siteUrl()}/request///${named(act).replace('-', '/')}` },
        prep: { input_key: '$params.five' },
      }),
      {
        reason: 'http-status',
        ends: {
          success: { status: 'succeeded', out: expect.objectContaining({ status: 200, body: 5 }) },
          retry: { status: 'succeeded', out: expect.objectContaining({ status: 200 }), events: ['attempt failed'] },
          crash: { status: 'succeeded', out: expect.objectContaining({ status: 200 }), events: ['attempt failed'] },
        },
      },
    ),
  'executor: worker that is called': () =>
    work((act) => ({ exec_type: 'http', service: named(act) }), {
      reason: 'error',
      drive: async ({ engine, run }) => {
        const name = Object.values(engine.flowRuns.history(run.id).definition.nodes)[0]?.service ?? ''
        await register(engine, 'http', name)
      },
    }),
  'executor: worker that asks': (gate) =>
    work((act) => ({ exec_type: 'queue', service: named(act) }), { reason: 'error', drive: pulling(gate) }),
  'executor: job': () =>
    work((act) => ({ exec_type: 'job', job: act }), {
      reason: 'exit-code',
      ends: { retry: { status: 'succeeded', out: 5, events: ['child ended'] } },
    }),
  choice: () => {
    const choice = (value: unknown): Draft => ({
      kind: 'choice',
      choice_cases: [{ action: 'on', expr: { gt: [value, 1] } }],
      default_action: 'off',
      post,
    })
    return {
      success: { node: choice('$params.five'), end: { status: 'succeeded' } },
      failure: { node: choice('$params.text'), end: { status: 'failed', reason: 'type-mismatch' } },
      retry: 'it decides the same each time',
      timeout: 'it takes no time',
      cancel: 'it takes no time',
      crash: 'it is decided in the write of what it follows from',
    }
  },
  parallel: (gate) =>
    work((act) => ({ kind: 'parallel', parallel_execs: [shell('ok', gate), shell(act, gate)] }), {
      reason: 'exit-code',
      ends: {
        success: { status: 'succeeded', out: [5, 5] },
        retry: { status: 'succeeded', out: [5, 5], events: ['attempt failed'] },
        crash: { status: 'succeeded', out: [5, 5] },
      },
    }),
  foreach: (gate) =>
    work((act) => ({ kind: 'foreach', ...shell(act, gate), prep: { input_key: '$params.list' } }), {
      reason: 'exit-code',
      ends: {
        success: { status: 'succeeded', out: [5, 5] },
        retry: { status: 'succeeded', out: [5, 5], events: ['attempt failed', 'attempt failed'] },
        crash: { status: 'succeeded', out: [5, 5] },
      },
    }),
  subflow: (gate) =>
    work(
      (act) => ({
        kind: 'subflow',
        subflow: { start: 'x', nodes: { x: { ...shell(act, gate), retry: act === 'bad' ? undefined : retry, post } } },
      }),
      {
        reason: 'exit-code',
        ends: {
          success: { status: 'succeeded', out: { out: 5 } },
          retry: { status: 'succeeded', out: { out: 5 } },
          crash: { status: 'succeeded', out: { out: 5 } },
        },
      },
    ),
  timer: () => {
    const timer = (params: Draft): Draft => ({ kind: 'timer', params, post })
    const advance: Cell['drive'] = async ({ clock }) => clock.advance(1_000)
    return {
      success: { node: timer({ delay_ms: 1_000 }), end: { status: 'succeeded', events: ['timer fired'] }, drive: advance },
      failure: { node: timer({ until: 'never' }), end: { status: 'failed', reason: 'error' } },
      retry: 'there is nothing in it that fails and could be tried again',
      timeout: 'it is a time itself',
      cancel: {
        node: timer({ delay_ms: 1_000 }),
        end: { status: 'cancelled' },
        drive: ({ engine, run }) => engine.runs.cancel(run.id).then(() => {}),
      },
      crash: { node: timer({ delay_ms: 1_000 }), end: { status: 'succeeded', events: ['timer fired'] }, drive: advance },
    }
  },
  wait_event: () => {
    const wait = (over: Draft = {}): Draft => ({ kind: 'wait_event', signal_key: 'go', post, ...over })
    const give: Cell['drive'] = ({ engine, run }) => engine.flowRuns.signal(run.id, 'go', 5, null, 'api').then(() => {})
    const late: Cell['drive'] = async ({ clock }) => clock.advance(timeoutMs)
    return {
      success: { node: wait(), end: { status: 'succeeded', out: 5 }, drive: give },
      failure: 'a signal that comes is none; one that does not is the timeout',
      retry: {
        node: wait({ timeout_ms: timeoutMs, failure_strategy: 'retry' }),
        end: { status: 'succeeded', out: 5, events: ['waits again'] },
        drive: async (world) => {
          world.clock.advance(timeoutMs)
          await until(() => tale(world.engine, world.run).includes('waits again'))
          await give(world)
        },
      },
      timeout: { node: wait({ timeout_ms: timeoutMs }), end: { status: 'failed', reason: 'timeout' }, drive: late },
      cancel: {
        node: wait(),
        end: { status: 'cancelled' },
        drive: ({ engine, run }) => engine.runs.cancel(run.id).then(() => {}),
      },
      crash: { node: wait(), end: { status: 'succeeded', out: 5 }, drive: give },
    }
  },
  approval: () => {
    const approval = (over: Draft = {}): Draft => ({ kind: 'approval', post, ...over })
    const say =
      (value: boolean): NonNullable<Cell['drive']> =>
      ({ engine, run }) =>
        engine.flowRuns.decide(run.id, 'a', { value, by: 'anna', role: 'admin', comment: null }).then(() => {})
    return {
      success: { node: approval(), end: { status: 'succeeded', out: true }, drive: say(true) },
      failure: { node: approval(), end: { status: 'failed', reason: 'rejected' }, drive: say(false) },
      retry: 'the decision of a person is recorded',
      timeout: {
        node: approval({ timeout_ms: timeoutMs }),
        end: { status: 'failed', reason: 'timeout' },
        drive: async ({ clock }) => clock.advance(timeoutMs),
      },
      cancel: {
        node: approval(),
        end: { status: 'cancelled' },
        drive: ({ engine, run }) => engine.runs.cancel(run.id).then(() => {}),
      },
      crash: { node: approval(), end: { status: 'succeeded', out: true }, drive: say(true) },
    }
  },
}

/** If a kind cannot have an outcome, its row says why, and the test skips it. */
const table = Object.entries(rows).flatMap(([kind, row]) =>
  outcomes.filter((outcome) => typeof row('')[outcome] !== 'string').map((outcome) => ({ kind, outcome, row })),
)

describe('each kind of node', () => {
  it.each(table)('$kind: $outcome', async ({ outcome, row }) => {
    const dataFolder = temporaryFolder()
    const gate = join(dataFolder, 'gate')
    const cell = row(gate)[outcome]
    if (typeof cell === 'string') throw new Error(cell)
    const clock = createFakeClock()
    let engine = await startTestEngine({ dataFolder, clock })
    await addJobs(engine, gate)
    const draft = { start: 'a', nodes: { a: JSON.parse(JSON.stringify(cell.node)) as Draft }, edges: edgesOf(cell.node) }
    const run = await startFlow(engine, draft, { five: 5, list: [1, 2], text: 'x' })
    const name = String(cell.node['service'] ?? '')
    const open = (): void => {
      writeFileSync(gate, '')
      for (const key of [
        name.split('-')[1] ?? '',
        String((cell.node['request'] as { url?: string })?.url ?? '')
          .split('/')
          .at(-1) ?? '',
      ])
        opened.add(key)
      for (const release of held.splice(0)) release()
    }
    if (outcome === 'crash') {
      const isWork = !['timer', 'wait_event', 'approval'].includes(String(cell.node['kind']))
      // A worker must be there for the task to start.
      const first = { engine, run, clock, open }
      let taken: { id: string } | null = null
      if (isWork) {
        if (cell.node['exec_type'] === 'queue') {
          await register(engine, 'async', name)
          taken = await until(() => engine.workers.poll('w', [name]))
        } else if (name !== '') await register(engine, 'http', name)
        await begun(first)
      }
      engine.stop()
      engine = await startTestEngine({ dataFolder, clock })
      open()
      // The worker that holds the task does not know of that crash, and reports its result.
      if (taken) await engine.workers.complete({ queue_id: taken.id, result: 5 })
      // Work of this process takes its time again.
      if (isWork) void passes(clock, engine, run)
    }
    await cell.drive?.({ engine, run, clock, open })
    const { status, reason, events = [], out } = cell.end
    expect(await untilEnded(engine, run.id)).toMatchObject({ status, ...(reason === undefined ? {} : { reason }) })
    const told = tale(engine, run)
    for (const type of new Set(events))
      expect(told.filter((each) => each === type)).toHaveLength(events.filter((each) => each === type).length)
    if (out !== undefined) expect(stateOf(engine, run).shared['out']).toEqual(out)
    expectWhole(engine, run)
  })
})

const edgesOf = ({ kind }: Draft): Draft[] =>
  kind === 'choice'
    ? [
        { from: 'a', action: 'on', to: '' },
        { from: 'a', action: 'off', to: '' },
      ]
    : []
