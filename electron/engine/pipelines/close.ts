import { nearest } from '../../../shared/nearest.ts'
import { moves, type Reason } from '../../../shared/run-state.ts'
import type { RunEnd } from '../queue/queue.ts'
import type { Store } from '../store/store.ts'
import { filesNamed } from './deliver.ts'
import type { PipelineState } from './pipeline-state.ts'

type End = { move: 'succeed' | 'fail' | 'stop'; reason: Reason | null; error: string | null }

/** Nothing runs, and nothing is left to start. Returns the run if it ended. Call inside a write. */
export function closeRun(store: Store, state: PipelineState, now: number): RunEnd[] {
  const { run } = state.run
  const { move, reason, error } = endOf(store, state)
  const before = store.runs.byNumber(run)
  if (!before || !store.moves.run(move, { run, at: now, reason, error })) return []
  store.executions.endFeeds(run)
  store.runWaits.endAll(run)
  const { id, jobId, startedAt } = before
  const data = { reason, error, ms: now - (startedAt ?? now), ...countsOf(state) }
  store.events.appendOfRun(before, moves[move].to, data, now)
  return [{ number: run, id, jobId, status: moves[move].to, hadStarted: true }]
}

function endOf(store: Store, state: PipelineState): End {
  const { run, stopping, problem } = state.run
  if (stopping === 'stopped') return { move: 'stop', reason: 'stopped', error: null }
  if (problem !== null) return { move: 'fail', reason: 'error', error: problem }
  const failed = store.executions.firstFailed(run)
  if (failed) {
    const count = state.steps.reduce((sum, step) => sum + step.failed, 0)
    const name = state.steps[failed.step - 1]?.name ?? ''
    const input = failed.inputName === null ? '' : ` with "${failed.inputName}"`
    const others = count > 1 ? ` (and ${count - 1} more)` : ''
    const reason = (failed.task === null ? null : store.tasks.get(failed.task)?.reason) ?? 'error'
    return { move: 'fail', reason, error: `Step "${name}"${input}${others}: ${failed.error ?? 'failed.'}` }
  }
  const missing = unknownInput(store, state)
  return missing ? { move: 'fail', reason: 'error', error: missing } : { move: 'succeed', reason: null, error: null }
}

/** An input name that matched no step or file: more likely a typo than intended. */
function unknownInput(store: Store, state: PipelineState): string | null {
  if (state.steps.some(({ mode }) => mode !== 'run')) return null
  const links = store.executions.links(state.run.run)
  const names = state.steps.map(({ name }) => name)
  for (const step of state.steps) {
    const missing = filesNamed(state, step).find(
      (file) =>
        !links.some((link) => link.downstream === step.name && link.file === file) &&
        !store.pipelines.hasInput(state.run.run, file),
    )
    if (missing === undefined) continue
    const meant = nearest(missing, names)
    return `Step "${step.name}" needs "${missing}", but there is no step and no file of that name${meant && meant !== step.name ? `: did you mean the step "${meant}"?` : '.'}`
  }
  return null
}

function countsOf({ steps }: PipelineState): Record<'done' | 'reused' | 'failed', number> {
  const sum = (of: 'done' | 'reused' | 'failed'): number => steps.reduce((total, step) => total + step[of], 0)
  return { done: sum('done'), reused: sum('reused'), failed: sum('failed') }
}
