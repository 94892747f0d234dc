import { DamagedHistory, type History } from '../store/histories.ts'
import type { Store } from '../store/store.ts'

/** A run's history; null for one that is damaged, which then does nothing any more. To be called inside a write. */
export function soundHistory(store: Store, run: number, now: number): History | null {
  try {
    return store.histories.load(run)
  } catch (error) {
    if (!(error instanceof DamagedHistory)) throw error
    quarantine(store, run, error.message, now)
    return null
  }
}

/** Nothing is guessed of a history that cannot be followed: its run ends, what waits in it is withdrawn, others go on. */
function quarantine(store: Store, number: number, problem: string, now: number): void {
  const run = store.runs.byNumber(number)
  store.runWaits.endAll(number)
  if (!run || !store.moves.run('fail', { run: number, at: now, reason: 'damaged', error: problem })) return
  for (const { seq, queue, stage } of store.tasks.ofRun(number))
    store.moves.task('withdraw', { task: seq, queue, place: stage, at: now, reason: 'withdrawn' })
  const data = { reason: 'damaged', error: problem }
  store.events.append({ at: now, noun: 'run', run: number, id: run.id, jobId: run.jobId, type: 'failed', data })
}
