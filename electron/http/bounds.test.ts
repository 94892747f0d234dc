import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { describe, expect, it, onTestFinished } from 'vitest'
import { JobDraft } from '../../shared/model/job.ts'
import { TriggerDraft } from '../../shared/model/trigger.ts'
import { startTestServer, type TestServer } from './testing.ts'

const megabyte = 1024 * 1024

async function open({ port }: TestServer): Promise<Socket> {
  const socket = connect(port, '127.0.0.1').on('error', () => {})
  onTestFinished(() => void socket.destroy())
  await once(socket, 'connect')
  return socket
}

/** What the server sent until it closed the connection. */
async function answerOn(socket: Socket): Promise<string> {
  const parts: Buffer[] = []
  socket.on('data', (part) => parts.push(part))
  if (!socket.destroyed) await once(socket, 'close')
  return Buffer.concat(parts).toString('latin1')
}

const post = (server: TestServer, path: string, length: number, ...more: string[]): string =>
  [`POST ${path} HTTP/1.1`, `Host: ${server.host}`, `Content-Length: ${length}`, ...more, '', ''].join('\r\n')

const withToken = ({ token }: TestServer): string[] => [`Authorization: Bearer ${token}`, 'Content-Type: application/json']

describe('a request whose body never arrives', () => {
  it.each([
    ['an unknown trigger address', '/api/hooks/anything', false, 404],
    ['a call without a token', '/api/jobs', false, 401],
    ['an unknown operation', '/api/nothing', true, 404],
    ['an unknown path', '/nothing', false, 404],
    ['a route of PocketFlow that is not offered', '/compat/pocketflow/api/tasks', false, 404],
  ])('is answered without waiting for it, and its connection is closed: %s', async (_, path, authenticated, status) => {
    const server = await startTestServer()
    const socket = await open(server)
    socket.write(`${post(server, path, megabyte, ...(authenticated ? withToken(server) : []))}x`)
    const answer = await answerOn(socket)
    expect(answer).toMatch(new RegExp(`^HTTP/1.1 ${status} `))
    expect(answer).toMatch(/^Connection: close\r$/m)
  })

  it('is given up once no more of it arrives, with a reason', async () => {
    const server = await startTestServer({ bounds: { stallMs: 50 } })
    const socket = await open(server)
    socket.write(`${post(server, '/api/jobs', megabyte, ...withToken(server))}{`)
    expect(await answerOn(socket)).toMatch(/^HTTP\/1\.1 408 [\s\S]*"request-timeout".*no more of its body arrived/)
  })

  it('is given up for a client of PocketFlow, too, and closes its connection', async () => {
    const server = await startTestServer({ compat: ['pocketflow'], bounds: { stallMs: 50 } })
    const socket = await open(server)
    socket.write(`${post(server, '/compat/pocketflow/api/flows', megabyte, 'Content-Type: application/json')}{`)
    expect(await answerOn(socket)).toMatch(/^HTTP\/1\.1 408 [\s\S]*no more of its body arrived/)
  })

  it('is given up when all of it takes too long, however steadily it arrives', async () => {
    const server = await startTestServer({ bounds: { headersMs: 100, requestMs: 200, checkMs: 50 } })
    const socket = await open(server)
    socket.write(post(server, '/api/jobs', megabyte, ...withToken(server)))
    const dripping = setInterval(() => socket.write('x'), 10)
    onTestFinished(() => clearInterval(dripping))
    expect(await answerOn(socket)).toMatch(/^HTTP\/1\.1 408 /)
  })
})

it('a connection whose headers never end is closed', async () => {
  const server = await startTestServer({ bounds: { headersMs: 100, checkMs: 50 } })
  const socket = await open(server)
  socket.write('GET /health HTTP/1.1\r\nX-Slow: ')
  expect(await answerOn(socket)).toMatch(/^HTTP\/1\.1 408 [\s\S]*"request-timeout".*took too long/)
})

it.each([
  ['an address that is too long', `GET /api/jobs?cursor=${'x'.repeat(20_000)} HTTP/1.1\r\n\r\n`, /16 KB in total/],
  ['headers that are too long', `GET /health HTTP/1.1\r\nX-Long: ${'x'.repeat(20_000)}\r\n\r\n`, /16 KB in total/],
  ['bytes that are not a request', '\x16\x03\x01\x02\x00\x01\r\n\r\n', /not an HTTP\/1.1 request/],
])('%s is answered in the shape of every error', async (_, text, message) => {
  const socket = await open(await startTestServer())
  socket.write(text)
  const [head, body = ''] = (await answerOn(socket)).split('\r\n\r\n')
  expect(head).toMatch(/^HTTP\/1\.1 400 Bad Request\r\nContent-Type: application\/json/)
  expect(JSON.parse(body)).toEqual({ error: { code: 'invalid', message: expect.stringMatching(message) } })
})

it('a browser that asks for a page with an address that is too long gets a page with a way out', async () => {
  const socket = await open(await startTestServer())
  socket.write(`GET /runs?q=${'x'.repeat(20_000)} HTTP/1.1\r\nHost: localhost\r\nAccept: text/html,*/*\r\n\r\n`)
  const [head, body = ''] = (await answerOn(socket)).split('\r\n\r\n')
  expect(head).toMatch(/^HTTP\/1\.1 400 Bad Request\r\nContent-Type: text\/html/)
  expect(body).toContain('<a href="/runs">Open Runs without a filter</a>')
  expect(body).not.toContain('xxx')
})

it('all bodies together stay within the memory limit, and refused ones are accepted once there is space', async () => {
  const server = await startTestServer({ bounds: { bodyBytes: 2 * megabyte } })
  let jobs = 0
  const whole = () => {
    const body = { kind: 'script', script: 'x'.repeat(1.5 * megabyte) }
    return server.call('/api/jobs', { method: 'POST', body: JSON.stringify({ name: `job ${jobs++}`, body }) })
  }
  const socket = await open(server)
  socket.write(post(server, '/api/jobs', 2 * megabyte, ...withToken(server)) + 'x'.repeat(megabyte))
  await expect.poll(async () => (await whole()).status, { timeout: 20_000 }).toBe(503)
  socket.destroy()
  await expect.poll(async () => (await whole()).status, { timeout: 20_000 }).toBe(201)
})

describe('connections', () => {
  it('without a token make room for new ones, so that no client is kept out', async () => {
    const server = await startTestServer({ bounds: { strangers: 3 } })
    const sockets = [await open(server), await open(server), await open(server)]
    expect((await server.call('/api/runs')).status).toBe(200)
    await answerOn(sockets[0] as Socket)
    expect(sockets.map(({ destroyed }) => destroyed)).toEqual([true, false, false])
  })

  it('that presented the token stay', async () => {
    const server = await startTestServer({ bounds: { strangers: 1 } })
    const socket = await open(server)
    const get = `GET /api/runs HTTP/1.1\r\nHost: ${server.host}\r\nAuthorization: Bearer ${server.token}\r\n\r\n`
    socket.write(get)
    await once(socket, 'data')
    for (let n = 0; n < 3; n++) await open(server)
    socket.write(get)
    expect(String((await once(socket, 'data'))[0])).toMatch(/^HTTP\/1\.1 200 /)
  })
})

it('a call of an existing trigger address learns the problem of its data', async () => {
  const server = await startTestServer()
  await server.engine.jobs.create(JobDraft.parse({ name: 'deploy', body: { kind: 'builtin', name: 'noop' } }))
  const { address } = await server.engine.triggers.create('deploy', TriggerDraft.parse({ on: { kind: 'webhook' } }))
  const send = (body: string) =>
    fetch(`${server.url}${address}`, { method: 'POST', body, headers: { 'Content-Type': 'application/json' } })
  const answer = await send(`${'['.repeat(400_000)}${']'.repeat(400_000)}`)
  expect([answer.status, await answer.text()]).toEqual([400, expect.stringContaining('nested too deeply')])
})
