import type { StorageTrouble } from '../../../shared/contract/system.ts'
import type { Store } from '../store/store.ts'
import type { TaskRow } from '../store/tasks.ts'
import { checkOf } from './check-of.ts'
import { type Slots as AllSlots, isApart, mostIn } from './slots.ts'

type Slots = Pick<AllSlots, 'free' | 'freeIn' | 'most'>
/** Problems of the disk and the runner, and of the conditions of a task; null where there is none. */
type HostState = { disk: StorageTrouble | null; runner: string | null; conditions: (task: number) => string | null }

const startingText = 'Starting.'
const notDueText = 'Not due yet.'
const nextAttemptText = 'Waiting for the next attempt.'
/** Whether the reason for which a task waits ends when the task is due. */
export const endsWhenDue = (why: string | null): boolean => why === notDueText || why === nextAttemptText

/** Says why a queued task has not started; null for a task that is not queued. */
export function whyWaiting(store: Store, task: TaskRow, slots: Slots, host: HostState, now: number): string | null {
  if (task.status !== 'queued') return null
  if (task.type === 'service' && task.stage === 'held') return serviceText(store, task)
  if (task.stage === 'held') return host.conditions(task.seq) ?? heldText(store, task)
  const queue = store.queues.get(task.queue)
  if (queue?.state === 'paused')
    return `The queue "${queue.name}" is paused${queue.note ? `: ${queue.note}` : ''}. Resume the queue to start this run.`
  if (task.stage === 'delayed' && task.dueAt > now) return task.attempts > 0 ? nextAttemptText : notDueText
  if (host.disk !== null) return `${host.disk.message} No run starts until that ends.`
  if (task.type === 'shell' && host.runner !== null) return host.runner
  if (queue && slots.freeIn(queue) === 0)
    return `The queue "${queue.name}" has reached its concurrency limit: ${mostIn(queue)} of ${mostIn(queue)} running.`
  if (slots.free === 0 && !isApart(task.queue))
    return `LocalFlow has reached its concurrency limit: ${slots.most} of ${slots.most} running.${aheadText(store, task)}`
  return startingText
}

/** Whether a concurrency limit keeps tasks of a queue from starting. */
export function isLimitReached(store: Store, name: string, slots: Pick<Slots, 'free' | 'freeIn'>): boolean {
  const queue = store.queues.get(name)
  if (queue?.state === 'paused') return false
  return (queue !== null && slots.freeIn(queue) === 0) || (slots.free === 0 && !isApart(name))
}

function serviceText(store: Store, { seq }: TaskRow): string {
  const waiting = store.workers.task(seq)
  if (!waiting) return startingText
  const { service, mode } = waiting
  const offered = store.workers
    .list()
    .some((worker) => worker.services.includes(service) && (worker.type === 'async') === (mode === 'pull'))
  if (offered && mode === 'pull') return `Waiting for a worker to fetch a task of the service "${service}".`
  return `No worker offers the service "${service}". Start one with: lf worker --url URL ${mode === 'pull' ? '--pull ' : ''}--service ${service}=COMMAND`
}

function heldText(store: Store, { run }: TaskRow): string {
  const check = checkOf(store, run)
  if (check !== null) return `Waiting for its condition: run ${check} is checking it.`
  const { jobId } = store.runs.byNumber(run) ?? { jobId: null }
  const active = jobId === null ? null : store.runs.activeOfJob(jobId)
  return active !== null
    ? `Waiting for run ${active} of the same job to end.`
    : 'Waiting for an earlier run of the same job to end.'
}

function aheadText(store: Store, task: TaskRow): string {
  const first = store.tasks.ready(task.queue, 1)[0]
  if (first === undefined || first.task === task.seq) return ' This run is next.'
  return ''
}
