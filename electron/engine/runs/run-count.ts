import type { Clock } from '../base/clock.ts'
import type { Store } from '../store/store.ts'
import { readRunFilter } from './run-filter.ts'
import type { WaitingRuns } from './waiting.ts'

/** Counted one by one up to here; of more, people need no exact number. */
const mostCounted = 10_000
/** Run numbers that are looked at in all, and in one portion: a count must not block others, nor take ever longer. */
const mostLooked = 200_000
const stretch = 10_000

/** `isPart`: there are more, or there may be. */
export type RunCount = { count: number; isPart: boolean }

/** Counts the runs that match a filter, newest first, within bounds. Throws invalid for an invalid filter. */
export function createRunCount(store: Store, clock: Clock, waiting: Pick<WaitingRuns, 'told'>) {
  return async (q: string): Promise<RunCount> => {
    const now = clock.now()
    const { conditions, tests, listsInner: inner } = readRunFilter(store, q, now)
    const newest = store.runs.newest()
    let count = 0
    for (let before = newest + 1; before > 0; ) {
      if (newest + 1 - before >= mostLooked) return { count, isPart: true }
      const from = Math.max(0, before - stretch)
      const filter = { status: null, jobId: null, conditions, now, inner, from, before, limit: mostCounted + 1 - count }
      count +=
        tests.length === 0
          ? store.runs.countListed(filter)
          : waiting.told(store.runs.list({ ...filter, limit: stretch })).filter((run) => tests.every((test) => test(run))).length
      if (count > mostCounted) return { count: mostCounted, isPart: true }
      before = from
      await new Promise(setImmediate)
    }
    return { count, isPart: false }
  }
}
