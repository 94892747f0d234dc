import type { Store } from '../store/store.ts'
import { type Course, type CourseStep, moveCount } from './pipeline-state.ts'

/** A piece of work has failed; unless the run is to keep going, nothing new begins. It counts as `from` until now. */
export function fail(
  store: Store,
  course: Course,
  step: CourseStep,
  execution: number,
  error: string,
  facts: Record<string, unknown> | null,
  now: number,
  from: 'queued' | 'running' = 'queued',
): void {
  store.executions.setStatus(execution, 'failed', error)
  moveCount(course, step, from, 'failed')
  const row = store.executions.get(execution)
  note(store, course, 'step failed', { step: step.name, nth: row?.nth, input: row?.inputName ?? null, error, ...facts }, now)
  if (course.run.keepsGoing === 0 && course.run.stopping === null) stopFor(store, course, null, now)
}

/** Nothing new begins, for what is wrong with all of it (`problem`), or for a piece of it. */
export function stopFor(store: Store, course: Course, problem: string | null, now: number): void {
  // That somebody stopped it outweighs what is wrong with it.
  if (course.run.stopping === 'stopped') return
  store.pipelines.stop(course.run.run, 'failed', problem)
  course.run.stopping = 'failed'
  course.run.problem = problem
  withdraw(store, course, now)
}

/** What has not begun will not. To be called inside a write. */
export function withdraw(store: Store, course: Course, now: number): void {
  for (const step of course.steps) {
    if (step.queued === 0) continue
    for (const { number, task: seq, recipe } of store.executions.queuedOf(course.run.run, step.position)) {
      const task = seq === null ? null : store.tasks.get(seq)
      if (
        task &&
        !store.moves.task('withdraw', { task: task.seq, queue: task.queue, place: task.stage, at: now, reason: 'withdrawn' })
      )
        continue
      store.executions.setStatus(number, 'stopped')
      moveCount(course, step, 'queued', 'stopped')
      if (task) wakeTwins(store, recipe, now)
    }
  }
}

/** Runs that waited for it have to look for themselves, in the next write. */
function wakeTwins(store: Store, recipe: string, now: number): void {
  for (const run of store.executions.runsWaitingFor(recipe)) store.flowRuns.wait({ run, step: '', kind: 'more', dueAt: 0 }, now)
}

export function note(store: Store, { run: { run } }: Course, type: string, data: Record<string, unknown>, now: number): void {
  const { id = '', jobId = null } = store.runs.byNumber(run) ?? {}
  store.events.append({ at: now, noun: 'run', run, id, jobId, type, data: { jobId, ...data } })
}
