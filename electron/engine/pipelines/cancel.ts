import { AppError } from '../../../shared/errors.ts'
import type { Store } from '../store/store.ts'
import { closeRun } from './close.ts'
import { note, withdraw } from './fail.ts'
import { courseOf, isOpen, keepCounts } from './pipeline-state.ts'

/** Withdraws what waits and stops what runs; what has been done is kept. To be called inside a write. */
export function cancelPipeline(store: Store, number: number, now: number): void {
  const course = courseOf(store, number)
  if (!course) throw new AppError('not-found', `Run ${number} is no run of a pipeline.`)
  const isFirst = course.run.stopping !== 'stopped'
  store.pipelines.stop(number, 'stopped', null)
  course.run.stopping = 'stopped'
  if (isFirst) note(store, course, 'stop asked', {}, now)
  withdraw(store, course, now)
  keepCounts(store, course)
  if (!isOpen(course)) return closeRun(store, course, now)
  for (const { seq, token } of store.tasks.runningOf(number)) {
    store.tasks.askStop(seq, 'stopped', now)
    if (token !== null) store.asks.stop(token)
  }
}
