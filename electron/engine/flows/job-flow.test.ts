import { describe, expect, it } from 'vitest'
import { JobDraft, type JobDraftInput } from '../../../shared/model/job.ts'
import type { Engine } from '../engine.ts'
import { startTestEngine, temporaryFolder, until, untilEnded } from '../testing/engine.ts'
import { createFakeClock } from '../testing/fake-clock.ts'
import { expectWhole } from '../testing/flow-record.ts'
import { type Draft, runFlow, tale } from '../testing/flows.ts'

const jobOf = (engine: Engine, name: string, over: Partial<JobDraftInput> = {}) =>
  engine.jobs.create(JobDraft.parse({ name, body: { kind: 'flow', flow: 'graph' }, ...over }))
const publish = (engine: Engine, draft: Draft) => engine.flows.importFlow('graph', JSON.stringify(draft))

const shout: Draft = {
  start: 'a',
  nodes: { a: { exec_type: 'local_func', func: 'upper', prep: { input_key: '$params.text' }, post: { output_key: 'said' } } },
}
const waits: Draft = { start: 'w', nodes: { w: { kind: 'wait_event', signal_key: 'go' } } }

describe('a job that is a flow', () => {
  it('runs it with the parameters of its run, and its history is that of the job', async () => {
    const engine = await startTestEngine()
    await publish(engine, shout)
    const job = await jobOf(engine, 'shout')
    const { id } = await engine.manual.runJob('shout', 'cli', { text: 'hello' })
    expect(await untilEnded(engine, id)).toMatchObject({ status: 'succeeded', jobId: job.id, title: 'shout' })
    const detail = engine.runs.detail(id)
    expect(detail).toMatchObject({ flow: 'graph', version: 1, shared: { said: 'HELLO' }, params: { text: 'hello' } })
    expect(engine.jobs.list({ cursor: null, limit: 1 }).items[0]?.lastRuns).toMatchObject([{ status: 'succeeded' }])
    expect(tale(engine, { id }).slice(0, 3)).toEqual(['queued', 'started', 'flow began'])
  })

  it('says why it could not start', async () => {
    const engine = await startTestEngine()
    await jobOf(engine, 'nothing')
    const { id } = await engine.manual.runJob('nothing', 'cli')
    expect(await untilEnded(engine, id)).toMatchObject({
      status: 'failed',
      reason: 'could-not-start',
      error: 'There is no flow "graph".',
    })
  })

  it.each([
    ['skip', ['running', 'skipped']],
    ['queue', ['running', 'queued']],
    ['replace', ['cancelled', 'running']],
    ['allow', ['running', 'running']],
  ] as const)('follows its concurrency policy: %s', async (overlap, statuses) => {
    const engine = await startTestEngine()
    await publish(engine, waits)
    await jobOf(engine, 'one', { overlap })
    const first = await engine.manual.runJob('one', 'cli')
    await until(() => tale(engine, first).includes('went on'))
    const second = await engine.manual.runJob('one', 'cli')
    await until(() => [first, second].every(({ id }, index) => engine.runs.find(id).status === statuses[index]))
    if (overlap !== 'queue') return
    await engine.flowRuns.signal(first.id, 'go', true, null, 'api')
    await until(() => tale(engine, second).includes('went on'))
    await engine.flowRuns.signal(second.id, 'go', true, null, 'api')
    expect(await untilEnded(engine, second.id)).toMatchObject({ status: 'succeeded' })
  })

  it('fires the triggers that follow it when it has ended, and not when it has started', async () => {
    const engine = await startTestEngine()
    await publish(engine, waits)
    const first = await jobOf(engine, 'first')
    const after = await engine.jobs.create(JobDraft.parse({ name: 'after', body: { kind: 'builtin', name: 'noop' } }))
    await engine.triggers.create(after.id, {
      name: '',
      enabled: true,
      params: {},
      on: { kind: 'after', job: first.id, outcome: 'success' },
    })
    const run = await engine.manual.runJob('first', 'cli')
    await until(() => tale(engine, run).includes('went on'))
    const runs = async () =>
      (await engine.runs.list({ status: null, job: 'after', q: null, cursor: null, limit: 5 })).items.length
    expect(await runs()).toBe(0)
    await engine.flowRuns.signal(run.id, 'go', true, null, 'api')
    await untilEnded(engine, run.id)
    await until(async () => (await runs()) === 1)
  })

  it('takes no longer than its timeout', async () => {
    const clock = createFakeClock()
    const engine = await startTestEngine({ clock })
    await publish(engine, waits)
    await jobOf(engine, 'short', { timeoutMs: 5_000 })
    const run = await engine.manual.runJob('short', 'cli')
    await until(() => tale(engine, run).includes('went on'))
    clock.advance(5_000)
    expect(await untilEnded(engine, run.id)).toMatchObject({ status: 'failed', reason: 'timeout' })
  })

  it('goes on where it was over a death of the engine', async () => {
    const dataFolder = temporaryFolder()
    const clock = createFakeClock()
    const first = await startTestEngine({ dataFolder, clock })
    await publish(first, { start: 't', nodes: { t: { kind: 'timer', params: { delay_ms: 1_000 } } } })
    await jobOf(first, 'timer')
    const run = await first.manual.runJob('timer', 'cli')
    await until(() => tale(first, run).includes('went on'))
    first.stop()
    const second = await startTestEngine({ dataFolder, clock })
    clock.advance(1_000)
    expect(await untilEnded(second, run.id)).toMatchObject({ status: 'succeeded' })
  })
})

describe('a node that is a job', () => {
  const node = (job: string): Draft => ({
    start: 'a',
    nodes: { a: { exec_type: 'job', job, params: { width: 5 }, post: { output_key: 'out' } } },
  })

  it('is a run of it, with what the node says as its parameters', async () => {
    const engine = await startTestEngine()
    const body = { kind: 'script' as const, script: 'echo "::output width=$LOCALFLOW_PARAM_WIDTH"', interpreter: ['/bin/sh'] }
    await engine.jobs.create(JobDraft.parse({ name: 'measure', body, output: 'text' }))
    const run = await runFlow(engine, node('measure'))
    expect(run).toMatchObject({ status: 'succeeded', shared: { out: { width: 5 } } })
    expect(engine.runs.detail(run.id).children).toMatchObject([{ title: 'measure', status: 'succeeded' }])
    expectWhole(engine, run)
  })

  it('fails with it, and says which run it was', async () => {
    const engine = await startTestEngine()
    await engine.jobs.create(
      JobDraft.parse({ name: 'broken', body: { kind: 'builtin', name: 'fail', input: { message: 'no' } } }),
    )
    const run = await runFlow(engine, node('broken'))
    expect(run).toMatchObject({ status: 'failed', reason: 'error', error: `"a": run ${run.number + 1}: no` })
    expect(await runFlow(engine, node('nobody'))).toMatchObject({ status: 'failed', error: '"a": There is no job "nobody".' })
  })

  it('ends at a depth where jobs and flows call each other', async () => {
    const engine = await startTestEngine()
    await publish(engine, node('itself'))
    await jobOf(engine, 'itself')
    const run = await engine.manual.runJob('itself', 'cli')
    const ended = await untilEnded(engine, run.id)
    expect(ended.error).toContain('more than 16 deep')
  })
})

describe('a node that is a request', () => {
  it('gives the answer, read as JSON; references stand for what they lead to', async () => {
    const { createServer } = await import('node:http')
    const server = createServer((request, response) => {
      void (async () => {
        let text = ''
        for await (const part of request) text += String(part)
        response.setHeader('content-type', 'application/json').end(JSON.stringify({ path: request.url, sent: JSON.parse(text) }))
      })()
    })
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
    const { port } = server.address() as { port: number }
    const engine = await startTestEngine()
    const run = await runFlow(
      engine,
      {
        start: 'a',
        nodes: {
          a: {
            exec_type: 'request',
            request: { method: 'POST', url: '$params.url', body: { list: '$params.list', word: 'plain' } },
            post: { output_key: 'out' },
          },
        },
      },
      { url: `http://127.0.0.1:${port}/items`, list: [1, 2] },
    )
    server.close()
    expect(run).toMatchObject({
      status: 'succeeded',
      shared: { out: { status: 200, body: { path: '/items', sent: { list: [1, 2], word: 'plain' } } } },
    })
    const bad = await runFlow(
      engine,
      { start: 'a', nodes: { a: { exec_type: 'request', request: { url: '$params.url' } } } },
      { url: 'nonsense' },
    )
    expect(bad.status).toBe('failed')
    expect(bad.error).toContain('Could not start the node: url must be an address')
  })
})
