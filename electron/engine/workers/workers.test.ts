import { createServer, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, expect, it, onTestFinished } from 'vitest'
import type { Run } from '../../../shared/model/run.ts'
import { heartbeatMs } from '../../../shared/model/worker.ts'
import type { Engine } from '../engine.ts'
import { startTestEngine, temporaryFolder, until, untilEnded } from '../testing/engine.ts'
import { createFakeClock } from '../testing/fake-clock.ts'
import { expectWhole } from '../testing/flow-record.ts'
import { type Draft, eventsOf, runFlow, startFlow, stateOf, tale } from '../testing/flows.ts'

type FakeClock = ReturnType<typeof createFakeClock>
type Given = { input: unknown; params: Record<string, unknown> }

/** A worker that LocalFlow calls; the test decides its answers. */
async function pushWorker(
  answer: (service: string, given: Given) => unknown,
): Promise<{ url: string; calls: string[]; server: Server }> {
  const calls: string[] = []
  const server = createServer((request, response) => {
    void bodyOf(request).then((text) => {
      const service = request.url?.split('/').at(-1) ?? ''
      calls.push(service)
      const value = answer(service, JSON.parse(text) as Given)
      if (value === 'break off') return void request.socket.destroy()
      if (value !== 'stay silent') response.end(typeof value === 'string' ? value : JSON.stringify(value))
    })
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, calls, server }
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = []
  for await (const part of request) parts.push(part as Buffer)
  return Buffer.concat(parts).toString()
}

const push: Draft = { service: 'double', prep: { input_key: '$params.n' }, post: { output_key: 'out' } }
const pull: Draft = { exec_type: 'queue', service: 'slow', prep: { input_key: '$params.n' }, post: { output_key: 'out' } }
const flow = (node: Draft): Draft => ({ start: 'a', nodes: { a: node } })
const register = (engine: Engine, id: string, url: string, services: string[], load = 0): Promise<void> =>
  engine.workers.register({ id, url, services, type: url === '' ? 'async' : 'http', load })
/** Resolves when all earlier writes are committed, and everything waiting for them has continued. */
const untilWritten = (engine: Engine): Promise<unknown> => engine.workers.poll('nobody', [])

/** Moves the clock, and lets each check of the workers end before the next. */
async function pass(engine: Engine, clock: FakeClock, ms: number): Promise<void> {
  for (let passed = 0; passed < ms; passed += heartbeatMs) {
    clock.advance(heartbeatMs)
    await untilWritten(engine)
  }
}

/** Lets seconds pass in which each of these workers sends a heartbeat every five seconds, not all at the same moment. */
async function beat(engine: Engine, clock: FakeClock, ids: string[], seconds: number): Promise<void> {
  for (let second = 1; second <= seconds; second++) {
    clock.advance(1_000)
    for (const [at, id] of ids.entries())
      if (second % 5 === (at * 2) % 5) await engine.workers.heartbeat({ id, url: '', load: 0 })
    await untilWritten(engine)
  }
}

const waitsFor = (engine: Engine, run: Run): string | null => engine.runs.detail(run.id).nodes[0]?.waitsFor ?? null

/** The workers that did the work, as the history names them. */
const doneBy = (engine: Engine, run: Pick<Run, 'id'>): unknown[] =>
  eventsOf(engine, run).flatMap(({ type, data }) => (type === 'task succeeded' ? [data['worker']] : []))

describe('a worker that is called', () => {
  it('gets input and parameters, and its answer is the result', async () => {
    const engine = await startTestEngine()
    const worker = await pushWorker((_, { input, params }) => ({ result: Number(input) * Number(params['by']) }))
    await register(engine, 'w', worker.url, ['double'])
    const run = await runFlow(engine, flow({ ...push, params: { by: 2 } }), { n: 21 })
    expect(run).toMatchObject({ status: 'succeeded', shared: { out: 42 } })
    expect(doneBy(engine, run)).toEqual(['w'])
    expectWhole(engine, run)
  })

  it('is the least loaded of those that offer it', async () => {
    const engine = await startTestEngine()
    const [busy, idle] = [await pushWorker(() => ({ result: 'busy' })), await pushWorker(() => ({ result: 'idle' }))]
    await register(engine, 'busy', busy.url, ['double'], 5)
    await register(engine, 'idle', idle.url, ['double'], 1)
    expect((await runFlow(engine, flow(push), { n: 1 })).shared).toEqual({ out: 'idle' })
    expect(engine.workers.allocate('double')).toMatchObject({ id: 'idle', status: 'online' })
  })

  it('that cannot be reached is skipped', async () => {
    const engine = await startTestEngine()
    const there = await pushWorker(() => ({ result: 'there' }))
    await register(engine, 'gone', 'http://127.0.0.1:9', ['double'])
    await register(engine, 'there', there.url, ['double'], 9)
    const run = await runFlow(engine, flow(push), { n: 1 })
    expect(run.shared).toEqual({ out: 'there' })
    expect(doneBy(engine, run)).toEqual(['there'])
  })

  it('that breaks off is not asked alone again: another does the work', async () => {
    const engine = await startTestEngine()
    let first = true
    const worker = await pushWorker(() => {
      const answer = first ? 'break off' : { result: 'second time' }
      first = false
      return answer
    })
    await register(engine, 'w', worker.url, ['double'])
    const run = await runFlow(engine, flow(push), { n: 1 })
    expect(run.shared).toEqual({ out: 'second time' })
    expect(eventsOf(engine, run).find(({ type }) => type === 'attempt failed')?.data).toMatchObject({ reason: 'lost' })
    expectWhole(engine, run)
  })

  it.each([
    ['text that is not JSON', 'garbage', 'responded with 200 and a body that is not JSON: garbage'],
    ['a list', [], 'responded with 200 and a body that is not a result: []'],
    ['nothing', '', 'responded with 200 and a body that is not JSON: nothing'],
    ['an error', { error: 'no such number' }, 'no such number'],
  ])('that answers %s fails its node, and is named', async (_, answer, message) => {
    const engine = await startTestEngine()
    const worker = await pushWorker(() => answer)
    await register(engine, 'w', worker.url, ['double'])
    const run = await runFlow(engine, flow(push), { n: 1 })
    expect(run.status).toBe('failed')
    expect(run.error).toContain(message)
  })

  it('is awaited by tasks that ask for it, and starts them when it registers', async () => {
    const engine = await startTestEngine()
    const run = await startFlow(engine, flow(push), { n: 1 })
    expect(waitsFor(engine, run)).toBe(
      'No worker offers the service "double". Start one with: lf worker --url URL --service double=COMMAND',
    )
    await startFlow(engine, flow(pull), { n: 2 })
    expect(engine.workers.waiting()).toEqual([
      { service: 'double', mode: 'push', count: 1, since: expect.any(Number) as number },
      { service: 'slow', mode: 'pull', count: 1, since: expect.any(Number) as number },
    ])
    const worker = await pushWorker(() => ({ result: 'late' }))
    await register(engine, 'w', worker.url, ['other', 'double'])
    await untilEnded(engine, run.id)
    expect(stateOf(engine, run).shared).toEqual({ out: 'late' })
    expect(engine.workers.waiting()).toMatchObject([{ service: 'slow' }])
    expectWhole(engine, run)
  })

  it('is waited for up to a moment', async () => {
    const clock = createFakeClock()
    const engine = await startTestEngine({ clock })
    const run = await startFlow(engine, flow({ ...push, worker_wait_ms: 20_000 }), { n: 1 })
    await pass(engine, clock, 30_000)
    expect(await untilEnded(engine, run.id)).toMatchObject({ status: 'failed', reason: 'no-worker' })
    expectWhole(engine, run)
  })

  it('is awaited up to a deadline while workers for other services send heartbeats', async () => {
    const clock = createFakeClock()
    const engine = await startTestEngine({ clock })
    for (const id of ['first', 'second']) await register(engine, id, '', ['other'])
    const run = await startFlow(engine, flow({ ...push, worker_wait_ms: 20_000 }), { n: 1 })
    await beat(engine, clock, ['first', 'second'], 25)
    expect(await untilEnded(engine, run.id)).toMatchObject({ status: 'failed', reason: 'no-worker' })
  })

  it('is offline when the clock was set back since its last heartbeat', async () => {
    const clock = createFakeClock()
    const engine = await startTestEngine({ clock })
    await register(engine, 'w', '', ['slow'])
    const run = await startFlow(engine, flow(pull), { n: 1 })
    await until(async () => (await engine.workers.poll('w', ['slow'])) !== null)
    clock.set(-2 * 3_600_000)
    await pass(engine, clock, 200_000)
    expect(engine.workers.list('slow')).toMatchObject([{ id: 'w', status: 'offline' }])
    await register(engine, 'other', '', ['slow'])
    await until(async () => (await engine.workers.poll('other', ['slow'])) !== null)
    expect(engine.runs.find(run.id)).toMatchObject({ status: 'running' })
  })

  it('is offline after 15 s without a heartbeat', async () => {
    const clock = createFakeClock()
    const engine = await startTestEngine({ clock })
    await register(engine, 'w', 'http://127.0.0.1:9', ['double'])
    clock.advance(14_000)
    expect(engine.workers.list(undefined)).toMatchObject([{ id: 'w', status: 'online' }])
    clock.advance(1_001)
    expect(engine.workers.list('double')).toMatchObject([{ id: 'w', status: 'offline' }])
    await engine.workers.heartbeat({ id: 'w', url: '', load: 0 })
    expect(engine.workers.list('double')).toMatchObject([{ id: 'w', status: 'online' }])
    await expect(engine.workers.heartbeat({ id: 'unknown', url: '', load: 0 })).rejects.toThrow('Register it first')
  })

  it('that never answers is stopped with its node', async () => {
    const engine = await startTestEngine()
    const worker = await pushWorker(() => 'stay silent')
    await register(engine, 'w', worker.url, ['double'])
    const run = await startFlow(engine, flow(push), { n: 1 })
    await until(() => worker.calls.length === 1)
    await engine.runs.cancel(run.id)
    expect(await untilEnded(engine, run.id)).toMatchObject({ status: 'cancelled' })
    expectWhole(engine, run)
  })

  it('is not needed for a built-in function', async () => {
    const engine = await startTestEngine()
    const run = await runFlow(
      engine,
      flow({ service: 'mul', params: { mul: 3 }, prep: { input_key: '$params.n' }, post: { output_key: 'out' } }),
      { n: 2 },
    )
    expect(run.shared).toEqual({ out: 6 })
  })
})

describe('a worker that asks for work', () => {
  it('gets the task, and reports its outcome', async () => {
    const engine = await startTestEngine()
    const run = await startFlow(engine, flow({ ...pull, params: { by: 3 } }), { n: 7 })
    expect(await engine.workers.poll('w', ['other'])).toBeNull()
    const task = await engine.workers.poll('w', ['other', 'slow'])
    expect(task).toMatchObject({ task_id: run.id, node_key: 'a#1', service: 'slow', worker_id: 'w' })
    expect(JSON.parse(task?.input_json ?? '')).toMatchObject({ input: 7, params: { by: 3, n: 7 } })
    expect(await engine.workers.poll('w', ['slow'])).toBeNull()
    await engine.workers.complete({ queue_id: task?.id ?? '', result: 21 })
    await untilEnded(engine, run.id)
    expect(stateOf(engine, run).shared).toEqual({ out: 21 })
    expectWhole(engine, run)
    expect(doneBy(engine, run)).toEqual(['w'])
  })

  it('reports once: twice, too late, or for a task of another worker is refused', async () => {
    const engine = await startTestEngine()
    const run = await startFlow(engine, flow(pull), { n: 1 })
    const task = await engine.workers.poll('w', ['slow'])
    await engine.workers.complete({ queue_id: task?.id ?? '', result: 1 })
    await expect(engine.workers.complete({ queue_id: task?.id ?? '', result: 2 })).rejects.toThrow(
      'No task is waiting for the result',
    )
    await expect(engine.workers.complete({ queue_id: 'made up', result: 2 })).rejects.toThrow('No task is waiting for the result')
    await untilEnded(engine, run.id)
    expect(stateOf(engine, run).shared).toEqual({ out: 1 })
    expectWhole(engine, run)
  })

  it('that dies leaves its work to another', async () => {
    const clock = createFakeClock()
    const engine = await startTestEngine({ clock })
    await register(engine, 'first', '', ['slow'])
    const run = await startFlow(engine, flow(pull), { n: 1 })
    const task = await engine.workers.poll('first', ['slow'])
    await pass(engine, clock, 10_000)
    await register(engine, 'second', '', ['slow'])
    expect(await engine.workers.poll('second', ['slow'])).toBeNull()
    await pass(engine, clock, 10_000)
    await until(() => tale(engine, run).includes('attempt failed'))
    const again = await engine.workers.poll('second', ['slow'])
    expect(again?.task_id).toBe(run.id)
    await expect(engine.workers.complete({ queue_id: task?.id ?? '', result: 'stale' })).rejects.toThrow('No task is waiting')
    await engine.workers.complete({ queue_id: again?.id ?? '', result: 'fresh' })
    await untilEnded(engine, run.id)
    expect(stateOf(engine, run).shared).toEqual({ out: 'fresh' })
    expectWhole(engine, run)
  })

  it('that dies leaves its tasks to another after 15 s, while others send heartbeats', async () => {
    const clock = createFakeClock()
    const engine = await startTestEngine({ clock })
    for (const id of ['dead', 'first', 'second']) await register(engine, id, '', ['slow'])
    const run = await startFlow(engine, flow(pull), { n: 1 })
    await engine.workers.poll('dead', ['slow'])
    await beat(engine, clock, ['first', 'second'], 14)
    expect(await engine.workers.poll('first', ['slow'])).toBeNull()
    await beat(engine, clock, ['first', 'second'], 1)
    expect((await engine.workers.poll('first', ['slow']))?.task_id).toBe(run.id)
  })

  it('keeps its tasks across a restart of the engine', async () => {
    const dataFolder = temporaryFolder()
    const first = await startTestEngine({ dataFolder })
    const run = await startFlow(first, flow(pull), { n: 1 })
    const task = await first.workers.poll('w', ['slow'])
    first.stop()
    const second = await startTestEngine({ dataFolder })
    await second.workers.complete({ queue_id: task?.id ?? '', result: 'kept' })
    await untilEnded(second, run.id)
    expect(stateOf(second, run).shared).toEqual({ out: 'kept' })
    expect(tale(second, run).filter((type) => type === 'started')).toHaveLength(1)
    expectWhole(second, run)
  })

  it('reports the result of a cancelled run too late', async () => {
    const engine = await startTestEngine()
    const run = await startFlow(engine, flow(pull), { n: 1 })
    const task = await engine.workers.poll('w', ['slow'])
    await engine.runs.cancel(run.id)
    expect(await untilEnded(engine, run.id)).toMatchObject({ status: 'cancelled' })
    await expect(engine.workers.complete({ queue_id: task?.id ?? '', result: 1 })).rejects.toThrow('No task is waiting')
    expectWhole(engine, run)
  })

  it('uses no slot: others run at the same time', async () => {
    const engine = await startTestEngine({ parallel: 1 })
    const waiting = await startFlow(engine, flow(pull), { n: 1 })
    await engine.workers.poll('w', ['slow'])
    expect(await runFlow(engine, flow({ exec_type: 'local_func', func: 'noop' }))).toMatchObject({ status: 'succeeded' })
    expect(engine.runs.find(waiting.id).status).toBe('running')
  })

  it('may fail, and its node is retried as configured', async () => {
    const engine = await startTestEngine()
    const run = await startFlow(engine, flow({ ...pull, retry: { max_attempts: 2, delay_ms: 0 } }), { n: 1 })
    for (const n of [1, 2]) {
      const task = await engine.workers.poll('w', ['slow'])
      await engine.workers.complete({ queue_id: task?.id ?? '', error: `no ${n}` })
    }
    expect(await untilEnded(engine, run.id)).toMatchObject({ status: 'failed', reason: 'error', error: '"a": no 2' })
    expectWhole(engine, run)
  })
})
