import { type Core, failQueued } from '../queue/queue.ts'
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
