import { AppError } from '../../../shared/errors.ts'
import type { Store } from '../store/store.ts'
import { closeRun } from './close.ts'
import { note, withdraw } from './fail.ts'
import { courseOf, isOpen, keepCounts } from './pipeline-state.ts'

/** Withdraws what waits and gives the attempts to stop; what has been done is kept. To be called inside a write. */
export function cancelPipeline(store: Store, number: number, now: number): string[] {
  const course = courseOf(store, number)
  if (!course) throw new AppError('not-found', `Run ${number} is no run of a pipeline.`)
  const isFirst = course.run.stopping !== 'stopped'
  store.pipelines.stop(number, 'stopped', null)
  course.run.stopping = 'stopped'
  if (isFirst) note(store, course, 'stop asked', {}, now)
  withdraw(store, course, now)
  keepCounts(store, course)
  if (!isOpen(course)) {
    closeRun(store, course, now)
    return []
  }
  return store.tasks.runningOf(number).flatMap(({ seq, token }) => {
    store.tasks.askStop(seq, 'stopped', now)
    return token === null ? [] : [token]
  })
}
