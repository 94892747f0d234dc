import { once } from 'node:events'
import { type ClientRequest, request as httpRequest, type IncomingMessage } from 'node:http'
import { text } from 'node:stream/consumers'
import { describe, expect, it, onTestFinished } from 'vitest'
import { limits } from '../../shared/model/limits.ts'
import { leveled } from '../engine/base/log.ts'
import { until } from '../engine/testing/engine.ts'
import { fillDisk } from '../engine/testing/statement-faults.ts'
import { createOpenApi } from './open-api.ts'
import { startTestServer, type TestServer } from './testing.ts'

type Outcome = {
  index: number
  status: number
  id?: string
  error?: { code: string; message: string; issues?: { path: string }[] }
}
type Summary = { taken: number; repeated: number; refused: number; ended?: { status: number; error: { code: string } } }

const noop = (input: unknown, over: object = {}) => JSON.stringify({ type: 'builtin', payload: { name: 'noop', input }, ...over })
const queued = ({ engine }: TestServer): number => engine.info().queued
const quiet = { dispatch: false, log: leveled('error', () => {}) }
const type = { 'Content-Type': 'application/x-ndjson' }

async function send(
  server: TestServer,
  body: string | Buffer,
): Promise<{ status: number; outcomes: Outcome[]; summary: Summary }> {
  const answer = await server.call('/api/tasks/batch', { method: 'POST', body: body as string, headers: type })
  expect(answer.headers.get('content-type')).toBe('application/x-ndjson; charset=utf-8')
  return { status: answer.status, ...readAnswer(await answer.text()) }
}

function readAnswer(whole: string): { outcomes: Outcome[]; summary: Summary } {
  const lines = whole.trimEnd().split('\n')
  const last = lines.pop() ?? ''
  return { outcomes: lines.map((line) => JSON.parse(line) as Outcome), summary: JSON.parse(last) as Summary }
}

const failure = async (server: TestServer, body: string | Buffer, headers: Record<string, string> = type) => {
  const answer = await server.call('/api/tasks/batch', { method: 'POST', body: body as string, headers })
  return { status: answer.status, ...((await answer.json()) as { error: { code: string; message: string }; taken?: number }) }
}

/** A batch whose lines are sent one after the other. */
function open(server: TestServer): { sent: ClientRequest; answer: Promise<IncomingMessage> } {
  const { host, port, token } = { ...server, host: '127.0.0.1' }
  const headers = { Authorization: `Bearer ${token}`, ...type }
  const sent = httpRequest({ host, port, path: '/api/tasks/batch', method: 'POST', headers })
  sent.on('error', () => {})
  onTestFinished(() => void sent.destroy())
  const answer = once(sent, 'response').then(([response]) => response as IncomingMessage)
  answer.catch(() => {})
  return { sent, answer }
}

describe('a batch of tasks', () => {
  it('is answered with a line for each of its lines, in their order, and a last one that counts them', async () => {
    const server = await startTestServer()
    const body = Array.from({ length: 2_500 }, (_, n) => noop(n)).join('\n')
    const { status, outcomes, summary } = await send(server, body)
    expect([status, summary]).toEqual([200, { taken: 2_500, repeated: 0, refused: 0 }])
    expect(outcomes.map(({ index }) => index)).toEqual(Array.from({ length: 2_500 }, (_, n) => n))
    expect(outcomes[7]).toEqual({ index: 7, status: 201, id: expect.any(String), runId: expect.any(String), runNumber: 8 })
    expect(queued(server)).toBe(2_500)
    expect(server.engine.tasks.get(outcomes[7]?.id ?? '')).toMatchObject({ runNumber: 8, title: 'noop', stage: 'ready' })
  })

  it('carries its caller and its trigger as a single task does', async () => {
    const server = await startTestServer()
    const { outcomes } = await send(server, noop(1))
    const { runId } = server.engine.tasks.get(outcomes[0]?.id ?? '')
    expect(server.engine.runs.find(runId)).toMatchObject({ trigger: 'api', actor: { kind: 'token' } })
    expect(server.engine.runs.events(runId).map(({ type }) => type)).toEqual(['queued'])
  })

  it.each<[string, string | Buffer, number, string, string | undefined]>([
    ['no JSON', '{"type":', 400, 'invalid', undefined],
    ['no object', '[1]', 400, 'invalid', ''],
    ['no UTF-8', Buffer.from([0x22, 0xff, 0x22]), 400, 'invalid', undefined],
    ['nested beyond sense', `{"a":${'['.repeat(9_999)}${']'.repeat(9_999)}}`, 400, 'invalid', undefined],
    ['of no type', '{"type":"docker","payload":{}}', 400, 'invalid', 'type'],
    ['of a wrong shape', noop(1, { priority: 101, delayMs: -1 }), 400, 'invalid', 'priority'],
    ['with an address that is none', '{"type":"http","payload":{"url":"file:///etc"}}', 400, 'invalid', 'payload.url'],
    ['with both a delay and a moment', noop(1, { delayMs: 1, runAt: 1 }), 400, 'invalid', 'delayMs'],
    ['with a payload above 1 MB', noop('x'.repeat(limits.payloadBytes)), 413, 'too-large', 'payload'],
    ['too long', `"${'x'.repeat(limits.batchLineBytes)}"`, 413, 'too-large', undefined],
    ['too long by far', `"${'x'.repeat(3 * limits.batchLineBytes)}"`, 413, 'too-large', undefined],
  ])('refuses a line that is %s by itself, with its problem', async (_, line, status, code, path) => {
    const server = await startTestServer()
    const body = Buffer.concat([Buffer.from(`${noop(1)}\n`), Buffer.from(line), Buffer.from(`\n${noop(2)}\n`)])
    const { outcomes, summary } = await send(server, body)
    expect(outcomes.map((each) => [each.index, each.status])).toEqual([
      [0, 201],
      [1, status],
      [2, 201],
    ])
    expect(outcomes[1]?.error).toMatchObject({ code, message: expect.stringMatching(/\w/) })
    expect(outcomes[1]?.error?.issues?.map((issue) => issue.path) ?? [undefined]).toContain(path)
    expect([summary, queued(server)]).toEqual([{ taken: 2, repeated: 0, refused: 1 }, 2])
  })

  it('counts blank lines and ignores them, and accepts a last line without an end', async () => {
    const server = await startTestServer()
    const { outcomes, summary } = await send(server, `\n  \r\n${noop(1)}\r\n\n${noop(2)}`)
    expect([outcomes.map(({ index }) => index), summary.taken]).toEqual([[2, 4], 2])
  })

  it('of 10,000 lines is taken in, and of 10,001 the last is not', async () => {
    const server = await startTestServer()
    const lines = `${noop(1)}\n`.repeat(limits.batchLines)
    expect((await send(server, `${lines}\n\n`)).summary).toEqual({ taken: 10_000, repeated: 0, refused: 0 })
    const { status, outcomes, summary } = await send(server, lines + noop(2))
    expect([status, outcomes.length, summary]).toEqual([
      200,
      10_000,
      {
        taken: 10_000,
        repeated: 0,
        refused: 0,
        ended: { status: 413, error: { code: 'too-large', message: expect.stringContaining('10,000 lines') } },
      },
    ])
    expect(queued(server)).toBe(20_000)
  })

  it.each([
    ['nothing', ''],
    ['blank lines', '\n \n\r\n'],
  ])('of %s is invalid', async (_, body) => {
    const server = await startTestServer()
    expect(await failure(server, body)).toMatchObject({ status: 400, error: { code: 'invalid' } })
  })

  it('is refused if it could be the form of another site', async () => {
    const server = await startTestServer()
    for (const other of ['text/plain', 'application/x-www-form-urlencoded', 'application/x-ndjsonp'])
      expect(await failure(server, noop(1), { 'Content-Type': other })).toMatchObject({ status: 400, error: { code: 'invalid' } })
    const page = { ...type, Origin: 'http://evil.test' }
    expect(await failure(server, noop(1), page)).toMatchObject({ status: 403 })
    expect(await failure(server, noop(1), { ...type, Authorization: 'Bearer wrong' })).toMatchObject({ status: 401 })
    expect(queued(server)).toBe(0)
  })
})

describe('an idempotency key in a batch', () => {
  it('makes one task, also twice in the same batch and when the batch is sent again', async () => {
    const server = await startTestServer()
    const body = [noop(1, { idempotencyKey: 'a' }), noop(2, { idempotencyKey: 'b' }), noop(1, { idempotencyKey: 'a' })].join('\n')
    const first = await send(server, body)
    expect([first.outcomes.map(({ status }) => status), first.summary]).toEqual([
      [201, 201, 200],
      { taken: 3, repeated: 1, refused: 0 },
    ])
    expect(first.outcomes[2]?.id).toBe(first.outcomes[0]?.id)
    const again = await send(server, body)
    expect(again.outcomes.map(({ status, id }) => [status, id])).toEqual(first.outcomes.map(({ id }) => [200, id]))
    expect(queued(server)).toBe(2)
  })

  it('that was used with another payload refuses its own line, and names the first task', async () => {
    const server = await startTestServer()
    const { outcomes, status } = await send(
      server,
      [noop(1, { idempotencyKey: 'a' }), noop(2, { idempotencyKey: 'a' }), noop(3)].join('\n'),
    )
    expect([status, outcomes.map((each) => each.status)]).toEqual([200, [201, 409, 201]])
    expect(outcomes[1]?.error?.message).toContain(outcomes[0]?.id)
  })
})

describe('a queue that is draining', () => {
  it('refuses its own lines of a batch, and no others', async () => {
    const server = await startTestServer()
    await send(server, noop(1, { queue: 'closed' }))
    await server.engine.queues.drain('closed', undefined)
    const { status, outcomes, summary } = await send(server, [noop(1, { queue: 'closed' }), noop(2)].join('\n'))
    expect([status, outcomes.map((each) => each.status), summary]).toEqual([
      200,
      [409, 201],
      { taken: 1, repeated: 0, refused: 1 },
    ])
  })

  it('answers a batch with 409 if every line is for it, and reports that none was accepted', async () => {
    const server = await startTestServer()
    await server.engine.queues.drain('default', undefined)
    expect(await failure(server, `${noop(1)}\n`.repeat(2_000))).toEqual({
      status: 409,
      error: {
        code: 'conflict',
        message: 'The queue "default" is draining and accepts no new runs. Resume the queue first.',
        issues: [{ path: 'queue', message: 'is draining' }],
      },
      taken: 0,
    })
    expect(queued(server)).toBe(0)
  })
})

describe('a full disk', () => {
  it('answers a batch with 507, and reports that none was accepted', async () => {
    const server = await startTestServer({}, quiet)
    const free = fillDisk()
    const answer = await failure(server, `${noop(1)}\n`.repeat(5_000))
    expect(answer).toMatchObject({ status: 507, error: { code: 'storage-full' }, taken: 0 })
    free()
    expect(queued(server)).toBe(0)
    expect((await send(server, noop(1))).summary.taken).toBe(1)
  })

  it('ends a batch in progress, and reports how many lines were accepted', async () => {
    const server = await startTestServer({}, quiet)
    const { sent, answer } = open(server)
    sent.write(`${noop(1)}\n`.repeat(100))
    const response = await answer
    let whole = ''
    response.setEncoding('utf8').on('data', (part: string) => (whole += part))
    await until(() => whole.split('\n').length > 100)
    fillDisk()
    sent.end(`${noop(2)}\n`.repeat(9_000))
    await once(response, 'end')
    const { outcomes, summary } = readAnswer(whole)
    expect([response.statusCode, summary]).toMatchObject([
      200,
      { taken: 100, ended: { status: 507, error: { code: 'storage-full' } } },
    ])
    expect(outcomes.slice(100).every(({ status }) => status === 507)).toBe(true)
    expect(queued(server)).toBe(100)
  })
})

describe('a client of a batch', () => {
  it('gets the outcome of each line while it sends the next', async () => {
    const server = await startTestServer()
    const { sent, answer } = open(server)
    for (let n = 0; n < 5; n++) {
      sent.write(`${noop(n)}\n`)
      await until(() => queued(server) === n + 1)
    }
    const response = await answer
    sent.end(noop(5))
    expect(readAnswer(await text(response)).summary).toEqual({ taken: 6, repeated: 0, refused: 0 })
  })

  it('that disconnects in the middle loses nothing that was acknowledged, and its last, partial line is not a task', async () => {
    const server = await startTestServer()
    const { sent, answer } = open(server)
    sent.write(`${noop(1)}\n`.repeat(300) + noop('cut off').slice(0, -1))
    const response = await answer
    response.on('error', () => {}).resume()
    await until(() => queued(server) === 300)
    sent.destroy()
    expect((await send(server, noop(2))).summary.taken).toBe(1)
    expect(queued(server)).toBe(301)
  })

  it('that pauses too long is disconnected with a reason, and keeps the tasks that were accepted', async () => {
    const server = await startTestServer({ bounds: { stallMs: 100 } })
    const { sent, answer } = open(server)
    sent.write(`${noop(1)}\n{"ty`)
    expect(readAnswer(await text(await answer)).summary).toEqual({
      taken: 1,
      repeated: 0,
      refused: 0,
      ended: { status: 408, error: { code: 'request-timeout', message: expect.stringContaining('no more of its body') } },
    })
  })

  it('that does not read its answers is disconnected, and delays no other client', async () => {
    const server = await startTestServer({ bounds: { stallMs: 200 } })
    const { sent, answer } = open(server)
    sent.write(`${noop(1)}\n`)
    const response = await answer
    response.pause()
    const closed = new Promise((resolve) => sent.once('close', resolve))
    const wrong = JSON.stringify({
      type: 'shell',
      payload: Object.fromEntries(Array.from({ length: 20 }, (_, n) => [`k${n}`.repeat(20), n])),
    })
    // More than the system takes in for a reader that does not read.
    for (let n = 0; n < 9_000; n++) sent.write(`${wrong}${' '.repeat(4_000)}\n`)
    await closed
    expect((await send(server, noop(1))).summary.taken).toBe(1)
  })

  it('that sends all of a batch before it listens is answered in full', async () => {
    const server = await startTestServer()
    const { sent, answer } = open(server)
    sent.end(`${noop(1)}\n`.repeat(10_000))
    await once(sent, 'finish')
    expect(readAnswer(await text(await answer)).summary.taken).toBe(10_000)
  })
})

it('too many batches at the same time are refused before anything of them is read', async () => {
  const server = await startTestServer({ bounds: { bodyBytes: 2 * 1024 * 1024 } })
  const { sent, answer } = open(server)
  sent.write(`${noop(1)}\n`)
  await answer
  expect(await failure(server, noop(2))).toMatchObject({ status: 503, error: { code: 'unavailable' } })
  sent.end()
  expect(readAnswer(await text(await answer)).summary.taken).toBe(1)
  expect((await send(server, noop(3))).summary.taken).toBe(1)
})

it('the OpenAPI document describes a batch as lines, with the content of each', async () => {
  const { requestBody, responses } = (await createOpenApi('1', '/api')()).paths?.['/tasks/batch']?.post ?? {}
  expect(requestBody).toMatchObject({ content: { 'application/x-ndjson': { schema: { anyOf: [{}, {}, {}] } } } })
  expect(responses).toMatchObject({
    200: { content: { 'application/x-ndjson': { schema: { anyOf: [{}, {}, {}] } } } },
    409: {},
    507: {},
  })
})
