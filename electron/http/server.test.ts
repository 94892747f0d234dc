import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, expect, it, onTestFinished } from 'vitest'
import { createTransports } from '../api/transports.ts'
import { leveled } from '../engine/base/log.ts'
import { runToEnd, shell, startTestEngine } from '../engine/testing/engine.ts'
import type { HttpConfig } from './config.ts'
import { serveHttp } from './server.ts'
import { startTestServer } from './testing.ts'

/** Addresses on which this process listens, as the kernel tells it. */
function listening(port: number): string[] {
  const rows = ['tcp', 'tcp6'].flatMap((table) => readFileSync(`/proc/net/${table}`, 'utf8').split('\n').slice(1))
  const local = rows.filter((row) => / 0A /.test(row)).map((row) => row.trim().split(/\s+/)[1] ?? '')
  return local
    .filter((address) => address.endsWith(`:${port.toString(16).toUpperCase().padStart(4, '0')}`))
    .map((address) => address.split(':')[0] ?? '')
}

describe('the server', () => {
  it('listens on this computer only, and nothing else does', async () => {
    const own = () =>
      execFileSync('ss', ['-Hltnp'], { encoding: 'utf8' })
        .split('\n')
        .filter((line) => line.includes(`pid=${process.pid},`))
    const before = own().length
    const server = await startTestServer({}, {})
    await server.engine.ready()
    expect(listening(server.port)).toEqual(['0100007F'])
    expect(own().length - before).toBe(1)
    const runner = execFileSync('ss', ['-Hltnup'], { encoding: 'utf8' })
    expect(runner).not.toContain(`pid=${server.engine.info().runnerPid},`)
  })

  it('names the port that is in use, and the next step', async () => {
    const other = createServer().listen(0, '127.0.0.1')
    onTestFinished(() => void other.close())
    await new Promise((resolve) => other.once('listening', resolve))
    const { port } = other.address() as AddressInfo
    const engine = await startTestEngine({ dispatch: false })
    const config: HttpConfig = {
      engine,
      transports: createTransports(engine),
      token: 't',
      allowedOrigins: [],
      basePath: '/api',
      rendererFolder: null,
    }
    await expect(serveHttp(config, { host: '127.0.0.1', port })).rejects.toMatchObject({
      code: 'conflict',
      message: `Could not listen on port ${port}: another program uses it. Choose another port with --port, or a free one with --port 0.`,
    })
  })

  it('sends its safe headers with every answer, and lets no other site read one', async () => {
    const server = await startTestServer()
    const foreign = { Origin: 'http://evil.com' }
    const calls = [
      server.call('/'),
      server.call('/assets/index-abc123.js'),
      server.call('/assets/none.js'),
      server.call('/health'),
      server.call('/api/runs'),
      server.call('/api/none'),
      server.call('/api/docs'),
      server.call('/api/openapi.json'),
      server.call('/api/jobs', { method: 'POST', body: '{' }),
      server.call('/api/runs', { headers: { Authorization: '' } }),
      server.call('/api/runs', { headers: foreign }),
      server.call('/', { headers: foreign }),
    ]
    for (const answer of await Promise.all(calls)) {
      const policy = answer.headers.get('content-security-policy') ?? ''
      expect(policy).toContain("default-src 'none'")
      expect(policy).toContain("frame-ancestors 'none'")
      expect(policy).not.toMatch(/unsafe|\*/)
      expect(Object.fromEntries(answer.headers)).toMatchObject({
        'x-content-type-options': 'nosniff',
        'x-frame-options': 'DENY',
        'referrer-policy': 'no-referrer',
        'cross-origin-opener-policy': 'same-origin',
        'cross-origin-resource-policy': 'same-origin',
      })
      expect(
        [...answer.headers.keys()].filter(
          (name) => name.startsWith('access-control') || name === 'x-powered-by' || name === 'set-cookie',
        ),
      ).toEqual([])
    }
  })

  it('is unwell while it has no runner, and says why', async () => {
    const server = await startTestServer({}, { dispatch: false })
    const answer = await server.call('/health')
    expect([answer.status, await answer.json()]).toEqual([
      503,
      { status: 'unwell', problems: ['The runner is not connected. LocalFlow is starting another.'] },
    ])
  })
})

describe('an unexpected failure', () => {
  it('is written down with its stack, and reaches the client as "internal" with a number to find it by', async () => {
    const lines: string[] = []
    const server = await startTestServer({}, { dispatch: false, log: leveled('error', (line) => lines.push(line)) })
    server.engine.stop()
    const answer = await server.call('/api/runs')
    const text = await answer.text()
    expect(answer.status).toBe(500)
    expect(JSON.parse(text)).toEqual({
      error: { code: 'internal', message: expect.stringMatching(/^LocalFlow failed in an unexpected way \(error [0-9a-f]{8}\)/) },
    })
    expect(text).not.toMatch(/database|connection|\.ts|at /)
    const id = /error ([0-9a-f]{8})/.exec(text)?.[1]
    const line = lines.map((entry) => JSON.parse(entry) as Record<string, string>).find(({ errorId }) => errorId === id)
    expect(line).toMatchObject({ level: 'error', error: expect.stringMatching(/database connection is not open[\s\S]*\n\s+at /) })
  })
})

describe('the log of a run as a download', () => {
  it('that was deleted is refused with why and when', async () => {
    const server = await startTestServer({}, {})
    const run = await runToEnd(server.engine, shell('echo 1'))
    rmSync(server.engine.logs.rawPath(run.id, null) ?? '')
    const answer = await server.call(`/api/runs/${run.number}/log/raw`)
    expect(answer.status).toBe(404)
    expect(await answer.text()).toMatch(/The log file was deleted outside of LocalFlow\. Latest possible time: \d{4}-/)
  })

  it('is what the program wrote, byte for byte', async () => {
    const server = await startTestServer({}, {})
    const run = await runToEnd(server.engine, shell(`printf '\\377\\000\\r\\n\\303'; head -c 300000 /dev/urandom; echo err >&2`))
    const answer = await server.call(`/api/runs/${run.number}/log/raw`)
    const bytes = Buffer.from(await answer.arrayBuffer())
    const hash = (data: Buffer) => createHash('sha256').update(data).digest('hex')
    expect(hash(bytes)).toBe(hash(readFileSync(server.engine.logs.rawPath(run.id, null) ?? '')))
    expect(bytes.length).toBe(300_009)
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      'content-type': 'application/octet-stream',
      'content-disposition': `attachment; filename="run-${run.number}.log"`,
      'content-length': '300009',
    })
  })

  it('comes in the form that is asked for, of any attempt', async () => {
    const server = await startTestServer({}, {})
    const { number } = await runToEnd(server.engine, shell(`printf '\\033[31mred\\033[0m\\n'`))
    const raw = (query: string) => server.call(`/api/runs/${number}/log/raw?${query}`)
    expect(await (await raw('form=plain&attempt=1')).text()).toBe('red\n')
    expect(await (await raw('form=times')).text()).toMatch(/^\d{4}-\d\d-\d\dT[\d:.]+Z red\n$/)
    expect((await raw('attempt=1')).headers.get('content-disposition')).toBe(`attachment; filename="run-${number}-attempt-1.log"`)
    expect((await raw('form=pdf')).status).toBe(400)
    expect((await raw('attempt=2')).status).toBe(404)
  })

  it('is empty for a run without output or without a start, and not-found for an unknown run', async () => {
    const server = await startTestServer({}, {})
    const quiet = await runToEnd(server.engine, shell(':'))
    expect(await (await server.call(`/api/runs/${quiet.id}/log/raw`)).text()).toBe('')
    expect((await server.call('/api/runs/999/log/raw')).status).toBe(404)
    expect((await fetch(`${server.url}/api/runs/1/log/raw`)).status).toBe(401)
  })
})

it('the API describes itself: every call, its path and its errors', async () => {
  const server = await startTestServer()
  const document = (await (await server.call('/api/openapi.json')).json()) as { openapi: string; paths: Record<string, object> }
  expect(document.openapi).toMatch(/^3\.1/)
  expect(Object.keys(document.paths)).toEqual(
    expect.arrayContaining(['/jobs', '/jobs/{ref}', '/runs', '/runs/{ref}/log/follow', '/changes', '/system']),
  )
  const page = await (await server.call('/api/docs')).text()
  for (const path of Object.keys(document.paths)) expect(page).toContain(`/api${path}`)
  expect(page).not.toContain('<script')
})
