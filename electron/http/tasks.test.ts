import { describe, expect, it } from 'vitest'
import type { Task } from '../../shared/model/task.ts'
import { command, untilEnded, untilRun } from '../engine/testing/engine.ts'
import { request, startTestServer, type TestServer } from './testing.ts'

const noop = { type: 'builtin', payload: { name: 'noop', input: { n: 1 } } }

type Answer = { status: number; body: Task & { error: { code: string; message: string; issues?: { path: string }[] } } }

async function ask(
  server: TestServer,
  path: string,
  body?: unknown,
  method = body === undefined ? 'GET' : 'POST',
): Promise<Answer> {
  const init = body === undefined ? { method } : { method, body: JSON.stringify(body) }
  const answer = await server.call(`/api${path}`, init)
  return { status: answer.status, body: (await answer.json()) as Answer['body'] }
}

const post = (server: TestServer, draft: object) => ask(server, '/tasks', draft)
const queued = ({ engine }: TestServer) => engine.info().queued

describe('POST /api/tasks', () => {
  it('is 201 with the complete task, which GET returns, too', async () => {
    const server = await startTestServer()
    const extras = { title: 'count', queue: 'numbers', priority: 7, delayMs: 60_000, maxAttempts: 3 }
    const { status, body } = await post(server, { ...noop, ...extras })
    expect(status).toBe(201)
    expect(body).toEqual({
      id: expect.stringMatching(/^[\da-f-]{36}$/),
      type: 'builtin',
      title: 'count',
      runId: expect.stringMatching(/^[\da-f-]{36}$/),
      runNumber: 1,
      jobId: null,
      status: 'queued',
      reason: null,
      stage: 'delayed',
      queue: 'numbers',
      priority: 7,
      runAt: body.createdAt + 60_000,
      attempts: 0,
      maxAttempts: 3,
      result: null,
      error: null,
      createdAt: expect.any(Number),
      startedAt: null,
      endedAt: null,
    })
    expect(await ask(server, `/tasks/${body.id}`)).toEqual({ status: 200, body })
  })

  it('is 200 with the first task for the same key, also when twenty come at the same time', async () => {
    const server = await startTestServer()
    const all = await Promise.all(Array.from({ length: 20 }, () => post(server, { ...noop, idempotencyKey: 'k' })))
    expect(all.map(({ status }) => status).sort()).toEqual([...Array(19).fill(200), 201])
    expect(new Set(all.map(({ body }) => body.id)).size).toBe(1)
    expect(queued(server)).toBe(1)
  })

  it('is 409 for a key that came with another payload, and names the task it came with', async () => {
    const server = await startTestServer()
    const first = await post(server, { ...noop, idempotencyKey: 'k' })
    const other = await post(server, { ...noop, payload: { name: 'noop', input: { n: 2 } }, idempotencyKey: 'k' })
    expect(other).toMatchObject({
      status: 409,
      body: { error: { code: 'conflict', message: expect.stringContaining(first.body.id) } },
    })
  })

  const http = (payload: object) => ({ type: 'http', payload })
  it.each<[string, object, string]>([
    ['a priority above 100', { ...noop, priority: 101 }, 'priority'],
    ['a priority below -100', { ...noop, priority: -101 }, 'priority'],
    ['a priority between two', { ...noop, priority: 1.5 }, 'priority'],
    ['a negative delay', { ...noop, delayMs: -1 }, 'delayMs'],
    ['a delay and a moment', { ...noop, delayMs: 1, runAt: 1 }, 'delayMs'],
    ['a moment that is none', { ...noop, runAt: 'tomorrow' }, 'runAt'],
    ['a moment beyond ten years', { ...noop, runAt: '2999-01-01T00:00:00Z' }, 'runAt'],
    ['no attempt at all', { ...noop, maxAttempts: 0 }, 'maxAttempts'],
    ['too many attempts', { ...noop, maxAttempts: 101 }, 'maxAttempts'],
    ['attempts as text', { ...noop, maxAttempts: '3' }, 'maxAttempts'],
    ['a timeout of nothing', { ...noop, timeoutMs: 0 }, 'timeoutMs'],
    ['a queue with a slash', { ...noop, queue: 'a/b' }, 'queue'],
    ['an empty key', { ...noop, idempotencyKey: '' }, 'idempotencyKey'],
    ['a payload that is a list', { ...noop, payload: [] }, 'payload'],
    ['no payload', { type: 'shell' }, 'payload'],
    ['a payload of another type', { type: 'shell', payload: noop.payload }, 'payload.command'],
    ['a payload with an unknown field', { type: 'shell', payload: { command: 'a', argz: [] } }, 'payload'],
    ['an unknown built-in', { type: 'builtin', payload: { name: 'rm' } }, 'payload.name'],
    ['a URL that is none', http({ url: 'not a url' }), 'payload.url'],
    ['a URL of a file', http({ url: 'file:///etc/passwd' }), 'payload.url'],
    ['an unknown method', http({ url: 'http://a.test', method: 'BREW' }), 'payload.method'],
    ['a header that would be two', http({ url: 'http://a.test', headers: { a: 'b\r\nc: d' } }), 'payload.headers.a'],
    ['a NUL in a command', { type: 'shell', payload: { command: 'a\0b' } }, 'payload.command'],
    ['a blank working folder', { type: 'shell', payload: { command: 'true', cwd: ' ' } }, 'payload.cwd'],
    ['a NUL in a working folder', { type: 'shell', payload: { command: 'true', cwd: '/a\0b' } }, 'payload.cwd'],
    [
      'a NUL in the standard input file',
      { type: 'shell', payload: { command: 'a', stdin: { from: 'file', path: '\0' } } },
      'payload.stdin.path',
    ],
    ['an unknown backoff', { ...noop, backoff: { kind: 'sometimes' } }, 'backoff.kind'],
  ])('is 400 for %s, names the field, and queues nothing', async (_, draft, path) => {
    const server = await startTestServer()
    const { status, body } = await post(server, draft)
    expect([status, body.error.code]).toEqual([400, 'invalid'])
    expect(body.error.issues?.map((issue) => issue.path)).toContain(path)
    expect(queued(server)).toBe(0)
  })

  it('is 400 for an unknown type, and lists the known ones', async () => {
    const server = await startTestServer()
    for (const draft of [{ type: 'docker', payload: {} }, { payload: {} }])
      expect(await post(server, draft)).toMatchObject({
        status: 400,
        body: { error: { code: 'invalid', message: expect.stringMatching(/must be one of shell, http, builtin$/) } },
      })
  })

  it('is 413 for a payload larger than 1 MB, and 201 for one just below', async () => {
    const server = await startTestServer()
    const draft = (bytes: number) => ({ type: 'builtin', payload: { name: 'noop', input: 'x'.repeat(bytes) } })
    expect(await post(server, draft(1024 * 1024))).toMatchObject({ status: 413, body: { error: { code: 'too-large' } } })
    expect(queued(server)).toBe(0)
    expect((await post(server, draft(1024 * 1024 - 40))).status).toBe(201)
  })

  it('is 400 for bytes that are not UTF-8, and runs nothing', async () => {
    const server = await startTestServer()
    const [before = '', after = ''] = JSON.stringify({ type: 'shell', payload: { command: 'echo', args: ['|'] } }).split('|')
    const body = Buffer.concat([Buffer.from(before), Buffer.from([0xff, 0xfe, 0xe9]), Buffer.from(after)])
    const head = request(
      'POST /api/tasks HTTP/1.1',
      `Host: ${server.host}`,
      `Authorization: Bearer ${server.token}`,
      'Content-Type: application/json',
      `Content-Length: ${body.length}`,
    )
    const answer = await server.raw(Buffer.concat([Buffer.from(head), body]))
    expect([answer.status, queued(server)]).toEqual([400, 0])
  })
})

describe('a task that', () => {
  it('has ended cannot be cancelled: 409', async () => {
    const server = await startTestServer({}, {})
    const { body } = await post(server, noop)
    await untilEnded(server.engine, body.runId)
    expect(await ask(server, `/tasks/${body.id}/cancel`, {})).toMatchObject({
      status: 409,
      body: { error: { code: 'conflict' } },
    })
    expect(await ask(server, `/tasks/${body.id}/retry`, {})).toMatchObject({ status: 409 })
    expect(await ask(server, `/tasks/${body.id}`)).toMatchObject({ body: { status: 'succeeded', result: { n: 1 } } })
  })

  it('runs cannot be retried (409), can be cancelled (200), and then retried (200)', async () => {
    const server = await startTestServer({}, {})
    const { body } = await post(server, { type: 'shell', payload: { command: 'sleep', args: ['60'] } })
    await untilRun(server.engine, body.runId, ({ status }) => status === 'running')
    expect(await ask(server, `/tasks/${body.id}/retry`, {})).toMatchObject({ status: 409 })
    expect(await ask(server, `/tasks/${body.id}/cancel`, {})).toMatchObject({ status: 200, body: { id: body.id } })
    await untilEnded(server.engine, body.runId)
    expect(await ask(server, `/tasks/${body.id}/retry`, {})).toMatchObject({ status: 200, body: { reason: null, endedAt: null } })
  })

  it('does not exist is 404 for every operation', async () => {
    const server = await startTestServer()
    const answers = await Promise.all([
      ask(server, '/tasks/none'),
      ask(server, '/tasks/none/cancel', {}),
      ask(server, '/tasks/none/retry', {}),
      ask(server, '/tasks/none/front', {}),
    ])
    for (const answer of answers) expect(answer).toMatchObject({ status: 404, body: { error: { code: 'not-found' } } })
  })
})

describe('POST /api/runs/bulk', () => {
  it('does as much as it can, and reports the rest', async () => {
    const server = await startTestServer()
    const [a, b] = [await post(server, noop), await post(server, noop)]
    await ask(server, `/tasks/${a.body.id}/cancel`, {})
    const bulk = (action: string) => ask(server, '/runs/bulk', { action, refs: [a.body.runId, b.body.runId, 'none'] })
    expect(await bulk('delete')).toMatchObject({ status: 200, body: { done: 1, refused: 2 } })
    expect(await bulk('cancel')).toMatchObject({ status: 200, body: { done: 1, refused: 2 } })
    expect(await bulk('retry')).toMatchObject({ status: 200, body: { done: 1, refused: 2 } })
    expect(await ask(server, `/tasks/${b.body.id}`)).toMatchObject({ body: { status: 'queued', stage: 'ready' } })
  })

  it.each([
    { action: 'cancel' },
    { action: 'cancel', refs: [] },
    { action: 'burn', refs: ['1'] },
    { action: 'retry', refs: ['1'], filter: {} },
  ])('is 400 for %j', async (wrong) => {
    const server = await startTestServer()
    expect(await ask(server, '/runs/bulk', wrong)).toMatchObject({ status: 400, body: { error: { code: 'invalid' } } })
  })
})

it('a run without a job knows its task', async () => {
  const server = await startTestServer()
  const { id } = await server.engine.manual.exec(command('true'), undefined, 'api')
  const taskId = server.engine.runs.detail(id).nodes[0]?.taskId ?? ''
  expect(await ask(server, `/tasks/${taskId}`)).toMatchObject({ status: 200, body: { type: 'shell', runId: id, title: 'true' } })
})
