import { createServer, type RequestListener } from 'node:http'
import { type AddressInfo, createServer as createTcpServer } from 'node:net'
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import type { SpecInput } from '../../../shared/model/job.ts'
import type { Engine } from '../engine.ts'
import { logOf, runToEnd, spec, startTestEngine } from '../testing/engine.ts'

let engine: Engine
beforeEach(async () => {
  engine = await startTestEngine()
})

type HttpInput = Partial<Extract<SpecInput['body'], { kind: 'http' }>>
const call = (url: string, over: HttpInput = {}) =>
  runToEnd(engine, spec({ body: { kind: 'http', url, ...over }, timeoutMs: 10_000 }))

async function serve(answer: RequestListener): Promise<string> {
  const server = createServer(answer)
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return `127.0.0.1:${(server.address() as AddressInfo).port}`
}

async function closedPort(): Promise<string> {
  const server = createTcpServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return `127.0.0.1:${port}`
}

describe('the name and the password in an address', () => {
  it.each([
    ['http://', ''],
    ['HTTP://', ''],
    ['http:///', ''],
    ['http://///', ''],
    ['http://\\', ''],
    ['http://', '@'],
    ['http://', '%'],
  ])('are sent as a login and shown nowhere: %s, password with %j', async (begin, more) => {
    const heard: (string | undefined)[] = []
    const host = await serve(({ headers }, response) => {
      heard.push(headers.authorization)
      response.end()
    })
    const run = await call(`${begin}me:hunter2${more}@${host}/`)
    expect([run.title, run.error, await logOf(engine, run.id)].join('\n')).not.toContain('hunter2')
    expect([run.status, run.error]).toEqual(['succeeded', null])
    expect(heard).toEqual([`Basic ${Buffer.from(`me:hunter2${more}`).toString('base64')}`])
  })

  it('cannot start after the host: the given host is called', async () => {
    const called: string[] = []
    const other = await serve((_, response) => response.end(called.push('other').toString()))
    const given = await serve((_, response) => response.end(called.push('given').toString()))
    await call(`http://${given}\\x@${other}/`)
    expect(called).toEqual(['given'])
  })

  it('are not sent on to another port', async () => {
    const heard: (string | undefined)[] = []
    const target = await serve(({ headers }, response) => {
      heard.push(headers.authorization)
      response.end()
    })
    const host = await serve((_, response) => response.writeHead(307, { Location: `http://${target}/` }).end())
    expect(await call(`http://me:hunter2@${host}/`)).toMatchObject({ status: 'succeeded' })
    expect(heard).toEqual([undefined])
  })
})

describe('a redirect', () => {
  it('to who refuses the connection names that one', async () => {
    const closed = await closedPort()
    const host = await serve((_, response) => response.writeHead(302, { Location: `http://${closed}/` }).end())
    expect((await call(`http://${host}/`)).error).toContain(`${closed} refused the connection`)
  })

  it('to and fro is reported as a loop', async () => {
    const host = await serve(({ url }, response) => response.writeHead(302, { Location: url === '/a' ? '/b' : '/a' }).end())
    const run = await call(`http://${host}/a`)
    expect(run).toMatchObject({ status: 'failed', reason: 'unreachable', error: `${host} redirected in a loop.` })
  })

  it('with credentials in its address does not show them', async () => {
    const closed = await closedPort()
    const host = await serve((_, response) => response.writeHead(302, { Location: `http://me:hunter2@${closed}/` }).end())
    const run = await call(`http://${host}/`)
    expect(`${run.error}${await logOf(engine, run.id)}`).not.toContain('hunter2')
  })
})

it('an endless answer that is not text is kept in base64, up to its cap', async () => {
  const host = await serve((_, response) => {
    const more = (): void => {
      while (!response.destroyed && response.write(Buffer.alloc(65_536, 255)));
      if (!response.destroyed) response.once('drain', more)
    }
    more()
  })
  const run = await call(`http://${host}/`)
  expect(engine.runs.detail(run.id).result).toMatchObject({ encoding: 'base64', truncated: true })
})

it('a result stays within a megabyte, whatever its characters are', async () => {
  const host = await serve((_, response) => response.end('\u0001'.repeat(600_000)))
  const run = await call(`http://${host}/`)
  expect(run.status).toBe('succeeded')
  expect(JSON.stringify(engine.runs.detail(run.id).result).length).toBeLessThanOrEqual(1024 ** 2)
})

it('the first line of an answer ends where its line ends, also with a carriage return', async () => {
  const host = await serve((_, response) => response.writeHead(500).end('first\r\nsecond'))
  expect((await call(`http://${host}/`)).error).toBe('The server responded with 500; expected 2xx. The response: first')
})
