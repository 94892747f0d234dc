import type { Run } from '../../../shared/model/run.ts'
import type { Clock } from '../base/clock.ts'
import type { Store } from '../store/store.ts'
import { countRuns } from './run-portions.ts'
import { type RunChoice, readRunQuery } from './run-query.ts'
import { runSource } from './run-source.ts'
import type { WaitingRuns } from './waiting.ts'

/** Counted one by one up to here; of more, people need no exact number. */
export const mostCounted = 10_000
/** A count must not take ever longer. */
const withinMs = 300

/** `isPart`: there are more, or there may be. */
export type RunCount = { count: number; isPart: boolean }

/** Counts the runs that match a filter, within bounds. Throws invalid for an invalid filter. */
export function createRunCount(store: Store, clock: Clock, waiting: Pick<WaitingRuns, 'told'>) {
  return async (choice: RunChoice): Promise<RunCount> => {
    const read = readRunQuery(store, choice, { now: clock.now(), newest: store.runs.newest() })
    const pick = (runs: Run[]): Run[] => waiting.told(runs).filter((run) => read.tests.every((test) => test(run)))
    return countRuns(runSource(store.runLists, read), null, mostCounted, withinMs, read.tests.length > 0 ? pick : null)
  }
}
