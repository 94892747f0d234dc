import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, expect, it, onTestFinished } from 'vitest'
import type { Run } from '../../../shared/model/run.ts'
import { startTestEngine, temporaryFolder, until, untilEnded } from '../testing/engine.ts'
import { createFakeClock } from '../testing/fake-clock.ts'
import { expectWhole } from '../testing/flow-record.ts'
import { type Draft, runFlow, startFlow, stateOf, tale } from '../testing/flows.ts'

const sleep = (over: Draft = {}): Draft => ({
  start: 'a',
  nodes: {
    a: {
      exec_type: 'local_func',
      func: 'sleep',
      params: { ms: 1_000_000 },
      at_most_once: true,
      retry: { max_attempts: 5, delay_ms: 0 },
      post: { output_key: 'a' },
      ...over,
    },
    b: { exec_type: 'local_func', func: 'upper', params: { text: 'on' }, post: { output_key: 'b' } },
    sorry: { exec_type: 'local_func', func: 'noop', prep: { input_key: '$error.reason' }, post: { output_key: 'why' } },
  },
  edges: [
    { from: 'a', to: 'b' },
    { from: 'a', action: 'error', to: 'sorry' },
  ],
})

/** A run whose first node was interrupted by the death of its engine, on the next engine. */
async function cutOff(draft: Draft, clock = createFakeClock()) {
  const dataFolder = temporaryFolder()
  const first = await startTestEngine({ dataFolder, clock })
  const run = await startFlow(first, draft)
  await until(() => tale(first, run).includes('started'))
  first.stop()
  const engine = await startTestEngine({ dataFolder, clock })
  await until(() => engine.flowRuns.waits('approval', 10).length === 1)
  return { engine, run, dataFolder, clock }
}

const starts = (engine: Parameters<typeof tale>[0], run: Run): number =>
  tale(engine, run).filter((type) => type === 'started').length

describe('a cut-off node that must not run twice', () => {
  it('is not started again, and waits for a person to say whether it succeeded', async () => {
    const { engine, run } = await cutOff(sleep())
    expect(engine.flowRuns.waits('approval', 10)).toMatchObject([{ run: run.id, node: 'a', isUnknown: true }])
    expect(engine.runs.detail(run.id).nodes[0]).toMatchObject({
      status: 'running',
      waitsFor: 'Waiting for your decision: the node was interrupted, and LocalFlow cannot tell whether it finished.',
    })
    await engine.flowRuns.decide(run.id, 'a', { value: true, by: 'anna', role: 'admin', comment: 'seen in the books' })
    expect(await untilEnded(engine, run.id)).toMatchObject({ status: 'succeeded' })
    expect(stateOf(engine, run).shared).toEqual({ a: null, b: 'ON' })
    expect(starts(engine, run)).toBe(2)
    expectWhole(engine, run)
  })

  it('goes on as a failure when it was not done', async () => {
    const { engine, run } = await cutOff(sleep())
    await engine.flowRuns.decide(run.id, undefined, { value: false, by: 'anna', role: 'admin', comment: null })
    expect(await untilEnded(engine, run.id)).toMatchObject({ status: 'succeeded' })
    expect(stateOf(engine, run).shared).toEqual({ why: 'unknown-outcome' })
    expectWhole(engine, run)
  })

  it('fails the run without an edge for that, and can be retried by a person', async () => {
    const { edges: _, ...draft } = sleep({ params: { ms: 300 } })
    const { engine, run, clock } = await cutOff(draft)
    await engine.flowRuns.decide(run.id, 'a', { value: false, by: 'anna', role: 'admin', comment: null })
    expect(await untilEnded(engine, run.id)).toMatchObject({ status: 'failed', reason: 'unknown-outcome' })
    const again = await engine.flowRuns.fork(run.id, null, {}, 'api')
    await until(() => tale(engine, again).includes('started'))
    clock.advance(300)
    expect(await untilEnded(engine, again.id)).toMatchObject({ status: 'succeeded' })
    expectWhole(engine, again)
  })

  it('still waits after the engine died once more, and in a run that goes on from there', async () => {
    const { engine, run, dataFolder, clock } = await cutOff(sleep())
    engine.stop()
    const next = await startTestEngine({ dataFolder, clock })
    const events = next.runs.events(run.id)
    const forked = await next.flowRuns.fork(
      run.id,
      events.findIndex(({ type }) => type === 'asks'),
      {},
      'api',
    )
    expect(next.flowRuns.waits('approval', 10).map(({ run: id }) => id)).toEqual([run.id, forked.id])
    for (const each of [run, forked])
      await next.flowRuns.decide(each.id, 'a', { value: true, by: 'anna', role: 'admin', comment: null })
    for (const each of [run, forked]) {
      expect(await untilEnded(next, each.id)).toMatchObject({ status: 'succeeded' })
      expectWhole(next, each)
    }
  })

  it('ends when its own timeout passes, or when the run is cancelled', async () => {
    const late = await cutOff(sleep({ timeout_ms: 60_000 }))
    late.clock.advance(60_000)
    expect(await untilEnded(late.engine, late.run.id)).toMatchObject({ status: 'succeeded' })
    expect(stateOf(late.engine, late.run).shared).toEqual({ why: null })
    expectWhole(late.engine, late.run)
    const stopped = await cutOff(sleep())
    await stopped.engine.runs.cancel(stopped.run.id)
    expect(await untilEnded(stopped.engine, stopped.run.id)).toMatchObject({ status: 'cancelled' })
    expect(stopped.engine.flowRuns.waits('approval', 10)).toEqual([])
    expectWhole(stopped.engine, stopped.run)
  })

  it('waits for a person, too, if a call got no answer; a failure of its own is retried', async () => {
    const engine = await startTestEngine()
    let calls = 0
    const server = createServer((request, response) => {
      calls++
      if (request.url === '/fails') response.writeHead(500).end()
      else request.socket.destroy()
    })
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
    onTestFinished(() => void server.close())
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    const request = (path: string): Draft => ({
      start: 'a',
      nodes: {
        a: {
          exec_type: 'request',
          request: { url: `${url}${path}` },
          at_most_once: true,
          retry: { max_attempts: 3, delay_ms: 0 },
        },
      },
    })
    const silent = await startFlow(engine, request('/silent'))
    await until(() => engine.flowRuns.waits('approval', 10).length === 1)
    expect(calls).toBe(1)
    await engine.flowRuns.decide(silent.id, 'a', { value: true, by: 'anna', role: 'admin', comment: null })
    expect(await untilEnded(engine, silent.id)).toMatchObject({ status: 'succeeded' })
    expect(await runFlow(engine, request('/fails'))).toMatchObject({ status: 'failed', reason: 'http-status' })
    expect(calls).toBe(4)
    // No worker is there, so the work cannot have been done.
    const nobody: Draft = {
      start: 'a',
      nodes: { a: { exec_type: 'request', request: { url: 'http://127.0.0.1:9' }, at_most_once: true } },
    }
    expect(await runFlow(engine, nobody)).toMatchObject({ status: 'failed', reason: 'unreachable' })
  })
})
