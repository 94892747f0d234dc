import { mkdirSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { join } from 'node:path'
import { expect, onTestFinished } from 'vitest'
import type { WebSocket } from 'ws'
import { createTransports } from '../api/transports.ts'
import type { EngineConfig } from '../engine/engine-config.ts'
import { startTestEngine, temporaryFolder } from '../engine/testing/engine.ts'
import type { HttpConfig } from './config.ts'
import { createOpenApi } from './open-api.ts'
import { findOperation } from './operations.ts'
import { serveHttp } from './server.ts'
import { readToken } from './token.ts'

export type TestServer = Awaited<ReturnType<typeof startTestServer>>

/** A real server on a free port, over an engine that starts runs only if asked to; closed after the test. */
export async function startTestServer(over: Partial<HttpConfig> = {}, engineConfig: Partial<EngineConfig> = { dispatch: false }) {
  const engine = await startTestEngine(engineConfig)
  const transports = createTransports(engine)
  const token = readToken(engine.dataFolder)
  const config: HttpConfig = {
    engine,
    transports,
    token,
    allowedOrigins: [],
    basePath: '/api',
    rendererFolder: builtRenderer(),
    ...over,
  }
  const server = await serveHttp(config, { host: '127.0.0.1', port: 0 })
  onTestFinished(() => server.close())
  const port = Number(new URL(server.url).port)

  /** A call as a program makes it, with the token. */
  async function call(path: string, init: RequestInit = {}): Promise<Response> {
    const json = init.body === undefined ? {} : { 'Content-Type': 'application/json' }
    const headers = { Authorization: `Bearer ${token}`, ...json, ...init.headers }
    const answer = await fetch(server.url + path, { ...init, headers })
    if (path.startsWith(`${config.basePath}/`))
      await expectDocumented(init.method ?? 'GET', path.slice(config.basePath.length), answer.status)
    return answer
  }

  return {
    ...server,
    engine,
    transports,
    token,
    port,
    host: `127.0.0.1:${port}`,
    call,
    raw: (text: string | Buffer) => raw(port, text),
  }
}

const openApi = createOpenApi('test', '/api')

/** Every status that a test sees is one that the document names; 500 is a bug, and no part of it. */
async function expectDocumented(method: string, path: string, status: number): Promise<void> {
  const operation = findOperation(method, path.split('?')[0] ?? '')
  if (!operation || status === 500) return
  const { responses } = (await openApi()).paths?.[operation.path]?.[method.toLowerCase() as 'get'] ?? {}
  expect(Object.keys(responses ?? {}), `${method} ${path} answered ${status}`).toContain(String(status))
}

/** What a build leaves, as far as a server can tell. */
function builtRenderer(): string {
  const folder = join(temporaryFolder(), 'renderer')
  mkdirSync(join(folder, 'assets'), { recursive: true })
  writeFileSync(join(folder, 'index.html'), '<!doctype html><title>LocalFlow</title>')
  writeFileSync(join(folder, 'assets', 'index-abc123.js'), 'console.log(1)')
  writeFileSync(join(folder, '..', 'secret.js'), 'a secret')
  return folder
}

export type RawAnswer = { status: number; head: string; body: string }

/** Sends bytes as they are and gives the answer, once the server has hung up. */
function raw(port: number, text: string | Buffer): Promise<RawAnswer> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1')
    const parts: Buffer[] = []
    socket.on('data', (part) => parts.push(part))
    socket.on('error', (error: NodeJS.ErrnoException) =>
      error.code === 'ECONNRESET' || error.code === 'EPIPE' ? undefined : reject(error),
    )
    socket.on('close', () => {
      const [head = '', body = ''] = Buffer.concat(parts).toString('latin1').split('\r\n\r\n')
      resolve({ status: Number(/^HTTP\/1\.1 (\d{3})/.exec(head)?.[1] ?? 0), head, body })
    })
    socket.write(text)
  })
}

/** A raw request; the server closes the connection after its answer. */
export const request = (first: string, ...headers: string[]): string =>
  [first, ...headers, 'Connection: close', '', ''].join('\r\n')

export const codeOf = async (response: Response): Promise<string> =>
  ((await response.json()) as { error: { code: string } }).error.code

export const nothingChanged = ({ engine }: TestServer): void =>
  expect([engine.jobs.list({ cursor: null, limit: 9 }).items, engine.info().queued]).toEqual([[], 0])

/** How the server answers a wish for a WebSocket; 101 is yes. */
export const upgradeStatus = (socket: WebSocket): Promise<number> =>
  new Promise((resolve) => {
    socket.on('unexpected-response', (_, response) => resolve(response.statusCode ?? 0))
    socket.on('open', () => {
      socket.terminate()
      resolve(101)
    })
    socket.on('error', () => {})
  })
