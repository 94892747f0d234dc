import { type Usual, usualOf, usualRuns } from '../../../shared/usual.ts'
import type { RunSubject } from '../store/earlier-runs.ts'
import type { Store } from '../store/store.ts'

/** Runs that are read at once, and at most: of a job that mostly fails, few succeeded. */
const portion = 100
const readMost = 500

/** How long the runs of a definition took that succeeded before the run with this number; null if they are too few to tell. */
export function usualBefore(store: Store, subject: RunSubject, number: number): Usual | null {
  const durations: number[] = []
  let before = number
  for (let read = 0; read < readMost && durations.length < usualRuns; read += portion) {
    const runs = store.earlierRuns.before(subject, before, portion)
    for (const { status, startedAt, endedAt } of runs)
      if (status === 'succeeded' && startedAt !== null && endedAt !== null) durations.push(endedAt - startedAt)
    if (runs.length < portion) break
    before = runs.at(-1)?.number ?? 0
  }
  return usualOf(durations.slice(0, usualRuns))
}
