import { describe, expect, it } from 'vitest'
import { canonicalText } from '../../../shared/flow/definition.ts'
import type { Run } from '../../../shared/model/run.ts'
import { pause } from '../base/clock.ts'
import type { Engine } from '../engine.ts'
import { startTestEngine, temporaryFolder } from '../testing/engine.ts'
import { createFakeClock } from '../testing/fake-clock.ts'
import { expectWhole } from '../testing/flow-record.ts'
import { type Draft, startFlow, stateOf, tale } from '../testing/flows.ts'

type FakeClock = ReturnType<typeof createFakeClock>

const func = (name: string, over: Draft = {}): Draft => ({
  exec_type: 'local_func',
  func: name,
  retry: { max_attempts: 4, delay_ms: 0 },
  ...over,
})

/** Every kind of node, a fork with a join, a loop, and an edge for errors. */
const everything: Draft = {
  start: 'first',
  nodes: {
    first: func('mul', { params: { mul: 2 }, prep: { input_key: '$params.n' }, post: { output_key: 'first' } }),
    which: { kind: 'choice', choice_cases: [{ action: 'on', expr: { gt: ['$shared.first', 5] } }], default_action: 'off' },
    branches: {
      kind: 'parallel',
      retry: { max_attempts: 4, delay_ms: 0 },
      parallel_execs: [1, 2, 3].map((mul) => ({ exec_type: 'local_func', func: 'mul', params: { mul } })),
      prep: { input_key: '$shared.first' },
      post: { output_key: 'branches' },
    },
    items: {
      kind: 'foreach',
      ...func('mul', { params: { mul: 3 } }),
      max_parallel: 4,
      prep: { input_key: '$params.list' },
      post: { output_key: 'items' },
    },
    inner: {
      kind: 'subflow',
      post: { output_key: 'inner' },
      subflow: {
        start: 'x',
        nodes: {
          x: func('upper', { params: { text: 'within' }, post: { output_key: 'said' } }),
          y: { kind: 'timer', params: { delay_ms: 500 } },
        },
        edges: [{ from: 'x', to: 'y' }],
      },
    },
    pause: { kind: 'timer', params: { delay_ms: 1_000 } },
    beside: func('upper', { params: { text: 'beside' }, post: { output_key: 'beside' } }),
    both: func('noop', {
      join: true,
      prep: { input_map: { a: '$shared.inner', b: '$shared.beside' } },
      post: { output_key: 'both' },
    }),
    signal: { kind: 'wait_event', signal_key: 'go', post: { output_key: 'signal' } },
    approval: { kind: 'approval', post: { output_key: 'approval' } },
    fails: func('fail', { params: { message: 'on purpose' }, retry: { max_attempts: 2, delay_ms: 0 } }),
    sorry: func('noop', { prep: { input_key: '$error.step' }, post: { output_key: 'sorry' } }),
    round: func('mul', { params: { mul: 2 }, prep: { input_key: '$shared.first' }, post: { output_key: 'first' } }),
    more: { kind: 'choice', choice_cases: [{ action: 'again', expr: { lt: ['$shared.first', 40] } }], default_action: 'done' },
  },
  edges: [
    { from: 'first', to: 'which' },
    { from: 'which', action: 'on', to: 'branches' },
    { from: 'which', action: 'off', to: '' },
    { from: 'branches', to: 'items' },
    { from: 'items', to: ['inner', 'beside'] },
    { from: 'inner', to: 'pause' },
    { from: 'pause', to: 'both' },
    { from: 'beside', to: 'both' },
    { from: 'both', to: 'signal' },
    { from: 'signal', to: 'approval' },
    { from: 'approval', action: 'approved', to: 'fails' },
    { from: 'fails', action: 'error', to: 'sorry' },
    { from: 'sorry', to: 'round' },
    { from: 'round', to: 'more' },
    { from: 'more', action: 'again', to: 'round' },
    { from: 'more', action: 'done', to: '' },
  ],
}
const params = { n: 5, list: [1, 2, 3, 4, 5, 6, 7, 8] }

/** Answers everything a run waits for until it has ended. */
async function drive(engine: Engine, clock: FakeClock, run: Run): Promise<void> {
  for (let turn = 0; engine.runs.find(run.id).endedAt === null; turn++) {
    if (turn > 2_000) throw new Error(`It does not end: ${JSON.stringify(stateOf(engine, run).steps)}`)
    const live = Object.values(stateOf(engine, run).steps).filter(({ status }) => status === 'live')
    if (live.some(({ kind }) => kind === 'event')) await engine.flowRuns.signal(run.id, 'go', { from: 'outside' }, 'once', 'api')
    const ask = live.find(({ kind }) => kind === 'approval')
    if (ask)
      await engine.flowRuns.decide(run.id, ask.id, { value: true, by: 'somebody', role: 'admin', comment: null }).catch(() => {})
    clock.advance(500)
    await pause(2)
  }
}

describe('a flow of every kind of node', () => {
  it('ends the same, whenever the engine crashes', async () => {
    const clock = createFakeClock()
    const undisturbed = await startTestEngine({ clock })
    const whole = await startFlow(undisturbed, everything, params)
    await drive(undisturbed, clock, whole)
    const expected = stateOf(undisturbed, whole).shared
    expect(expected).toMatchObject({
      branches: [10, 20, 30],
      items: [3, 6, 9, 12, 15, 18, 21, 24],
      first: 40,
      sorry: 'fails#1',
      both: { a: { said: 'WITHIN' }, b: 'BESIDE' },
      approval: true,
    })
    expectWhole(undisturbed, whole)
    const events = tale(undisturbed, whole).length
    undisturbed.stop()

    for (let dies = 2; dies < events; dies++) {
      const dataFolder = temporaryFolder()
      const time = createFakeClock()
      const first = await startTestEngine({ dataFolder, clock: time })
      const run = await startFlow(first, everything, params)
      await untilItDies(first, time, run, dies)
      const second = await startTestEngine({ dataFolder, clock: time })
      await drive(second, time, run)
      expect(`${dies}: ${canonicalText(stateOf(second, run).shared)}`).toBe(`${dies}: ${canonicalText(expected)}`)
      expectWhole(second, run)
      second.stop()
    }
  }, 240_000)
})

/** Ends the engine after the commit with the event of that number, so that it does nothing further. */
async function untilItDies(engine: Engine, clock: FakeClock, run: Run, event: number): Promise<void> {
  let isDead = false
  const stop = engine.committed.listen(() => {
    if (isDead || tale(engine, run).length < event) return
    isDead = true
    stop()
    queueMicrotask(() => engine.stop())
  })
  if (tale(engine, run).length >= event) {
    stop()
    return engine.stop()
  }
  await drive(engine, clock, run).catch((error: unknown) => {
    if (!isDead) throw error
  })
  if (!isDead) engine.stop()
}
