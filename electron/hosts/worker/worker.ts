import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { hostname } from 'node:os'
import { setTimeout as pause } from 'node:timers/promises'
import { AppError } from '../../../shared/errors.ts'
import { heartbeatMs, QueueTask } from '../../../shared/model/worker.ts'
import { execute } from './execute.ts'

export type WorkerOptions = {
  /** Of the server, without /api. */
  url: string
  token: string
  id: string | undefined
  /** The commands, by the service that each is. */
  services: Map<string, string>
  /** Ask for work instead of being called. */
  pull: boolean
  parallel: number
  log: (line: string) => void
  stop: AbortSignal
}

const idleMs = 1_000
const againMs = 2_000
const mostBytes = 2 * 1024 * 1024

/** Serves its services until it is told to stop; what runs then is stopped with it, and is done by another. */
export async function runWorker(options: WorkerOptions): Promise<void> {
  const id = options.id ?? `${hostname()}-${process.pid}`
  const api = createApi(options)
  const load = { running: 0 }
  const own = options.pull ? null : await listen(options, load)
  const registration = {
    id,
    url: own?.url ?? '',
    services: [...options.services.keys()],
    type: options.pull ? 'async' : 'http',
    load: 0,
  }
  try {
    await insist(options, () => api('POST', 'workers/register', registration))
    options.log(`${id} serves ${registration.services.join(', ')}${own ? ` at ${own.url}` : ''}`)
    const loops = options.pull ? Array.from({ length: options.parallel }, () => pullAll(options, api, id, load)) : []
    await Promise.all([beat(options, api, registration, load), ...loops])
  } finally {
    own?.close()
    await api('DELETE', `workers/${encodeURIComponent(id)}`, undefined).catch(() => {})
  }
}

type Api = (method: string, path: string, body: unknown) => Promise<{ status: number; value: unknown }>

function createApi({ url, token }: WorkerOptions): Api {
  return async (method, path, body) => {
    const answer = await fetch(`${url.replace(/\/$/, '')}/api/${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(30_000),
    })
    const text = await answer.text()
    const value: unknown = text === '' ? null : JSON.parse(text)
    if (answer.ok) return { status: answer.status, value }
    const message = (value as { error?: { message?: string } } | null)?.error?.message ?? `LocalFlow answered ${answer.status}.`
    throw new AppError(
      answer.status === 404
        ? 'not-found'
        : answer.status === 401
          ? 'unauthorized'
          : answer.status === 409
            ? 'conflict'
            : 'unavailable',
      message,
    )
  }
}

/** LocalFlow may not be there yet, or be gone for a while. What it refuses is refused. */
async function insist<T>({ stop, log }: WorkerOptions, call: () => Promise<T>): Promise<T | null> {
  for (let told = false; !stop.aborted; told = true) {
    try {
      return await call()
    } catch (error) {
      if (error instanceof AppError && error.code !== 'unavailable') throw error
      if (!told) log(`LocalFlow cannot be reached (${(error as Error).message}); trying again`)
      await pause(againMs, undefined, { signal: stop }).catch(() => {})
    }
  }
  return null
}

async function beat(
  options: WorkerOptions,
  api: Api,
  registration: { id: string; url: string },
  load: { running: number },
): Promise<void> {
  while (!options.stop.aborted) {
    await pause(heartbeatMs, undefined, { signal: options.stop }).catch(() => {})
    if (options.stop.aborted) return
    const { id, url } = registration
    await api('POST', 'workers/heartbeat', { id, url, load: load.running }).catch(async (error: unknown) => {
      // Somebody has removed it, or this is another LocalFlow.
      if (error instanceof AppError && error.code === 'not-found')
        await api('POST', 'workers/register', registration).catch(() => {})
    })
  }
}

async function pullAll(options: WorkerOptions, api: Api, id: string, load: { running: number }): Promise<void> {
  const { services, stop, log } = options
  while (!stop.aborted) {
    const polled = await insist(options, () => api('POST', 'queue/poll', { worker_id: id, services: [...services.keys()] }))
    if (polled?.status !== 200) {
      await pause(idleMs, undefined, { signal: stop }).catch(() => {})
      continue
    }
    const task = QueueTask.parse(polled.value)
    load.running++
    const { result, error } = await execute(services.get(task.service) ?? '', JSON.parse(task.input_json), stop)
    load.running--
    log(`${task.service} ${task.node_key} of ${task.task_id}: ${error ?? 'done'}`)
    // What was stopped with this worker is not told: another does it.
    if (stop.aborted) return
    await insist(options, () =>
      api('POST', 'queue/complete', { queue_id: task.id, result, ...(error === undefined ? {} : { error }) }),
    ).catch((refused: unknown) => log(`${task.node_key}: ${(refused as Error).message}`))
  }
}

async function listen(
  { services, stop, log }: WorkerOptions,
  load: { running: number },
): Promise<{ url: string; close: () => void }> {
  const server = createServer((request, response) => {
    const send = (status: number, value: object): void =>
      void response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value))
    const service = decodeURIComponent(/^\/exec\/([^/?]+)$/.exec(request.url ?? '')?.[1] ?? '')
    const command = services.get(service)
    if (request.method !== 'POST' || command === undefined)
      return send(404, { result: null, error: `There is no service "${service}" here.` })
    if (request.headers.origin !== undefined) return send(403, { result: null, error: 'Pages may not call this.' })
    const parts: Buffer[] = []
    let size = 0
    request.on('data', (part: Buffer) => {
      size += part.length
      if (size <= mostBytes) parts.push(part)
    })
    request.on('end', () => {
      if (size > mostBytes) return send(413, { result: null, error: 'What it was given is larger than 2 MB.' })
      let given: unknown
      try {
        given = JSON.parse(Buffer.concat(parts).toString('utf8'))
      } catch {
        return send(400, { result: null, error: 'What it was given is no JSON.' })
      }
      load.running++
      const gone = new AbortController()
      response.on('close', () => gone.abort())
      void execute(command, given, AbortSignal.any([stop, gone.signal])).then((done) => {
        load.running--
        log(`${service}: ${done.error ?? 'done'}`)
        send(200, done)
      })
    })
  })
  await new Promise<void>((listening, failed) => server.once('error', failed).listen(0, '127.0.0.1', () => listening()))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close(): void {
      server.closeAllConnections()
      server.close()
    },
  }
}
