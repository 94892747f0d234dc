import { once } from 'node:events'
import { createServer, type IncomingMessage, type Server, type ServerOptions } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Duplex } from 'node:stream'
import { type WebSocket, WebSocketServer } from 'ws'
import { AppError, type ErrorCode, errorStatus } from '../../shared/errors.ts'
import { limits } from '../../shared/model/limits.ts'
import { type Caller, cliOfRun, localCaller, requireAccess, runCaller, tokenCaller } from '../api/caller.ts'
import { toClientError } from '../api/errors.ts'
import type { Engine } from '../engine/engine.ts'
import type { RunUser } from '../engine/secrets/secrets.ts'
import { sendError } from './answers.ts'
import { type Bounds, defaultBounds } from './bounds.ts'
import type { HttpConfig } from './config.ts'
import { boundConnections } from './connections.ts'
import { createGuard } from './guard.ts'
import { readLiveAddress, serveLive } from './live-socket.ts'
import { socketHost } from './proof.ts'
import { logRequest } from './request-log.ts'
import { routeAccess } from './route-access.ts'
import { createRoutes } from './routes.ts'
import { createTickets } from './tickets.ts'
import { answerUnreadable } from './unreadable.ts'

/** Where to listen: a port of the loopback interface, or a socket file of the data folder (for `lf`). */
export type Address = { host: string; port: number } | { path: string }

export type HttpServer = {
  url: string
  /** Listens at the same address again after a socket file was deleted. Existing connections stay open. */
  reopen(): Promise<void>
  close(): Promise<void>
}

const loopbackNames = ['127.0.0.1', 'localhost', '[::1]']

/** Serves REST, the WebSocket and the renderer. Throws `conflict` for a port in use. */
export async function serveHttp(config: HttpConfig, address: Address): Promise<HttpServer> {
  const { engine } = config
  const bounds = { ...defaultBounds, ...config.bounds }
  const guard = createGuard({
    token: config.token,
    allowedOrigins: config.allowedOrigins,
    hosts: () => hosts,
    runUser: engine.runTokens.find,
  })
  const tickets = createTickets(engine.config.clock)
  const callerOf = createCallerOf(engine)
  const answer = createRoutes(config, guard, bounds, tickets, () => connections)
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: limits.requestBytes,
    perMessageDeflate: false,
    handleProtocols: (protocols) => (protocols.has('localflow') ? 'localflow' : false),
  })
  let hosts: string[] = []

  function upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    socket.on('error', () => socket.destroy())
    try {
      guard.checkHost(request)
      guard.checkOrigin(request)
      const serve = serverOf(request)
      connections.prove(request.socket)
      sockets.handleUpgrade(request, socket, head, serve)
    } catch (error) {
      refuseUpgrade(socket, error instanceof AppError ? error.code : 'internal')
    }
  }

  /** What a WebSocket is for. Throws for a caller who may not have that. */
  function serverOf(request: IncomingMessage): (client: WebSocket) => void {
    const live = readLiveAddress(request, config.basePath)
    if (!live && request.url !== '/rpc')
      throw new AppError('not-found', `WebSockets are at /rpc and ${config.basePath}/runs/RUN/log/live.`)
    const known = live && live.ticket !== null ? tickets.use(live.ticket) : null
    const caller = known ?? callerOf(request, guard.checkToken(request))
    if (!live) return (client) => config.transports.serveSocket(client, caller)
    requireAccess(caller, routeAccess.liveLog)
    engine.runs.logOwner(live.place.ref, live.place.node)
    return (client) => void serveLive(engine, client, live.place)
  }

  const server = createServer(timesOf(bounds), (request, response) => {
    logRequest(engine.log, request, response)
    answer(request, response).catch((error: unknown) => {
      if (response.destroyed || (error as NodeJS.ErrnoException).code === 'ERR_STREAM_PREMATURE_CLOSE') return
      const { code, message, data } = toClientError(error, engine.log)
      sendError(response, new AppError(code as ErrorCode, message, data?.issues))
    })
  })
  server.on('upgrade', upgrade)
  const connections = boundConnections(server, bounds)
  server.on('clientError', answerUnreadable)
  await listen(server, address)
  server.on('error', (error) => engine.log.warn('HTTP server error', { error }))
  const port = (server.address() as AddressInfo | string | null) ?? ''
  hosts = typeof port === 'string' ? [socketHost] : loopbackNames.map((name) => `${name}:${port.port}`)
  // A browser leaves the port out of Host when it is 80.
  if (typeof port !== 'string' && port.port === 80) hosts.push(...loopbackNames)

  return {
    url: typeof port === 'string' ? port : `http://${port.family === 'IPv6' ? `[${port.address}]` : port.address}:${port.port}`,
    reopen() {
      // Closed first, because closing removes the file of that name, even if another process made it.
      server.close()
      return listen(server, address)
    },
    async close() {
      for (const client of sockets.clients) client.terminate()
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

/** Only `lf` says its name, and only a browser says which page it comes from; a person is behind both. */
function createCallerOf({ runTokens }: Engine) {
  return ({ headers }: IncomingMessage, run: RunUser | null): Caller => {
    if (run) return runCaller(run)
    if (headers['x-localflow-client'] === 'lf') {
      const within = runTokens.find(String(headers['x-localflow-run'] ?? ''))
      return within ? cliOfRun(within) : localCaller('cli')
    }
    return headers.origin === undefined ? tokenCaller : localCaller('hand')
  }
}

const timesOf = ({ headersMs, requestMs, checkMs }: Bounds): ServerOptions => ({
  headersTimeout: headersMs,
  requestTimeout: requestMs,
  connectionsCheckingInterval: checkMs,
})

async function listen(server: Server, address: Address): Promise<void> {
  // Takes its listeners away again, however that ends.
  const listening = once(server, 'listening')
  server.listen('path' in address ? { path: address.path } : address)
  try {
    await listening
  } catch (error) {
    throw explainListen(error as NodeJS.ErrnoException, address)
  }
}

function explainListen(error: NodeJS.ErrnoException, address: Address): unknown {
  if ('path' in address) return error
  if (error.code === 'EADDRINUSE')
    return new AppError(
      'conflict',
      `Could not listen on port ${address.port}: another program uses it. Choose another port with --port, or a free one with --port 0.`,
    )
  if (error.code === 'EACCES')
    return new AppError(
      'forbidden',
      `Could not listen on port ${address.port}: permission denied. Choose a port above 1023 with --port.`,
    )
  return error
}

function refuseUpgrade(socket: Duplex, code: ErrorCode): void {
  socket.end(`HTTP/1.1 ${errorStatus[code]} ${code}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`)
}
