import { hostname } from 'node:os'
import { setTimeout as pause } from 'node:timers/promises'
import { AppError } from '../../../shared/errors.ts'
import { heartbeatMs, QueueTask } from '../../../shared/model/worker.ts'
import { type Api, createApi } from './api.ts'
import { execute } from './execute.ts'
import { listen } from './listen.ts'
import type { WorkerOptions } from './options.ts'

const idleMs = 1_000
const againMs = 2_000

/** Serves until it is stopped; tasks that are running then are stopped, and another worker does them. */
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

/** LocalFlow may not be up yet, or be gone for a while, so retry. A refusal is final. */
async function insist<T>({ stop, log }: WorkerOptions, call: () => Promise<T>): Promise<T | null> {
  for (let told = false; !stop.aborted; told = true) {
    try {
      return await call()
    } catch (error) {
      if (error instanceof AppError && error.code !== 'unavailable') throw error
      if (!told) log(`Could not reach LocalFlow (${(error as Error).message}). Retrying.`)
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
      // A person removed this worker, or this is another LocalFlow.
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
    // A task that was stopped with this worker is not reported: another worker does it.
    if (stop.aborted) return
    await insist(options, () =>
      api('POST', 'queue/complete', { queue_id: task.id, result, ...(error === undefined ? {} : { error }) }),
    ).catch((refused: unknown) => log(`${task.node_key}: ${(refused as Error).message}`))
  }
}
