import type { WorkerTask } from '../../../shared/model/worker.ts'
import { type Claim, type Core, claimFor, failQueued } from '../queue/queue.ts'
import type { Store } from '../store/store.ts'
import type { ServiceTask } from '../store/workers.ts'

/**
 * The task has waited long enough: it continues to wait if a worker offers its service, and fails if none does. Call inside
 * a write.
 */
export function noWorkerOffers(
  core: Core,
  { task, service, mode }: ServiceTask,
  isOffered: (service: string, mode: 'push' | 'pull') => boolean,
  now: number,
): void {
  const { store } = core
  const { spec } = store.tasks.work(task)
  const waitMs = spec.body.kind === 'service' ? spec.body.waitMs : 0
  if (isOffered(service, mode)) return store.workers.setUntil(task, now + waitMs)
  const error = `No worker offered the service "${service}" within ${Math.round(waitMs / 1_000)} s. Start one with: lf worker ${mode === 'pull' ? '--pull ' : ''}--service ${service}=COMMAND`
  failQueued(core, task, 'no-worker', error, now)
}

/** A task as the page of its worker shows it; null: it is gone. */
export function workerTask(store: Store, seq: number): WorkerTask | null {
  const task = store.tasks.get(seq)
  const run = task && store.runs.byNumber(task.run)
  if (!run) return null
  const begun = store.attempts.begun(seq, task.attempts)
  return { id: task.id, run: run.number, title: run.title, node: task.nodeKey, since: begun?.startedAt ?? null }
}

/** The most tasks of each service that are checked for one that may start. */
const pollMost = 10

/**
 * Claims the task that has waited longest for one of these services, until a time. Tasks that must not start are skipped. Call
 * inside a write.
 */
export function claimFirst(core: Core, services: readonly string[], until: number, now: number): Claim | null {
  const { workers, tasks } = core.store
  const due = services
    .flatMap((service) => workers.waiting(service, 'pull', pollMost))
    .filter((seq) => (tasks.get(seq)?.dueAt ?? 0) <= now)
    .sort((a, b) => a - b)
  for (const seq of due) {
    const claim = claimFor(core, seq, until, now)
    if (claim) return claim
  }
  return null
}
