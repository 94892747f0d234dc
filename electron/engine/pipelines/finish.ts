import { keepResult } from '../artifacts/record.ts'
import type { Ending } from '../queue/finish.ts'
import type { ExecutionRow } from '../store/executions.ts'
import type { Store } from '../store/store.ts'
import type { Work } from '../store/tasks.ts'
import { fail } from './fail.ts'
import { goOn } from './go-on.ts'
import { type Course, type CourseStep, courseOf, moveCount } from './pipeline-state.ts'
import { handOn, settleTwin } from './plan-execution.ts'

type Found = { course: Course; step: CourseStep; execution: ExecutionRow }

function found(store: Store, { run, task }: Pick<Work, 'run' | 'task'>): Found {
  const course = courseOf(store, run)
  const execution = store.executions.ofTask(task)
  const step = execution && course?.steps[execution.step - 1]
  if (!course || !execution || !step) throw new Error(`task ${task} of run ${run} is no part of a pipeline`)
  return { course, step, execution }
}

type UnitEnd = { move: 'succeed' | 'fail' | 'stop'; attempt: number; error: string | null; exitCode: number | null }

/** A piece of work has ended, and what follows from it begins. To be called inside a write. */
export function endExecution(store: Store, work: Pick<Work, 'run' | 'task'>, end: UnitEnd, ending: Ending, now: number): void {
  const { course, step, execution } = found(store, work)
  const { number, recipe } = execution
  switch (end.move) {
    case 'succeed': {
      const files = ending.type === 'succeeded' ? (ending.files ?? null) : null
      const result = keepResult(store, { run: work.run, task: work.task, attempt: end.attempt, recipe }, files, now)
      store.executions.setResult(number, 'done', result)
      moveCount(course, step, 'running', 'done')
      handOn(store, course, { execution: number, step, result, files: files?.count ?? 0 }, now)
      break
    }
    case 'fail':
      fail(
        store,
        course,
        step,
        number,
        end.error ?? 'It failed.',
        { attempt: end.attempt, exitCode: end.exitCode },
        now,
        'running',
      )
      break
    case 'stop':
      store.executions.setStatus(number, 'stopped')
      moveCount(course, step, 'running', 'stopped')
  }
  const others = settleTwins(store, course, recipe, now)
  goOn(store, course, now)
  for (const other of others) goOn(store, other, now)
}

/** Those who waited for the same have it now, or do it themselves. Gives the other runs that can go on. */
function settleTwins(store: Store, own: Course, recipe: string, now: number): Course[] {
  const courses = new Map([[own.run.run, own]])
  for (const twin of store.executions.waitingTwins(recipe)) {
    const course = courses.get(twin.run) ?? courseOf(store, twin.run)
    if (!course) continue
    courses.set(twin.run, course)
    settleTwin(store, course, twin, now)
  }
  courses.delete(own.run.run)
  return [...courses.values()]
}
