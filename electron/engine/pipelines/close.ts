import { nearest } from '../../../shared/nearest.ts'
import { moves, type Reason } from '../../../shared/run-state.ts'
import type { Store } from '../store/store.ts'
import { filesNamed } from './deliver.ts'
import type { Course } from './pipeline-state.ts'

type End = { move: 'succeed' | 'fail' | 'stop'; reason: Reason | null; error: string | null }

/** Nothing of it runs, and nothing is left to begin. To be called inside a write. */
export function closeRun(store: Store, course: Course, now: number): void {
  const { run } = course.run
  const { move, reason, error } = endOf(store, course)
  const before = store.runs.byNumber(run)
  if (!before || !store.moves.run(move, { run, at: now, reason, error })) return
  store.executions.endFeeds(run)
  store.flowRuns.endAllWaits(run)
  const { id, jobId, startedAt } = before
  const data = { jobId, reason, error, ms: now - (startedAt ?? now), ...countsOf(course) }
  store.events.append({ at: now, noun: 'run', run, id, jobId, type: moves[move].to, data })
}

function endOf(store: Store, course: Course): End {
  const { run, stopping, problem } = course.run
  if (stopping === 'stopped') return { move: 'stop', reason: 'stopped', error: null }
  if (problem !== null) return { move: 'fail', reason: 'error', error: problem }
  const failed = store.executions.firstFailed(run)
  if (failed) {
    const count = course.steps.reduce((sum, step) => sum + step.failed, 0)
    const name = course.steps[failed.step - 1]?.name ?? ''
    const input = failed.inputName === null ? '' : ` with "${failed.inputName}"`
    const others = count > 1 ? ` (and ${count - 1} more)` : ''
    const reason = (failed.task === null ? null : store.tasks.get(failed.task)?.reason) ?? 'error'
    return { move: 'fail', reason, error: `Step "${name}"${input}${others}: ${failed.error ?? 'failed.'}` }
  }
  const missing = unknownInput(store, course)
  return missing ? { move: 'fail', reason: 'error', error: missing } : { move: 'succeed', reason: null, error: null }
}

/** A name that a step takes, and that nobody had: more likely a slip than meant. */
function unknownInput(store: Store, course: Course): string | null {
  if (course.steps.some(({ mode }) => mode !== 'run')) return null
  const links = store.executions.links(course.run.run)
  const names = course.steps.map(({ name }) => name)
  for (const step of course.steps) {
    const missing = filesNamed(course, step).find(
      (file) =>
        !links.some((link) => link.downstream === step.name && link.file === file) &&
        !store.pipelines.hasInput(course.run.run, file),
    )
    if (missing === undefined) continue
    const meant = nearest(missing, names)
    return `Step "${step.name}" takes "${missing}", but no step is called that, and no file of that name was written${meant && meant !== step.name ? `: did you mean the step "${meant}"?` : '.'}`
  }
  return null
}

function countsOf({ steps }: Course): Record<'done' | 'reused' | 'failed', number> {
  const sum = (of: 'done' | 'reused' | 'failed'): number => steps.reduce((total, step) => total + step[of], 0)
  return { done: sum('done'), reused: sum('reused'), failed: sum('failed') }
}
