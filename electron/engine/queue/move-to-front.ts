import { AppError } from '../../../shared/errors.ts'
import { limits } from '../../../shared/model/limits.ts'
import type { Store } from '../store/store.ts'
import { checkOf } from './check-of.ts'

/** Lets a queued task start before all others of its queue, also before it is due or its conditions hold. Call inside a write. */
export function moveToFront(store: Store, seq: number, now: number): void {
  const task = store.tasks.get(seq)
  if (!task) throw new AppError('not-found', 'There is no such task.')
  if (task.status !== 'queued')
    throw new AppError('conflict', `Could not move the task to the front: it is not queued (${task.status}).`)
  const deferral = store.deferrals.of(seq)
  if (deferral !== null && deferral.until !== null) store.deferrals.remove(seq)
  else if (task.stage === 'held' && checkOf(store, task.run) === null)
    throw new AppError('conflict', 'Could not move the task to the front: it waits for an earlier run of its job to end.')
  // Above every priority that can be set, so that the last task moved is the first to start.
  const priority = Math.max(limits.priority, store.tasks.highestPriority(task.queue) ?? 0) + 1
  store.tasks.moveToFront(task, priority, now)
  const run = store.runs.byNumber(task.run)
  if (run) store.events.appendOfRun(run, 'moved to front', {}, now)
}
