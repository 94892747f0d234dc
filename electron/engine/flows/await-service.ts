import { builtinNames } from '../../../shared/model/builtin-names.ts'
import type { Spec } from '../../../shared/model/job.ts'
import type { ServiceBody } from '../../../shared/model/worker.ts'
import type { Store } from '../store/store.ts'
import type { TaskSpec } from '../store/tasks.ts'

/** A service without a worker is done by LocalFlow itself if it can. */
export function orOurOwn(store: Store, spec: TaskSpec, now: number): TaskSpec {
  const { body } = spec
  if (body.kind !== 'service') return spec
  const own = builtinNames.find((name) => name === body.service)
  if (!own || store.workers.offering(body.service, body.mode === 'push' ? 'http' : 'async', now).length > 0) return spec
  return { ...spec, body: { kind: 'builtin', name: own, input: body.input, params: body.params } as Spec['body'] }
}

/**
 * The task may start at once if a worker that LocalFlow calls offers the service. Otherwise it waits until one does, or
 * fetches it.
 */
export const isReady = (store: Store, { service, mode }: ServiceBody, now: number): boolean =>
  mode === 'push' && store.workers.offering(service, 'http', now).length > 0

/** Records that a task waits for its service. Call inside a write. */
export function awaitService(store: Store, task: number, { service, mode, waitMs }: ServiceBody, now: number): void {
  const known = store.workers.task(task)
  store.workers.addTask(task, service, mode, known?.until ?? now + waitMs)
}
