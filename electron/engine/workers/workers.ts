import { AppError } from '../../../shared/errors.ts'
import { limits } from '../../../shared/model/limits.ts'
import {
  type Completion,
  heartbeatMs,
  type QueueTask,
  type Registration,
  type WaitingService,
  type Worker,
  type WorkerTask,
  workerSilenceMs,
} from '../../../shared/model/worker.ts'
import { actAs, currentActor } from '../base/actor.ts'
import type { Clock } from '../base/clock.ts'
import type { Log } from '../base/log.ts'
import { shownValue } from '../base/sealed.ts'
import { createWakeLoop, type StorageState } from '../base/wake-loop.ts'
import { type Core, claimAgain, type Ending, finish } from '../queue/queue.ts'
import type { WorkerRow } from '../store/workers.ts'
import type { Loads } from './loads.ts'
import { claimFirst, noWorkerOffers, workerTask } from './service-task.ts'

export type { Loads, WorkerLoads } from './loads.ts'

/** For how long work is held by a worker that says nothing of itself. */
const holdMs = 60_000
/** No lease of a task that a worker executes lasts longer. */
const leaseMost = 3 * holdMs
const atOnce = 250
const mostServices = 200
const mostCounted = 1_000
const mostRunning = 100

export type WorkerActions = ReturnType<typeof createWorkerActions>

type Parts = {
  core: Core
  clock: Clock
  log: Log
  storage: StorageState
  random: () => number
  /** A worker came, went or reported another load. */
  changed: (id: string) => void
}

/** The facts by which a worker is chosen. */
const offerOf = ({ url, services, type }: WorkerRow): string => JSON.stringify([url, services, type])

/** Programs elsewhere that execute tasks. Errors are not-found, and conflict for what is not theirs (any more). */
export function createWorkerActions({ core, clock, log, storage, random, changed }: Parts, loads: Loads) {
  const { store } = core
  /** Those that were online when clients were last told. */
  let online = new Set<string>()

  const isOnline = ({ seenAt }: WorkerRow): boolean => seenAt > clock.now() - workerSilenceMs

  const tasksOf = ({ id, type }: WorkerRow): readonly number[] =>
    type === 'http' ? loads.runningOf(id) : store.workers.heldBy(id)

  const shown = (row: WorkerRow): Worker => ({
    id: row.id,
    url: row.url,
    services: row.services,
    type: row.type,
    load: loads.of(row.id),
    running: tasksOf(row).length,
    last_heartbeat: Math.floor(row.seenAt / 1_000),
    status: isOnline(row) ? 'online' : 'offline',
  })

  /** The worker is up: it keeps its tasks, and waiting tasks of its services may start. Call inside a write. */
  function greet(row: WorkerRow, now: number): void {
    store.workers.put(row)
    for (const task of store.workers.heldBy(row.id)) store.tasks.extend(task, store.tasks.get(task)?.token ?? '', now + holdMs)
    if (row.type !== 'http') return
    for (const service of row.services)
      for (const task of store.workers.waiting(service, 'push', atOnce)) {
        const { queue = '' } = store.tasks.get(task) ?? {}
        store.workers.setUntil(task, null)
        store.tasks.setReady({ seq: task, queue }, 'held')
      }
  }

  async function greeted(row: WorkerRow, load: number): Promise<void> {
    const before = store.workers.list().find(({ id }) => id === row.id)
    await store.submit('record a heartbeat', () => greet(row, clock.now()))
    const hasOtherLoad = loads.said(row.id, load)
    const isBack = !online.has(row.id)
    online.add(row.id)
    if (isBack || hasOtherLoad || before === undefined || offerOf(before) !== offerOf(row)) changed(row.id)
  }

  const onlineNow = (): Set<string> => new Set(store.workers.list().flatMap((row) => (isOnline(row) ? [row.id] : [])))

  /** Workers are offline by their silence alone: no event announces it. */
  function tellOfSilent(): void {
    const before = online
    online = onlineNow()
    for (const id of before) if (!online.has(id)) changed(id)
  }

  const loop = createWakeLoop(
    { clock, log, storage },
    {
      failure: 'could not check the workers',
      look,
      nextDue: nextSilence,
      clockWentBack: (ms) => store.submit('shorten waits', () => store.workers.bound(clock.now(), clock.now() + leaseMost, ms)),
      longestMs: () => heartbeatMs,
      // At the start no worker had the time to send a heartbeat.
      isPatient: true,
    },
  )

  async function look(now: number): Promise<void> {
    await store.submit('reassign tasks', () => reassign(now))
    if (loop.isOpen()) tellOfSilent()
  }

  /** When the first worker that holds a task has been silent for too long. */
  function nextSilence(): number | null {
    const silentAt = store.workers
      .list()
      .filter((row) => isOnline(row) && store.workers.heldBy(row.id).length > 0)
      .map(({ seenAt }) => seenAt + workerSilenceMs)
    return silentAt.length === 0 ? null : Math.min(...silentAt)
  }

  /** Takes tasks from workers that are gone, and ends waits for a service that no worker offers. Call inside a write. */
  function reassign(now: number): void {
    const ofTheGone = store.workers
      .list()
      .filter((row) => !isOnline(row))
      .flatMap(({ id }) => store.workers.heldBy(id))
    for (const task of ofTheGone) lose(task, now)
    const expired = store.tasks.expired(now).filter(({ seq, type }) => type === 'service' && store.workers.task(seq)?.worker)
    for (const { seq } of expired) lose(seq, now)
    const waits = store.workers.due(now, atOnce)
    for (const wait of waits) noWorkerOffers(core, wait, isOffered, now)
  }

  const isOffered = (service: string, mode: 'push' | 'pull'): boolean =>
    store.workers.offering(service, mode === 'push' ? 'http' : 'async', clock.now()).length > 0

  function lose(task: number, now: number): void {
    const { token } = store.tasks.get(task) ?? {}
    if (token) finish(core, claimAgain(store, task, token), { type: 'lost' }, now, random)
  }

  return {
    async register({ id, url, services, type, load }: Registration): Promise<void> {
      if (type === 'http' && !/^https?:/.test(url))
        throw new AppError(
          'invalid',
          `LocalFlow calls the worker "${id}" over HTTP. Give the address at which the worker listens.`,
          [{ path: 'url', message: 'must start with http:// or https://' }],
        )
      await greeted({ id, url, services: [...new Set(services)], type, seenAt: clock.now() }, load)
    },
    async heartbeat({ id, url, load }: { id: string; url: string; load: number }): Promise<void> {
      const known = store.workers.list().find((row) => row.id === id)
      if (!known) throw new AppError('not-found', `There is no worker "${id}". Register it first.`)
      await greeted({ ...known, url: known.type === 'http' && url !== '' ? url : known.url, seenAt: clock.now() }, load)
    },
    list: (service: string | undefined): Worker[] =>
      store.workers
        .list()
        .filter(({ services }) => service === undefined || service === '' || services.includes(service))
        .map(shown),
    /** What a worker executes now, the oldest first, up to a limit. */
    running(id: string): WorkerTask[] {
      const row = store.workers.list().find((known) => known.id === id)
      if (!row) throw new AppError('not-found', `There is no worker "${id}".`)
      return tasksOf(row)
        .slice(0, mostRunning)
        .flatMap((seq) => workerTask(store, seq) ?? [])
    },
    /** Tasks that wait for a worker, by service. */
    waiting: (): WaitingService[] => store.workers.waitingServices(mostServices, mostCounted),
    allocate(service: string): Worker {
      const [best] = [
        ...store.workers.offering(service, 'http', clock.now()),
        ...store.workers.offering(service, 'async', clock.now()),
      ].sort((a, b) => loads.of(a.id) - loads.of(b.id))
      if (!best) throw new AppError('not-found', `No worker offers the service "${service}".`)
      return shown(best)
    },
    async remove(id: string): Promise<void> {
      if (!store.workers.list().some((row) => row.id === id)) throw new AppError('not-found', `There is no worker "${id}".`)
      await store.submit('delete a worker', () => {
        const now = clock.now()
        for (const task of store.workers.heldBy(id)) lose(task, now)
        store.workers.remove(id)
      })
      online.delete(id)
      changed(id)
    },
    /** Gives a worker the task that has waited longest for one of its services; null: there is none. */
    async poll(workerId: string, services: string[]): Promise<QueueTask | null> {
      return store.submit('claim for a worker', () => {
        const now = clock.now()
        const claim = claimFirst(core, services, now + holdMs, now)
        if (claim === null) return null
        store.workers.give(claim.task, workerId)
        const { body } = claim.spec
        if (body.kind !== 'service') return null
        const given = { ...shownValue({ input: body.input, params: body.params }), run_id: claim.attemptId }
        return {
          id: claim.attemptId,
          task_id: claim.runId,
          node_key: claim.nodeKey,
          service: body.service,
          input_json: JSON.stringify(given),
          status: 'claimed' as const,
          worker_id: workerId,
          created_at: Math.floor(claim.dueAt / 1_000),
          started_at: Math.floor(now / 1_000),
          timeout_at: Math.floor((now + holdMs) / 1_000),
        }
      })
    },
    async complete({ queue_id: token, result = null, error }: Completion): Promise<void> {
      const tooLarge = JSON.stringify(result ?? null).length > limits.payloadBytes
      const ending: Exclude<Ending, { type: 'stopped' | 'lost' }> = error
        ? { type: 'failed', reason: 'error', error: error.slice(0, 2_000), facts: null }
        : tooLarge
          ? { type: 'failed', reason: 'too-large', error: 'The result is larger than 1 MB.', facts: null }
          : { type: 'succeeded', result, facts: null }
      const record = () => {
        const task = store.tasks.holding(token)
        const worker = task && store.workers.task(task.seq)?.worker
        if (!worker)
          throw new AppError(
            'conflict',
            `No task is waiting for the result of "${token}": the task was recorded, given to another worker, or cancelled.`,
          )
        finish(core, claimAgain(store, task.seq, token), { ...ending, worker }, clock.now(), random)
      }
      const caller = currentActor()
      await store.submit('record an end', () => actAs(caller, record))
    },
    start(): void {
      online = onlineNow()
      loop.start()
    },
    stop: loop.stop,
  }
}
