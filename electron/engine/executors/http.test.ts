import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http'
import { type AddressInfo, createServer as createTcpServer, type Socket } from 'node:net'
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import type { SpecInput } from '../../../shared/model/job.ts'
import type { Engine } from '../engine.ts'
import { logOf, runToEnd, spec, startTestEngine, untilEnded } from '../testing/engine.ts'
import type { HttpResult } from './http.ts'

let engine: Engine
beforeEach(async () => {
  engine = await startTestEngine()
})

type HttpInput = Partial<Extract<SpecInput['body'], { kind: 'http' }>>
const http = (url: string, over: HttpInput = {}, rest: Partial<SpecInput> = {}) =>
  spec({ body: { kind: 'http', url, ...over }, ...rest })
const call = (...what: Parameters<typeof http>) => runToEnd(engine, http(...what))
const resultOf = (id: string) => engine.runs.detail(id).result as HttpResult

async function listening(server: Server | ReturnType<typeof createTcpServer>): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return (server.address() as AddressInfo).port
}

/** A server that answers as the test says, and closes after it. */
async function serve(answer: RequestListener): Promise<string> {
  const server = createServer(answer)
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return `http://127.0.0.1:${await listening(server)}`
}

/** A server that sends raw bytes, or nothing, as the test says. */
async function serveRaw(speak: (socket: Socket) => void): Promise<string> {
  const sockets = new Set<Socket>()
  const server = createTcpServer((socket) => {
    sockets.add(socket)
    socket.on('error', () => {})
    socket.resume()
    speak(socket)
  })
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy()
    server.close()
  })
  return `http://127.0.0.1:${await listening(server)}`
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = []
  for await (const part of request) parts.push(part as Buffer)
  return Buffer.concat(parts).toString('utf8')
}

describe('a request that is answered', () => {
  it('succeeds with status, headers and body as its result', async () => {
    const url = await serve((_, response) => response.writeHead(201, { 'X-Odd': ['a', 'b'] }).end('{"made": "日本"}'))
    const run = await call(url)
    expect(run).toMatchObject({ status: 'succeeded', reason: null, error: null, exitCode: null })
    expect(resultOf(run.id)).toMatchObject({
      status: 201,
      headers: { 'x-odd': 'a, b' },
      body: '{"made": "日本"}',
      encoding: 'utf8',
      truncated: false,
    })
  })

  it('has the method, the headers and the body of the job', async () => {
    const seen: unknown[] = []
    const url = await serve(async (request, response) => {
      const { method, url, headers } = request
      seen.push([method, url, headers['content-type'], headers['user-agent'], await bodyOf(request)])
      response.end()
    })
    const headers = { 'Content-Type': 'application/json', 'User-Agent': 'mine' }
    await call(`${url}/a?b=c`, { method: 'PATCH', headers, body: '{"naïve": 1}' })
    await call(url, { method: 'DELETE' })
    expect(seen).toEqual([
      ['PATCH', '/a?b=c', 'application/json', 'mine', '{"naïve": 1}'],
      ['DELETE', '/', undefined, 'LocalFlow', ''],
    ])
  })

  it('has a log with the request and how it was answered', async () => {
    const url = await serve((_, response) => response.end('hello'))
    const run = await call(`${url}/path`, { method: 'POST' })
    expect(await logOf(engine, run.id)).toMatch(new RegExp(`^POST ${url}/path\n200 after \\d+ ms, 5 characters\n$`))
  })

  it('with bytes that are not text returns base64', async () => {
    const bytes = Buffer.from([0, 255, 254, 137, 80, 78, 71])
    const url = await serve((_, response) => response.end(bytes))
    expect(resultOf((await call(url)).id)).toMatchObject({ body: bytes.toString('base64'), encoding: 'base64' })
  })

  it('without an end keeps its start and closes the connection', async () => {
    let hungUp = () => {}
    const closed = new Promise<void>((resolve) => (hungUp = resolve))
    const url = await serve((_, response) => {
      response.on('close', hungUp)
      const more = (): void => {
        while (!response.destroyed && response.write('x'.repeat(64 * 1024)));
        if (!response.destroyed) response.once('drain', more)
      }
      more()
    })
    const run = await call(url)
    expect(run.status).toBe('succeeded')
    const { truncated, body, encoding } = resultOf(run.id)
    expect([truncated, encoding, body]).toEqual([true, 'utf8', 'x'.repeat(512 * 1024)])
    await closed
  })

  it('with more text than is kept stays text, wherever it is cut', async () => {
    const url = await serve((_, response) => response.end('日'.repeat(400_000)))
    expect(resultOf((await call(url)).id)).toMatchObject({
      truncated: true,
      encoding: 'utf8',
      body: expect.stringMatching(/^日{1000}/),
    })
  })
})

describe('the status of an answer', () => {
  it('that is not expected is a failure that quotes the response', async () => {
    const url = await serve((_, response) => response.writeHead(503).end('\n  We are closed\nfor repairs'))
    const run = await call(url)
    expect(run).toMatchObject({
      status: 'failed',
      reason: 'http-status',
      error: 'The server responded with 503; expected 2xx. The response: We are closed',
    })
    expect(await logOf(engine, run.id)).toContain('for repairs')
  })

  it.each([
    [404, ['404'], 'succeeded'],
    [404, ['2xx', '4xx'], 'succeeded'],
    [204, ['2XX'], 'succeeded'],
    [200, ['204'], 'failed'],
    [302, ['2xx'], 'failed'],
    [500, ['2xx', '404'], 'failed'],
  ])('is %d where %j is expected: %s', async (status, expected, outcome) => {
    const url = await serve((_, response) => response.writeHead(status).end())
    expect(await call(url, { expect: expected })).toMatchObject({ status: outcome })
  })

  it('that is not expected can be tried again', async () => {
    let calls = 0
    const url = await serve((_, response) => response.writeHead(++calls < 3 ? 500 : 200).end())
    const run = await call(url, {}, { retry: { maxAttempts: 5, backoff: { delayMs: 0 } } })
    expect([run.status, calls, engine.runs.detail(run.id).nodes[0]?.attempts]).toEqual(['succeeded', 3, 3])
  })
})

describe('a request that is not answered', () => {
  const unreachable = { status: 'failed', reason: 'unreachable', exitCode: null }

  it('because the port is closed, fails with that reason', async () => {
    const server = createTcpServer()
    const port = await listening(server)
    await new Promise((resolve) => server.close(resolve))
    const run = await call(`http://127.0.0.1:${port}/`)
    expect(run).toMatchObject({
      ...unreachable,
      error: `127.0.0.1:${port} refused the connection. Check that the server is running.`,
    })
    expect(await logOf(engine, run.id)).toContain('refused the connection')
  })

  it('because there is no such host, fails with that reason', async () => {
    expect(await call('http://no-such-host.invalid/')).toMatchObject({
      ...unreachable,
      error: expect.stringMatching(/There is no host "no-such-host\.invalid"|Could not look up the host "no-such-host\.invalid"/),
    })
  })

  it.each([
    ['at once', (socket: Socket) => void socket.destroy()],
    ['when it has heard all', (socket: Socket) => void socket.once('data', () => socket.destroy())],
    [
      'in the middle of its answer',
      (socket: Socket) => void socket.once('data', () => socket.end('HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nonly a part')),
    ],
  ])('because the server hangs up %s, fails with that reason', async (_, speak) => {
    const url = await serveRaw(speak)
    expect(await call(url)).toMatchObject({
      ...unreachable,
      error: expect.stringContaining('closed the connection before it responded'),
    })
  })

  it('because the answer is not HTTP, fails with that reason', async () => {
    const url = await serveRaw((socket) => void socket.write('SSH-2.0-OpenSSH_9.9\r\n'))
    expect(await call(url)).toMatchObject({ ...unreachable, error: expect.stringContaining('Could not call') })
  })

  const drip = (head: string) => (socket: Socket) => {
    socket.write(head)
    const timer = setInterval(() => socket.write('x'), 20)
    socket.on('close', () => clearInterval(timer))
  }
  it.each([
    ['says nothing', () => {}],
    ['never ends its headers', drip('HTTP/1.1 200 OK\r\nX-Slow: ')],
    ['never ends its body', drip('HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n')],
  ])('in time, by a server that %s, is a timeout, and is hung up on', async (_, speak) => {
    let hungUp = () => {}
    const closed = new Promise<void>((resolve) => (hungUp = resolve))
    const url = await serveRaw((socket) => {
      socket.on('close', hungUp)
      speak(socket)
    })
    const run = await call(url, {}, { timeoutMs: 300 })
    expect(run).toMatchObject({ status: 'failed', reason: 'timeout', error: 'Stopped after its timeout of 0.3 s.' })
    await closed
  })

  it('can be stopped while it waits', async () => {
    let heard = () => {}
    const asked = new Promise<void>((resolve) => (heard = resolve))
    const url = await serve(() => heard())
    const { id } = await engine.manual.exec(http(url), undefined, 'api')
    await asked
    await engine.runs.cancel(id)
    expect(await untilEnded(engine, id)).toMatchObject({ status: 'cancelled', reason: 'stopped' })
    expect(await logOf(engine, id)).toBe(`GET ${url}\nstopped\n`)
  })
})
