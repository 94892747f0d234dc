import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Duplex } from 'node:stream'
import { WebSocketServer } from 'ws'
import { AppError, type ErrorCode, errorStatus } from '../../shared/errors.ts'
import { limits } from '../../shared/model/limits.ts'
import type { createDoors } from '../api/doors.ts'
import { toClientError } from '../api/errors.ts'
import type { Engine } from '../engine/engine.ts'
import { sendError, sendJson, setSafeHeaders } from './answers.ts'
import { docsCss, docsPage } from './docs-page.ts'
import { createGuard } from './guard.ts'
import { answerHook } from './hooks.ts'
import { metricsText } from './metrics-text.ts'
import { answerPocketflow, pocketflowPath } from './pocketflow.ts'
import { sendRawLog } from './raw-log.ts'
import { sendRawObject } from './raw-object.ts'
import { createOpenApi, createRest } from './rest.ts'
import { serveRenderer } from './static-files.ts'

export type HttpConfig = {
  engine: Engine
  doors: ReturnType<typeof createDoors>
  token: string
  allowedOrigins: string[]
  basePath: `/${string}`
  /** Null: no interface is served here. */
  rendererFolder: string | null
  /** Another program whose clients and workers are answered, too; they bring no token. */
  compat?: 'pocketflow' | null
}

/** Where to listen: a port of the loopback interface, or a socket file of the data folder (for `lf`). */
export type Address = { host: string; port: number } | { path: string }

export type HttpServer = { url: string; close(): Promise<void> }

/** The name by which clients of the socket file call this server. */
export const socketHost = 'localflow'

const loopbackNames = ['127.0.0.1', 'localhost', '[::1]']

/** Serves REST, the WebSocket and the renderer. Throws `conflict` for a port in use. */
export async function serveHttp(config: HttpConfig, address: Address): Promise<HttpServer> {
  const { engine } = config
  const guard = createGuard({ token: config.token, allowedOrigins: config.allowedOrigins, hosts: () => hosts })
  const rest = createRest(config.doors.router, engine.log, config.basePath)
  const openApi = createOpenApi(engine.config.version, config.basePath)
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: limits.requestBytes,
    perMessageDeflate: false,
    handleProtocols: (protocols) => (protocols.has('localflow') ? 'localflow' : false),
  })
  let hosts: string[] = []

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    setSafeHeaders(response)
    guard.checkHost(request)
    const path = pathOf(request)
    const reads = request.method === 'GET' || request.method === 'HEAD'
    if (path === '/health' && reads) return sendHealth(engine, response)
    if (path === config.basePath || path.startsWith(`${config.basePath}/`)) {
      guard.checkOrigin(request)
      allowOrigin(request, response, config.allowedOrigins)
      if (request.method === 'OPTIONS') return void response.writeHead(204).end()
      return answerApi(request, response, path.slice(config.basePath.length), reads)
    }
    if (config.compat === 'pocketflow' && path.startsWith(`${pocketflowPath}/`)) {
      guard.checkOrigin(request)
      return answerPocketflow(engine, path.slice(pocketflowPath.length), request, response)
    }
    if (path === '/metrics' && reads) {
      guard.checkOrigin(request)
      guard.checkToken(request)
      return sendText(response, 'text/plain; version=0.0.4', metricsText(engine.metrics.read()))
    }
    if (path === '/rpc') {
      guard.checkOrigin(request)
      guard.checkToken(request)
      return sendUpgradeRequired(response)
    }
    if (!reads || config.rendererFolder === null) throw new AppError('not-found', `There is no ${request.method} ${path}.`)
    return serveRenderer(config.rendererFolder, request, response, request.headers.host ?? '')
  }

  async function answerApi(request: IncomingMessage, response: ServerResponse, path: string, reads: boolean): Promise<void> {
    if (reads && path === '/openapi.json') return sendJson(response, 200, await openApi())
    if (reads && path === '/docs.css') return sendText(response, 'text/css', docsCss)
    if (reads && (path === '/docs' || path === '/docs/')) {
      response.setHeader(
        'Content-Security-Policy',
        "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
      )
      return sendText(response, 'text/html', docsPage(await openApi(), config.basePath))
    }
    const hook = request.method === 'POST' ? /^\/hooks\/([^/]+)$/.exec(path)?.[1] : undefined
    // What the address ends in is its own token.
    if (hook !== undefined) return answerHook(engine, decodeURIComponent(hook), request, response)
    guard.checkToken(request)
    const raw = reads ? /^\/runs\/([^/]+)\/log\/raw$/.exec(path)?.[1] : undefined
    if (raw !== undefined) return sendRawLog(engine, decodeURIComponent(raw), response)
    const object = reads ? /^\/objects\/([0-9A-Fa-f]{4,64})\/content$/.exec(path)?.[1] : undefined
    if (object !== undefined) return sendRawObject(engine, object, response)
    return rest(request, response)
  }

  function upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    socket.on('error', () => socket.destroy())
    try {
      guard.checkHost(request)
      guard.checkOrigin(request)
      if (request.url !== '/rpc') throw new AppError('not-found', 'The WebSocket is at /rpc.')
      guard.checkToken(request)
    } catch (error) {
      return refuseUpgrade(socket, error instanceof AppError ? error.code : 'internal')
    }
    const trigger = request.headers['x-localflow-client'] === 'lf' ? 'cli' : request.headers.origin === undefined ? 'api' : 'hand'
    sockets.handleUpgrade(request, socket, head, (client) => config.doors.serveSocket(client, trigger))
  }

  const server = createServer((request, response) => {
    answer(request, response).catch((error: unknown) => {
      if (response.destroyed || (error as NodeJS.ErrnoException).code === 'ERR_STREAM_PREMATURE_CLOSE') return
      const { code, message, data } = toClientError(error, engine.log)
      sendError(response, new AppError(code as ErrorCode, message, data?.issues))
    })
  })
  server.on('upgrade', upgrade)
  server.on('clientError', (_, socket) => {
    if (socket.writable) socket.end('HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n')
  })
  await listen(server, address)
  const port = (server.address() as AddressInfo | string | null) ?? ''
  hosts = typeof port === 'string' ? [socketHost] : loopbackNames.map((name) => `${name}:${port.port}`)
  // A browser leaves the port out of Host when it is 80.
  if (typeof port !== 'string' && port.port === 80) hosts.push(...loopbackNames)

  return {
    url: typeof port === 'string' ? port : `http://${port.family === 'IPv6' ? `[${port.address}]` : port.address}:${port.port}`,
    async close() {
      for (const client of sockets.clients) client.terminate()
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

function listen(server: Server, address: Address): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(explainListen(error, address)))
    server.listen('path' in address ? { path: address.path } : address, resolve)
  })
}

function explainListen(error: NodeJS.ErrnoException, address: Address): unknown {
  if ('path' in address) return error
  if (error.code === 'EADDRINUSE')
    return new AppError(
      'conflict',
      `Port ${address.port} is in use by another program. Choose another with --port, or --port 0 for a free one.`,
    )
  if (error.code === 'EACCES')
    return new AppError('forbidden', `This account may not listen on port ${address.port}. Choose one above 1023 with --port.`)
  return error
}

/** The path as it was sent. Throws `invalid` for one whose escapes mean nothing. */
function pathOf(request: IncomingMessage): string {
  const path = (request.url ?? '/').split('?')[0] ?? '/'
  try {
    decodeURIComponent(path)
    return path
  } catch {
    throw new AppError('invalid', 'The address is not valid: a "%" must be followed by two hexadecimal digits.')
  }
}

function sendHealth(engine: Engine, response: ServerResponse): void {
  const problems = engine.health()
  sendJson(response, problems.length === 0 ? 200 : 503, { status: problems.length === 0 ? 'ok' : 'unwell', problems })
}

/** Lets the pages of an origin that a person named read the answers; the token is asked of them all the same. */
function allowOrigin({ headers }: IncomingMessage, response: ServerResponse, allowed: string[]): void {
  response.setHeader('Vary', 'Origin')
  if (headers.origin === undefined || !allowed.includes(headers.origin)) return
  response.setHeader('Access-Control-Allow-Origin', headers.origin)
  response.setHeader('Access-Control-Allow-Methods', 'GET, POST, PUT, DELETE')
  response.setHeader('Access-Control-Allow-Headers', 'Authorization, Content-Type, Last-Event-ID')
}

/** What a browser asks to learn whether its token is the reason that a WebSocket failed. */
function sendUpgradeRequired(response: ServerResponse): void {
  response.writeHead(426, { Upgrade: 'websocket', Connection: 'Upgrade', 'Content-Length': 0 })
  response.end()
}

function sendText(response: ServerResponse, type: string, text: string): void {
  response.writeHead(200, { 'Content-Type': `${type}; charset=utf-8`, 'Content-Length': Buffer.byteLength(text) })
  response.end(text)
}

function refuseUpgrade(socket: Duplex, code: ErrorCode): void {
  socket.end(`HTTP/1.1 ${errorStatus[code]} ${code}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`)
}
