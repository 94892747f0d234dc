import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { createServer, type RequestListener } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import type { SpecInput } from '../../../shared/model/job.ts'
import type { Engine } from '../engine.ts'
import { runToEnd, spec, startTestEngine, temporaryFolder } from '../testing/engine.ts'
import type { HttpResult } from './http.ts'

let engine: Engine
beforeEach(async () => {
  engine = await startTestEngine()
})

type HttpInput = Partial<Extract<SpecInput['body'], { kind: 'http' }>>
const call = (url: string, over: HttpInput = {}) =>
  runToEnd(engine, spec({ body: { kind: 'http', url, ...over }, timeoutMs: 10_000 }))
const resultOf = (id: string) => engine.runs.detail(id).result as HttpResult

/** A server that answers as the test says, and closes after it. */
async function serve(answer: RequestListener, tls?: { key: Buffer; cert: Buffer }): Promise<string> {
  const server = tls ? createTlsServer(tls, answer) : createServer(answer)
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return `${tls ? 'https' : 'http'}://127.0.0.1:${(server.address() as AddressInfo).port}`
}

const hops: RequestListener = ({ url = '/' }, response) => {
  const left = Number(url.slice(1))
  if (left > 0) response.writeHead(302, { Location: `/${left - 1}` }).end()
  else response.end('arrived')
}

describe('a redirect', () => {
  it('is followed up to the limit, and no further', async () => {
    const url = await serve(hops)
    expect(resultOf((await call(`${url}/5`)).id)).toMatchObject({ status: 200, body: 'arrived' })
    expect(resultOf((await call(`${url}/2`, { redirects: 2 })).id)).toMatchObject({ body: 'arrived' })
    expect(await call(`${url}/3`, { redirects: 2 })).toMatchObject({
      status: 'failed',
      reason: 'unreachable',
      error: `${new URL(url).host} redirected more often than the job allows.`,
    })
  })

  it('is an answer like any other if none is allowed', async () => {
    const url = await serve(hops)
    expect(await call(`${url}/1`, { redirects: 0 })).toMatchObject({
      status: 'failed',
      reason: 'http-status',
      error: /responded with 302/,
    })
    const run = await call(`${url}/1`, { redirects: 0, expect: ['302'] })
    expect(resultOf(run.id)).toMatchObject({ status: 302, headers: { location: '/0' } })
  })

  it('to itself ends with an error', async () => {
    let calls = 0
    const url = await serve((_, response) => {
      calls++
      response.writeHead(302, { Location: '/' }).end()
    })
    expect(await call(url)).toMatchObject({
      status: 'failed',
      reason: 'unreachable',
      error: `${new URL(url).host} redirected in a loop.`,
    })
    expect(calls).toBeLessThanOrEqual(6)
  })

  it('is not blamed for a request that cannot be written', async () => {
    const url = await serve((_, response) => response.end())
    expect(await call(url, { headers: { 'X-Name': 'Ā' } })).toMatchObject({
      reason: 'unreachable',
      error: `Could not call ${new URL(url).host}: invalid x-name header`,
    })
  })

  it.each([
    [303, 'GET', ''],
    [307, 'POST', 'text'],
    [308, 'POST', 'text'],
  ])('with %d continues with %s', async (status, method, body) => {
    const seen: string[] = []
    const url = await serve(async (request, response) => {
      let text = ''
      for await (const part of request) text += part
      seen.push(`${request.method} ${text}`)
      response.writeHead(seen.length === 1 ? status : 200, { Location: '/next' }).end()
    })
    await call(url, { method: 'POST', body: 'text' })
    expect(seen).toEqual(['POST text', `${method} ${body}`])
  })

  const credentials = { Authorization: 'Bearer secret', Cookie: 'session=secret', 'X-Plain': 'kept' }

  it('to another host drops the credentials', async () => {
    const heard: Record<string, unknown>[] = []
    const target = await serve(({ headers }, response) => {
      heard.push({ ...headers })
      response.end('arrived')
    })
    const url = await serve((_, response) => response.writeHead(302, { Location: `${target}/` }).end())
    expect(await call(url, { headers: credentials })).toMatchObject({ status: 'succeeded' })
    expect(heard).toMatchObject([{ 'x-plain': 'kept', host: new URL(target).host }])
    expect(JSON.stringify(heard)).not.toContain('secret')
  })

  it('to the same host does', async () => {
    const heard: (string | undefined)[] = []
    const url = await serve(({ url, headers }, response) => {
      heard.push(headers.authorization)
      response.writeHead(url === '/' ? 302 : 200, { Location: '/next' }).end()
    })
    await call(`${url}/`, { headers: credentials })
    expect(heard).toEqual(['Bearer secret', 'Bearer secret'])
  })

  it.each(['file:///etc/passwd', 'ftp://127.0.0.1/', 'javascript:1', 'http://'])('to %s is a failure', async (location) => {
    const url = await serve((_, response) => response.writeHead(302, { Location: location }).end('moved'))
    const run = await call(url)
    expect(run).toMatchObject({ status: 'failed', reason: 'unreachable' })
    expect(run.error).not.toContain('root:')
  })
})

function hasOpenssl(): boolean {
  try {
    execFileSync('openssl', ['version'], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}

/** A self-signed certificate. */
function selfSigned(name: string): { key: Buffer; cert: Buffer } {
  const folder = temporaryFolder()
  const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')]
  const subject = ['-subj', '/CN=test', '-addext', `subjectAltName=${name}`]
  const kind = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '1']
  execFileSync('openssl', ['req', '-x509', ...kind, ...subject, '-keyout', key, '-out', cert], { stdio: 'ignore' })
  return { key: readFileSync(key), cert: readFileSync(cert) }
}

describe.skipIf(!hasOpenssl())('a self-signed certificate', () => {
  it('is refused with a reason', async () => {
    const url = await serve((_, response) => response.end('hello'), selfSigned('IP:127.0.0.1'))
    expect(await call(url)).toMatchObject({
      status: 'failed',
      reason: 'unreachable',
      error: expect.stringMatching(/^Could not verify the certificate of 127\.0\.0\.1:\d+ \(.*SELF_SIGNED.*\)\.$/),
    })
  })

  it.each(['IP:127.0.0.1', 'DNS:another.test'])(
    'for %s is accepted by a request without verification, and by none after it',
    async (name) => {
      const url = await serve((_, response) => response.end('hello'), selfSigned(name))
      const run = await call(url, { verifyTls: false })
      expect([run.status, resultOf(run.id).body]).toEqual(['succeeded', 'hello'])
      expect(await call(url)).toMatchObject({ status: 'failed', reason: 'unreachable' })
    },
  )
})
