import { describe, expect, it } from 'vitest'
import { startTestEngine, untilEnded } from '../testing/engine.ts'
import { createFakeClock } from '../testing/fake-clock.ts'
import { expectWhole } from '../testing/flow-record.ts'
import { type Draft, eventsOf, startFlow, stateOf } from '../testing/flows.ts'

const say = (text: string): Draft => ({ exec_type: 'local_func', func: 'upper', params: { text }, post: { output_key: 'said' } })

describe('an approval', () => {
  const draft = (over: Draft = {}, edges = true): Draft => ({
    start: 'ask',
    nodes: {
      ask: { kind: 'approval', approval_key: 'ok', timeout_ms: 86_400_000, ...over },
      yes: say('yes'),
      no: say('no'),
      old: say('old'),
    },
    edges: edges
      ? [
          { from: 'ask', action: 'approved', to: 'yes' },
          { from: 'ask', action: 'rejected', to: 'no' },
          { from: 'ask', action: 'expired', to: 'old' },
        ]
      : [],
  })

  it.each([
    [true, 'YES'],
    [false, 'NO'],
  ])('decided with %j takes its edge, and records who decided what', async (value, said) => {
    const engine = await startTestEngine()
    const run = await startFlow(engine, draft())
    await engine.flowRuns.decide(run.id, 'ask', { value, by: 'anna', role: 'admin', comment: 'because' })
    await untilEnded(engine, run.id)
    expect(stateOf(engine, run).shared).toEqual({ said })
    expect(eventsOf(engine, run).find(({ type }) => type === 'decided')?.data).toMatchObject({
      by: 'anna',
      comment: 'because',
      value,
    })
    expectWhole(engine, run)
  })

  it('fails the flow when it is rejected without an edge for it', async () => {
    const engine = await startTestEngine()
    const run = await startFlow(engine, draft({}, false))
    await engine.flowRuns.decide(run.id, undefined, { value: false, by: 'anna', role: 'admin', comment: null })
    expect(await untilEnded(engine, run.id)).toMatchObject({ status: 'failed', reason: 'rejected', error: '"ask" was rejected.' })
  })

  it('refuses an action without an edge, names those it offers, and goes on waiting', async () => {
    const engine = await startTestEngine()
    const run = await startFlow(engine, draft())
    await expect(
      engine.flowRuns.decide(run.id, 'ask', { value: 'maybe', by: 'anna', role: 'admin', comment: null }),
    ).rejects.toThrow('Could not decide "ask": it offers "approved", "rejected", not "maybe".')
    await engine.flowRuns.decide(run.id, 'ask', { value: 'approved', by: 'anna', role: 'admin', comment: null })
    await untilEnded(engine, run.id)
    expect(stateOf(engine, run).shared).toEqual({ said: 'YES' })
  })

  it('takes any word if one edge is for every action', async () => {
    const engine = await startTestEngine()
    const run = await startFlow(engine, { ...draft(), edges: [{ from: 'ask', to: 'yes' }] })
    await engine.flowRuns.decide(run.id, 'ask', { value: 'maybe', by: 'anna', role: 'admin', comment: null })
    expect(await untilEnded(engine, run.id)).toMatchObject({ status: 'succeeded' })
  })

  it('is decided by the first decision, and refuses a later one', async () => {
    const engine = await startTestEngine()
    const run = await startFlow(engine, draft())
    const words = await Promise.allSettled(
      [true, false, true].map((value) => engine.flowRuns.decide(run.id, 'ask', { value, by: 'x', role: 'admin', comment: null })),
    )
    expect(words.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'rejected'])
    await untilEnded(engine, run.id)
    expect(stateOf(engine, run).shared).toEqual({ said: 'YES' })
    expectWhole(engine, run)
  })

  it('takes the timeout edge when it expires', async () => {
    const clock = createFakeClock()
    const engine = await startTestEngine({ clock })
    const run = await startFlow(engine, draft())
    clock.advance(86_400_000)
    await untilEnded(engine, run.id)
    expect(stateOf(engine, run).shared).toEqual({ said: 'OLD' })
    await expect(engine.flowRuns.decide(run.id, 'ask', { value: true, by: 'x', role: 'admin', comment: null })).rejects.toThrow(
      'has already ended',
    )
    expectWhole(engine, run)
  })

  it('is withdrawn when its run is cancelled', async () => {
    const engine = await startTestEngine()
    const run = await startFlow(engine, draft())
    expect(engine.flowRuns.waits('approval', 10)).toHaveLength(1)
    await engine.runs.cancel(run.id)
    expect(engine.flowRuns.waits('approval', 10)).toEqual([])
    await expect(engine.flowRuns.decide(run.id, 'ask', { value: true, by: 'x', role: 'admin', comment: null })).rejects.toThrow(
      'has already ended (cancelled)',
    )
    expectWhole(engine, run)
  })

  it('names the pending approvals when another is decided', async () => {
    const engine = await startTestEngine()
    const run = await startFlow(engine, draft())
    await expect(engine.flowRuns.decide(run.id, 'other', { value: true, by: 'x', role: 'admin', comment: null })).rejects.toThrow(
      `Run ${run.number} is not waiting for approval of "other", only of "ask".`,
    )
  })
})
