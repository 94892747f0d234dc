import { describe, expect, it } from 'vitest'
import type { Run } from '../../../shared/model/run.ts'
import type { Engine } from '../engine.ts'
import { shell, startTestEngine, until, untilEnded } from '../testing/engine.ts'
import { createFakeClock } from '../testing/fake-clock.ts'
import { type Draft, startFlow, tale } from '../testing/flows.ts'
import { manifestFile, startPipeline } from '../testing/pipelines.ts'

const everything = { status: null, job: null, q: null, cursor: null, limit: 50 }
const untilWaiting = (engine: Engine, { id }: Pick<Run, 'id'>) => until(() => engine.runs.detail(id).waiting)
const forever: Draft = { exec_type: 'shell', script: { cmd: '/bin/sh', code: 'exec sleep 600' } }

describe('a run that waits', () => {
  it('for an approval names its title and when it expires, in the list and by itself', async () => {
    const engine = await startTestEngine({ clock: createFakeClock(1_000_000) })
    const run = await startFlow(engine, {
      start: 'ask',
      nodes: { ask: { kind: 'approval', title: 'Ship it to production', timeout_ms: 60_000 } },
    })
    const waiting = { for: 'approval', what: 'Ship it to production', until: 1_060_000 }
    expect(await untilWaiting(engine, run)).toEqual(waiting)
    expect(await engine.runs.list(everything)).toMatchObject({ items: [{ status: 'running', waiting }] })
    expect(engine.info()).toMatchObject({ running: 0, waiting: 1 })
    await engine.flowRuns.decide(run.id, undefined, { value: true, by: 'api', role: 'admin', comment: null })
    expect(engine.runs.detail(run.id)).toMatchObject({ status: 'succeeded' })
    expect(engine.runs.detail(run.id).waiting).toBeUndefined()
    expect(engine.info().waiting).toBe(0)
  })

  it('for the concurrency limit, as a pipeline of which nothing can run, says why', async () => {
    const engine = await startTestEngine({ parallel: 1 })
    const { id } = await engine.manual.exec(shell('exec sleep 600'), undefined, 'api')
    await until(() => engine.runs.detail(id).status === 'running')
    const source = '[[step]]\nname = "make"\nstart = true\nscript = "echo made"\n'
    const run = await startPipeline(engine, manifestFile(engine, source), source)
    expect(await untilWaiting(engine, run)).toEqual({ for: 'limit', what: null, until: null })
    await until(() => engine.runs.detail(run.id).nodes[0]?.waitsFor?.includes('1 of 1 running'))
    await engine.runs.cancel(id)
    expect((await untilEnded(engine, run.id)).status).toBe('succeeded')
    expect(engine.runs.detail(run.id).waiting).toBeUndefined()
  })

  it('for the concurrency limit, as a flow of which no node can run, says why', async () => {
    const engine = await startTestEngine({ parallel: 1 })
    const { id } = await engine.manual.exec(shell('exec sleep 600'), undefined, 'api')
    await until(() => engine.runs.detail(id).status === 'running')
    const run = await startFlow(engine, {
      start: 'say',
      nodes: { say: { exec_type: 'shell', script: { cmd: 'sh', code: 'true' } } },
    })
    expect(await untilWaiting(engine, run)).toEqual({ for: 'limit', what: null, until: null })
    await until(() => engine.runs.detail(run.id).nodes[0]?.waitsFor?.includes('1 of 1 running'))
    expect(await engine.runs.list({ ...everything, waiting: true })).toMatchObject({ items: [{ id: run.id }] })
    await engine.runs.cancel(id)
    expect((await untilEnded(engine, run.id)).status).toBe('succeeded')
  })

  it('for a paused queue, as a flow or a pipeline, names the queue until it resumes', async () => {
    const engine = await startTestEngine({ parallel: 2 })
    await engine.queues.pause('default', 'backup runs')
    const flow = await startFlow(engine, {
      start: 'say',
      nodes: { say: { exec_type: 'shell', script: { cmd: 'sh', code: 'true' } } },
    })
    const source = '[[step]]\nname = "make"\nstart = true\nscript = "echo made"\n'
    const pipeline = await startPipeline(engine, manifestFile(engine, source), source)
    for (const { id } of [flow, pipeline]) {
      expect(await untilWaiting(engine, { id })).toEqual({ for: 'queue', what: 'default', until: null })
      await until(() => engine.runs.detail(id).nodes[0]?.waitsFor?.includes('paused: backup runs'))
    }
    expect(await engine.runs.list({ ...everything, waiting: true })).toMatchObject({
      items: [{ id: pipeline.id }, { id: flow.id }],
    })
    expect(engine.info().waiting).toBe(2)
    await engine.queues.resume('default')
    for (const { id } of [flow, pipeline]) expect((await untilEnded(engine, id)).waiting).toBeUndefined()
  })

  it('for a signal names it, by its own name or by what a reference says', async () => {
    const engine = await startTestEngine()
    const plain = await startFlow(engine, { start: 'w', nodes: { w: { kind: 'wait_event', signal_key: 'paid' } } })
    const referred = await startFlow(
      engine,
      { start: 'w', nodes: { w: { kind: 'wait_event', signal_key: '$params.key' } } },
      { key: '' },
    )
    expect(await untilWaiting(engine, plain)).toEqual({ for: 'signal', what: 'paid', until: null })
    expect(await untilWaiting(engine, referred)).toMatchObject({ for: 'signal' })
  })

  it('for a time says until when; for a worker, of which service', async () => {
    const engine = await startTestEngine({ clock: createFakeClock(1_000_000) })
    const timed = await startFlow(engine, { start: 't', nodes: { t: { kind: 'timer', params: { delay_ms: 5_000 } } } })
    expect(await untilWaiting(engine, timed)).toEqual({ for: 'time', what: null, until: 1_005_000 })
    const held = await startFlow(engine, { start: 's', nodes: { s: { service: 'resize', exec_type: 'queue' } } })
    expect(await untilWaiting(engine, held)).toEqual({ for: 'worker', what: 'resize', until: null })
  })

  it('does not wait while another branch of it is executed', async () => {
    const engine = await startTestEngine()
    const run = await startFlow(engine, {
      start: 'a',
      nodes: { a: { exec_type: 'local_func', func: 'noop' }, ask: { kind: 'approval' }, work: forever },
      edges: [{ from: 'a', to: ['ask', 'work'] }],
    })
    await until(() => engine.info().running === 1)
    expect(engine.runs.detail(run.id).waiting).toBeUndefined()
    expect(engine.info().waiting).toBe(0)
  })

  it('waits for what a flow within it waits for, and is counted once', async () => {
    const engine = await startTestEngine()
    const run = await startFlow(engine, {
      start: 's',
      nodes: { s: { kind: 'subflow', subflow: { start: 'ask', nodes: { ask: { kind: 'approval', title: 'Go' } } } } },
    })
    await until(() => tale(engine, run).includes('child began'))
    expect(await untilWaiting(engine, run)).toEqual({ for: 'approval', what: 'Go', until: null })
    expect(engine.info().waiting).toBe(1)
  })

  it('waits for its next attempt between two', async () => {
    const engine = await startTestEngine()
    const run = await engine.manual.exec(
      shell('exit 1', { retry: { maxAttempts: 2, backoff: { delayMs: 600_000, maxMs: 600_000, jitter: false } } }),
      undefined,
      'api',
    )
    expect(await untilWaiting(engine, run)).toMatchObject({ for: 'time', what: 'next attempt', until: expect.any(Number) })
  })

  it('is picked by a filter, page by page, and left out by the opposite one', async () => {
    const engine = await startTestEngine()
    const ask: Draft = { start: 'ask', nodes: { ask: { kind: 'approval' } } }
    const first = await startFlow(engine, ask)
    const running = await engine.manual.exec(shell('exec sleep 600'), undefined, 'api')
    const second = await startFlow(engine, ask)
    await until(() => engine.info().running === 1)
    const page = await engine.runs.list({ ...everything, waiting: true, limit: 1 })
    expect(page.items.map(({ id }) => id)).toEqual([second.id])
    const next = await engine.runs.list({ ...everything, waiting: true, limit: 1, cursor: page.nextCursor })
    expect(next).toMatchObject({ items: [{ id: first.id }], nextCursor: null })
    const others = await engine.runs.list({ ...everything, status: 'running', waiting: false })
    expect(others.items.map(({ id }) => id)).toEqual([running.id])
    expect(await engine.runs.list({ ...everything, status: 'failed', waiting: true })).toMatchObject({ items: [] })
  })
})
