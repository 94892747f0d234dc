import type { StorageTrouble } from '../../../shared/contract/system.ts'
import type { Store } from '../store/store.ts'
import type { TaskRow } from '../store/tasks.ts'
import type { createSlots } from './slots.ts'

type Slots = Pick<ReturnType<typeof createSlots>, 'free' | 'freeIn' | 'most'>
/** What is wrong with either; null when nothing is. */
type HostState = { disk: StorageTrouble | null; runner: string | null; conditions: (task: number) => string | null }

/** Why a queued task has not begun, in words for a person; null for one that does not wait. */
export function whyWaiting(store: Store, task: TaskRow, slots: Slots, host: HostState, now: number): string | null {
  if (task.status !== 'queued') return null
  if (task.type === 'service' && task.stage === 'held') return serviceText(store, task)
  if (task.stage === 'held') return host.conditions(task.seq) ?? heldText(store, task)
  const queue = store.queues.get(task.queue)
  if (queue?.state === 'paused')
    return `The queue "${queue.name}" is paused${queue.note ? `: ${queue.note}` : ''}. Resume it to let this begin.`
  if (task.stage === 'delayed' && task.dueAt > now)
    return task.attempts > 0 ? 'It waits between two attempts.' : 'It is not due yet.'
  if (host.disk !== null) return `${host.disk.message} Nothing begins until that is over.`
  if (task.type === 'shell' && host.runner !== null) return host.runner
  if (queue && slots.freeIn(queue) === 0)
    return `The queue "${queue.name}" runs ${queue.cap} at the same time, and that many are running.`
  if (slots.free === 0)
    return `${slots.most === 1 ? 'The only place is' : `All ${slots.most} places are`} taken.${aheadText(store, task)}`
  return 'It begins in a moment.'
}

function serviceText(store: Store, { seq }: TaskRow): string {
  const waiting = store.workers.task(seq)
  if (!waiting) return 'It begins in a moment.'
  const { service, mode } = waiting
  const offered = store.workers
    .list()
    .some((worker) => worker.services.includes(service) && (worker.type === 'async') === (mode === 'pull'))
  if (offered && mode === 'pull') return `It waits for a worker to ask for work of the service "${service}".`
  return `No worker offers the service "${service}". Start one with: lf worker ${mode === 'pull' ? '--pull ' : ''}--service ${service}=COMMAND`
}

function heldText(store: Store, { run }: TaskRow): string {
  const { jobId } = store.runs.byNumber(run) ?? { jobId: null }
  const active = jobId === null ? null : store.runs.activeOfJob(jobId)
  return active !== null ? `It waits for run ${active} of the same job to end.` : 'It waits for an earlier run of its job to end.'
}

function aheadText(store: Store, task: TaskRow): string {
  const first = store.tasks.ready(task.queue, 1)[0]
  if (first === undefined || first.task === task.seq) return ' It is the next to begin.'
  return ''
}
