import type { IncomingMessage, ServerResponse } from 'node:http'
import { AppError } from '../../shared/errors.ts'
import { type Caller, programCaller, requireAccess, runCaller, tokenCaller } from '../api/caller.ts'
import { checkQueryNames } from '../api/query-names.ts'
import type { Engine } from '../engine/engine.ts'
import { sendJson, sendText, setSafeHeaders } from './answers.ts'
import { createBodies } from './bodies.ts'
import type { Bounds } from './bounds.ts'
import { isGoClientRequest } from './compat.ts'
import type { HttpConfig } from './config.ts'
import type { Connections } from './connections.ts'
import { createProfiles, debugPath } from './debug.ts'
import { docsCss, docsPage } from './docs-page.ts'
import { sendRunExport } from './export-runs.ts'
import type { Guard } from './guard.ts'
import { answerHook, refuseMethod } from './hooks.ts'
import { metricsText } from './metrics-text.ts'
import { createOpenApi } from './open-api.ts'
import { pathOf, queryOf } from './paths.ts'
import { answerPocketflow, pocketflowPath } from './pocketflow.ts'
import { nonceIn, serverProof, socketHost } from './proof.ts'
import { sendRawLog } from './raw-log.ts'
import { sendRawObject } from './raw-object.ts'
import { createRest } from './rest.ts'
import { routeAccess } from './route-access.ts'
import { serveRenderer } from './static-files.ts'
import { answerTaskBatch } from './task-batch.ts'
import type { Tickets } from './tickets.ts'

const goClient = programCaller('localflow-go', 'LocalFlow (Go) client')

type Exchange = { request: IncomingMessage; response: ServerResponse; path: string; reads: boolean }

/**
 * Finds what answers a request. Who asks, and for what, is decided before anything of a body is read; an error that is
 * thrown before then leaves the body unread.
 */
export function createRoutes(config: HttpConfig, guard: Guard, bounds: Bounds, tickets: Tickets, connections: () => Connections) {
  const { engine } = config
  const rest = createRest(config.transports.router, engine.log, config.basePath)
  const openApi = createOpenApi(engine.config.version, config.basePath)
  const bodies = createBodies(bounds.bodyBytes, bounds.stallMs)
  const compat = config.compat ?? []
  const profiles = config.debug ? createProfiles() : null
  const strangerBodies = createBodies(bounds.strangerBodyBytes, bounds.stallMs)

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    setSafeHeaders(response)
    guard.checkHost(request)
    const path = pathOf(request)
    const exchange = { request, response, path, reads: request.method === 'GET' || request.method === 'HEAD' }
    // Only the socket has this host name: a client that reaches it first learns whether this server may have the token.
    const nonce = request.headers.host === socketHost && exchange.reads ? nonceIn(path) : null
    if (nonce !== null) return sendJson(response, 200, { proof: serverProof(config.token, nonce) })
    if (path === '/health' && exchange.reads) return sendHealth(engine, response)
    if (path === config.basePath || path.startsWith(`${config.basePath}/`)) return answerBasePath(exchange)
    if (compat.includes('pocketflow') && path.startsWith(`${pocketflowPath}/`)) {
      if (answerOrigin(request, response)) return
      return answerPocketflow(engine, path.slice(pocketflowPath.length), strangerBodies, request, response)
    }
    if (profiles && (path === debugPath || path.startsWith(`${debugPath}/`))) return answerDebug(exchange, profiles)
    if ((path === '/metrics' && exchange.reads) || path === '/rpc') return answerProgram(exchange)
    if (!exchange.reads || config.rendererFolder === null)
      throw new AppError('not-found', `There is no ${request.method} ${path}.`)
    return serveRenderer(config.rendererFolder, path, request, response)
  }

  function answerDebug({ request, response, path }: Exchange, answerProfile: ReturnType<typeof createProfiles>): Promise<void> {
    guard.checkOrigin(request)
    requireAccess(callerOf(request, path), routeAccess.profiles)
    return answerProfile(path, request, response)
  }

  /** What a compatible program does without a token stays the call of a stranger. */
  const isOpen = (request: IncomingMessage, path: string): boolean =>
    compat.includes('localflow') && isGoClientRequest(request, path, config.basePath)

  /** Throws `unauthorized` for a caller who needs a token and lacks it. */
  function callerOf(request: IncomingMessage, path: string): Caller {
    if (isOpen(request, path)) return goClient
    const run = guard.checkToken(request)
    connections().prove(request.socket)
    return run ? runCaller(run) : tokenCaller
  }

  /** Refuses pages of origins that are not allowed. True: a browser asked whether it may call, and has its answer. */
  function answerOrigin(request: IncomingMessage, response: ServerResponse): boolean {
    guard.checkOrigin(request)
    allowOrigin(request, response, config.allowedOrigins)
    if (request.method !== 'OPTIONS') return false
    response.writeHead(204).end()
    return true
  }

  async function answerBasePath({ request, response, path: whole, reads }: Exchange): Promise<void> {
    if (answerOrigin(request, response)) return
    const path = whole.slice(config.basePath.length)
    if (reads && path === '/openapi.json') return sendJson(response, 200, await openApi())
    if (reads && path === '/docs.css') return sendText(response, 'text/css', docsCss)
    if (reads && (path === '/docs' || path === '/docs/')) return sendDocs(response)
    const hook = /^\/hooks\/([^/]+)$/.exec(path)?.[1]
    if (hook !== undefined) return answerAddress(decodeURIComponent(hook), request, response)
    const caller = callerOf(request, whole)
    if (request.method === 'POST' && path === '/auth/ticket') {
      requireAccess(caller, routeAccess.ticket)
      return sendJson(response, 201, tickets.issue(caller))
    }
    if (reads && /^\/runs\/[^/]+\/log\/live$/.test(path)) return sendUpgradeRequired(response)
    const raw = reads ? /^\/runs\/([^/]+)\/log\/raw$/.exec(path)?.[1] : undefined
    if (raw !== undefined) {
      requireAccess(caller, routeAccess.rawLog)
      return sendRawLog(engine, decodeURIComponent(raw), queryOf(request), response)
    }
    if (reads && path === '/runs/export') {
      requireAccess(caller, routeAccess.runExport)
      return sendRunExport(engine, queryOf(request), response)
    }
    const object = reads ? /^\/objects\/([0-9A-Fa-f]{4,64})\/content$/.exec(path)?.[1] : undefined
    if (object !== undefined) {
      requireAccess(caller, routeAccess.rawObject)
      checkQueryNames(queryOf(request), [])
      return sendRawObject(engine, object, response)
    }
    if (request.method === 'POST' && /^\/tasks\/batch\/?$/.test(path))
      return answerTaskBatch(engine, caller, bodies, request, response)
    return rest(caller, isOpen(request, whole) ? strangerBodies : bodies, path, request, response)
  }

  /** The end of a trigger's address is a token of its own. A call without it is not read. */
  async function answerAddress(address: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
    engine.triggers.checkAddress(address)
    if (request.method !== 'POST') return refuseMethod(response)
    connections().prove(request.socket)
    return answerHook(engine, address, bodies, request, response)
  }

  async function sendDocs(response: ServerResponse): Promise<void> {
    response.setHeader(
      'Content-Security-Policy',
      "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    )
    sendText(response, 'text/html', docsPage(await openApi(), config.basePath))
  }

  function answerProgram({ request, response, path }: Exchange): void {
    guard.checkOrigin(request)
    const caller = callerOf(request, path)
    if (path === '/rpc') return sendUpgradeRequired(response)
    requireAccess(caller, routeAccess.metrics)
    sendText(response, 'text/plain; version=0.0.4', metricsText(engine.metrics.read()))
  }

  return answer
}

function sendHealth(engine: Engine, response: ServerResponse): void {
  const problems = engine.health()
  sendJson(response, problems.length === 0 ? 200 : 503, { status: problems.length === 0 ? 'ok' : 'unwell', problems })
}

/** Lets the pages of an origin that a person named read the answers. This stands for no token. */
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
