import type { Fact } from '../../../shared/flow/events.ts'
import type { FlowState } from '../../../shared/flow/state.ts'
import type { RunEnd } from '../queue/queue.ts'
import { DamagedHistory, type History } from '../store/histories.ts'
import type { Store } from '../store/store.ts'
import type { Work } from '../store/tasks.ts'
import { unitOf } from './unit-key.ts'

/** The history of a run; null if it is damaged. Then the run ends, if it had not, and is added to `ends`. Call inside a write. */
export function soundHistory(store: Store, run: number, now: number, ends: RunEnd[]): History | null {
  try {
    return store.histories.load(run)
  } catch (error) {
    if (!(error instanceof DamagedHistory)) throw error
    ends.push(...endDamaged(store, run, error.message, now))
    return null
  }
}

/** Like soundHistory, for an event of the run: a history that does not know of it lacks its end. */
export function historyFor(store: Store, run: number, fact: Pick<Fact, 'data'>, now: number, ends: RunEnd[]): History | null {
  const history = soundHistory(store, run, now, ends)
  if (history === null || history.state.closed !== null || knowsOf(history.state, fact)) return history
  ends.push(...endDamaged(store, run, 'The history of the run is damaged: its newest events are missing.', now))
  return null
}

/** Like historyFor, for a task of the run. */
export const historyOf = (store: Store, { run, nodeKey }: Work, now: number, ends: RunEnd[]): History | null =>
  historyFor(store, run, { data: { ...unitOf(nodeKey), attempt: 0 } } as Pick<Fact, 'data'>, now, ends)

function knowsOf({ steps }: FlowState, { data }: Pick<Fact, 'data'>): boolean {
  if (!('step' in data)) return true
  const step = steps[data.step]
  if (!step) return false
  return !('attempt' in data) || step.units['item' in data && data.item !== undefined ? String(data.item) : ''] !== undefined
}

/**
 * Nothing is guessed from a damaged history: its run ends, queued tasks are cancelled, running ones are stopped. Returns the
 * run, unless a task still runs: `endOfDamaged` returns it then.
 */
function endDamaged(store: Store, number: number, problem: string, now: number): RunEnd[] {
  const run = store.runs.byNumber(number)
  store.runWaits.endAll(number)
  const tasks = store.tasks.ofRun(number)
  // Also for a run that has ended: its running tasks may have been queued again since.
  for (const { seq, queue, stage } of tasks)
    store.moves.task('withdraw', { task: seq, queue, place: stage, at: now, reason: 'withdrawn' })
  if (!run || !store.moves.run('fail', { run: number, at: now, reason: 'damaged', error: problem })) return []
  store.events.appendOfRun(run, 'failed', { reason: 'damaged', error: problem }, now)
  const running = tasks.filter(({ status }) => status === 'running')
  for (const { seq, token } of running) {
    store.tasks.askStop(seq, 'stopped', now)
    if (token !== null) store.asks.stop(token)
  }
  return running.length > 0 ? [] : [{ ...run, status: 'failed', hadStarted: true }]
}

/** Call when a task has ended. Returns the run if it ended as damaged before and none of its tasks runs any longer. */
export function endOfDamaged(store: Store, number: number): RunEnd[] {
  const run = store.runs.byNumber(number)
  if (run?.reason !== 'damaged' || store.tasks.runningOf(number).length > 0) return []
  return [{ ...run, hadStarted: true }]
}
