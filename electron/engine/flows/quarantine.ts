import type { RunEnd } from '../queue/queue.ts'
import { DamagedHistory, type History } from '../store/histories.ts'
import type { Store } from '../store/store.ts'

/**
 * A run's history; null for one that is damaged. Its run ends then, if it had not, and is added to `ends`. To be called inside a
 * write.
 */
export function soundHistory(store: Store, run: number, now: number, ends: RunEnd[]): History | null {
  try {
    return store.histories.load(run)
  } catch (error) {
    if (!(error instanceof DamagedHistory)) throw error
    ends.push(...quarantine(store, run, error.message, now))
    return null
  }
}

/** Nothing is guessed of a history that cannot be followed: its run ends, what waits in it is withdrawn, others go on. */
function quarantine(store: Store, number: number, problem: string, now: number): RunEnd[] {
  const run = store.runs.byNumber(number)
  store.runWaits.endAll(number)
  // Also of a run that has ended: what was under way then may have been queued since.
  for (const { seq, queue, stage } of store.tasks.ofRun(number))
    store.moves.task('withdraw', { task: seq, queue, place: stage, at: now, reason: 'withdrawn' })
  if (!run || !store.moves.run('fail', { run: number, at: now, reason: 'damaged', error: problem })) return []
  store.events.appendOfRun(run, 'failed', { reason: 'damaged', error: problem }, now)
  return [{ ...run, status: 'failed', hadStarted: true }]
}
