import { describe, expect, it } from 'vitest'
import { JobDraft } from '../../shared/model/job.ts'
import { limits } from '../../shared/model/limits.ts'
import { codeOf, request, startTestServer, type TestServer } from './testing.ts'

const job = { name: 'a', body: { kind: 'command', command: 'true' } }
const json = { 'Content-Type': 'application/json' }
const post = (server: TestServer, body: string, type = 'application/json') =>
  server.call('/api/jobs', { method: 'POST', body, headers: { 'Content-Type': type } })

type Failure = { error: { code: string; message: string; issues?: { path: string; message: string }[] } }

async function failureOf(answer: Response): Promise<Failure['error'] & { status: number }> {
  return { status: answer.status, ...((await answer.json()) as Failure).error }
}

describe('a body', () => {
  it.each(['{', '{"name": "a"', '[1,', 'name=a', '\ufeff{}', '{"a": undefined}', "{'a': 1}"])(
    'that is not JSON (%s) is invalid, with a message about it',
    async (body) => {
      const server = await startTestServer()
      expect(await failureOf(await post(server, body))).toMatchObject({
        status: 400,
        code: 'invalid',
        message: expect.stringContaining('not valid JSON'),
      })
    },
  )

  it.each([
    'text/plain',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'text/plain; application/json',
    'application/jsonp',
  ])('with the type %s is refused, because a form of another site could send it', async (type) => {
    const server = await startTestServer()
    expect(await failureOf(await post(server, JSON.stringify(job), type))).toMatchObject({
      status: 400,
      code: 'invalid',
      message: expect.stringContaining('application/json'),
    })
    expect(server.engine.info().jobs).toBe(0)
  })

  it('without a type is refused', async () => {
    const server = await startTestServer()
    const body = JSON.stringify(job)
    const head = [
      'POST /api/jobs HTTP/1.1',
      `Host: ${server.host}`,
      `Authorization: Bearer ${server.token}`,
      `Content-Length: ${body.length}`,
    ] as const
    expect((await server.raw(request(...head) + body)).status).toBe(400)
  })

  it.each([
    'null',
    '[]',
    '1',
    '"text"',
    'true',
    '{}',
    '{"name": {"toString": 1}}',
    '{"__proto__": {"name": "a"}}',
    '{"constructor": 1}',
    '{"body": []}',
  ])('that is JSON but not a job (%s) is invalid, with its problems', async (body) => {
    const server = await startTestServer()
    const failure = await failureOf(await post(server, body))
    expect(failure).toMatchObject({ status: 400, code: 'invalid' })
    expect(failure.message).not.toMatch(/[Ii]nternal|at .*\.ts/)
  })

  it.each(['[null,null]', '[]', 'null', '"text"', '1'])(
    'that is not an object (%s) is invalid where every field may be left out',
    async (body) => {
      const server = await startTestServer()
      await server.engine.jobs.create(JobDraft.parse(job))
      expect(await failureOf(await server.call('/api/jobs/a/duplicate', { method: 'POST', body }))).toMatchObject({
        status: 400,
        message: 'The body must be a JSON object.',
      })
      expect(server.engine.info().jobs).toBe(1)
    },
  )

  it('names the path of each thing that is wrong', async () => {
    const server = await startTestServer()
    const wrong = { name: '', body: { kind: 'command', command: 'x', args: ['fine', 7] }, env: { 'A=B': '1' }, timeoutMs: 0 }
    const { issues, message } = await failureOf(await post(server, JSON.stringify(wrong)))
    expect(issues?.map(({ path }) => path).sort()).toEqual(['body.args.1', 'env.A=B', 'name', 'timeoutMs'])
    expect(message).toMatch(/^(body\.args\.1|env\.A=B|name|timeoutMs): /)
  })

  it('that is nested far too deeply does no harm', async () => {
    const server = await startTestServer()
    const deep = `{"name": "a", "body": ${'['.repeat(100_000)}${']'.repeat(100_000)}}`
    expect((await post(server, deep)).status).toBe(400)
    expect((await post(server, JSON.stringify(job))).status).toBe(201)
    await server.engine.flows.importFlow('f', 'start: a\nnodes: { a: { kind: wait_event, signal_key: s } }')
    const start = (body: string) => server.call('/api/flows/f/start', { method: 'POST', body, headers: json })
    for (const value of [`${'['.repeat(10_000)}${']'.repeat(10_000)}`, '{"__proto__": 1}']) {
      const failure = await failureOf(await start(`{"params": {"a": ${value}}}`))
      expect(failure).toMatchObject({ status: 400, code: 'invalid' })
    }
    const { id } = (await (await start('{"params": {"a": 1}}')).json()) as { id: string }
    const body = `{"key": "s", "value": ${'['.repeat(10_000)}${']'.repeat(10_000)}}`
    expect((await server.call(`/api/runs/${id}/signal`, { method: 'POST', body, headers: json })).status).toBe(400)
  })

  it('with text of any language is returned unchanged', async () => {
    const server = await startTestServer()
    const name = 'naïve 日本 🏃‍♀️ "quoted" \\ <b>'
    const made = (await (await post(server, JSON.stringify({ ...job, name }))).json()) as { id: string; name: string }
    expect(made.name).toBe(name)
    expect(await (await server.call(`/api/jobs/${encodeURIComponent(name)}`)).json()).toMatchObject({ id: made.id, name })
  })
})

describe('a body that is too large', () => {
  const size = 9 * 1024 * 1024
  const head = (server: TestServer, ...more: string[]) =>
    [
      'POST /api/jobs HTTP/1.1',
      `Host: ${server.host}`,
      `Authorization: Bearer ${server.token}`,
      'Content-Type: application/json',
      ...more,
      '',
      '',
    ].join('\r\n')

  it('is refused by its length, before it has arrived', async () => {
    const server = await startTestServer()
    const answer = await server.raw(head(server, `Content-Length: ${size}`))
    expect([answer.status, answer.body]).toEqual([413, expect.stringContaining('"too-large"')])
  })

  it('is refused when it arrives in pieces without a length', async () => {
    const server = await startTestServer()
    const piece = 'x'.repeat(64 * 1024)
    const pieces = `10000\r\n${piece}\r\n`.repeat(size / piece.length)
    const answer = await server.raw(`${head(server, 'Transfer-Encoding: chunked')}${pieces}0\r\n\r\n`)
    // The rest of the body may reach a closed connection: then there is no answer to read.
    expect([413, 0]).toContain(answer.status)
    expect(server.engine.info().jobs).toBe(0)
    expect((await post(server, JSON.stringify(job))).status).toBe(201)
  })

  it('is refused although the client sends all of it before it reads', async () => {
    const server = await startTestServer()
    const answer = await post(server, JSON.stringify({ ...job, body: { kind: 'script', script: 'x'.repeat(size) } })).catch(
      () => null,
    )
    expect(answer === null || answer.status === 413).toBe(true)
    expect(server.engine.info().jobs).toBe(0)
  })

  it('is not too large with a script of 5 MB', async () => {
    const server = await startTestServer()
    const script = `#${'x'.repeat(5 * 1024 * 1024)}`
    expect(size).toBeGreaterThan(limits.requestBytes)
    expect((await post(server, JSON.stringify({ name: 'large', body: { kind: 'script', script } }))).status).toBe(201)
  })

  it('needs a token first', async () => {
    const server = await startTestServer()
    const answer = await server.raw(head(server, `Content-Length: ${size}`).replace(server.token, 'wrong'))
    expect(answer.status).toBe(401)
  })
})

it('a request that is not HTTP is answered in HTTP, and the server continues', async () => {
  const server = await startTestServer()
  for (const noise of [
    'hello\r\n\r\n',
    '\x16\x03\x01\x02\x00\x01',
    `GET / HTTP/1.1\r\n${'X: y\r\n'.repeat(10_000)}\r\n`,
    'GET / HTTP/9.9\r\n\r\n',
  ])
    expect((await server.raw(noise)).status).toBe(400)
  expect((await server.call('/api/runs')).status).toBe(200)
})

it.each([
  ['GET', '/api/runs?limit=0', 400, 'invalid'],
  ['GET', '/api/runs?limit=many', 400, 'invalid'],
  ['GET', '/api/runs?cursor=x', 400, 'invalid'],
  ['GET', '/api/runs?status=dancing', 400, 'invalid'],
  ['GET', '/api/runs/77', 404, 'not-found'],
  ['GET', '/api/jobs/nobody', 404, 'not-found'],
  ['GET', '/api/nothing', 404, 'not-found'],
  ['GET', `/api/objects/${'0'.repeat(64)}/bytes`, 404, 'not-found'],
  ['GET', '/api/runs/1/log/follow', 404, 'not-found'],
  ['GET', '/setup/admin', 404, 'not-found'],
  ['GET', '/debug/pprof', 404, 'not-found'],
  ['GET', '/apis', 404, 'not-found'],
  ['GET', '/api//runs', 400, 'invalid'],
  ['GET', '/api/jobs/%zz', 400, 'invalid'],
  ['GET', '/api/jobs/__proto__', 404, 'not-found'],
  ['GET', '/api/runs/99999999999999999999', 404, 'not-found'],
  ['GET', '/api/runs?q[]=1&q[a]=2', 400, 'invalid'],
  ['GET', '/api/runs?limit=1&limit=2', 400, 'invalid'],
  ['GET', '/api/changes?since=-1', 400, 'invalid'],
  ['PATCH', '/api/jobs/nobody', 404, 'not-found'],
  ['POST', '/health', 404, 'not-found'],
  ['POST', '/', 404, 'not-found'],
])('%s %s is answered %i %s', async (method, path, status, code) => {
  const server = await startTestServer()
  const answer = await server.call(path, { method, ...(method === 'PATCH' ? { body: '{}' } : {}) })
  expect([answer.status, await codeOf(answer)]).toEqual([status, code])
})

it.each([
  ['/api/pipelines/run', { path: '/a\0b/p.toml', source: '[[task]]\nname = "a"\nscript = "true"' }, 'path'],
  ['/api/pipelines/run', { path: '/p.toml', source: '[[task]]\nname = "a"\nscript = "true"', inputs: ['a\0b'] }, 'inputs.0'],
])('POST %s is answered 400 for a path with a NUL, with the field: %o', async (path, body, issue) => {
  const server = await startTestServer()
  const failure = await failureOf(await server.call(path, { method: 'POST', body: JSON.stringify(body) }))
  expect([failure.status, failure.issues?.map((each) => each.path)]).toEqual([400, [issue]])
})

it('a manifest whose interpreter has too many words is answered 400', async () => {
  const server = await startTestServer()
  const source = `[[task]]\nname = "a"\nscript = "true"\ninterpreter = "${'sh '.repeat(25)}"`
  const failure = await failureOf(
    await server.call('/api/pipelines/run', { method: 'POST', body: JSON.stringify({ path: '/p.toml', source }) }),
  )
  expect([failure.status, failure.message]).toEqual([400, expect.stringContaining('at most 20')])
})
