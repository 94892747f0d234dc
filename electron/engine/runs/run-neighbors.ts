import type { Run } from '../../../shared/model/run.ts'
import type { RunSort } from '../../../shared/model/run-sort.ts'
import type { Clock } from '../base/clock.ts'
import type { Store } from '../store/store.ts'
import type { Place } from './run-order.ts'
import { countRuns, readRuns } from './run-portions.ts'
import { type ReadQuery, readRunQuery } from './run-query.ts'
import { type RunSource, runSource } from './run-source.ts'
import type { WaitingRuns } from './waiting.ts'

const mostCounted = 10_000
/** For each of the neighbors, and for the place, unless the caller has more time. */
const withinMs = 100

/** `index` counts from 1; null: the run is not in the list, or so far down that its place was not counted. */
export type RunNeighbors = { index: number | null; previous: number | null; next: number | null }

/** The place of a run in a list, and the runs before and after it, by their numbers. Throws not-found, and invalid for an invalid filter. */
export function createRunNeighbors(store: Store, clock: Clock, waiting: Pick<WaitingRuns, 'told'>, find: (ref: string) => Run) {
  return async (ref: string, q: string, sort: RunSort, within = withinMs): Promise<RunNeighbors> => {
    const run = find(ref)
    const read = readRunQuery(store, { status: null, job: null, q }, { now: clock.now(), newest: store.runs.newest() }, sort)
    const pick = (runs: Run[]): Run[] => waiting.told(runs).filter((each) => read.tests.every((test) => test(each)))
    if (pick(store.runLists.matching([run.number], read, 1)).length === 0) return { index: null, previous: null, next: null }
    const toEnd = runSource(store.runLists, read)
    const toStart = runSource(store.runLists, { ...read, isReversed: true })
    return {
      previous: await first(toStart, toStart.placeOf(run), within, pick),
      next: await first(toEnd, toEnd.placeOf(run), within, pick),
      index: await indexOf(toStart, toStart.placeOf(run), within, read, pick),
    }
  }
}

async function first(source: RunSource, after: Place, within: number, pick: (runs: Run[]) => Run[]): Promise<number | null> {
  const { runs } = await readRuns(source, after, 1, within, pick)
  return runs[0]?.number ?? null
}

/** One more than there are before it. */
async function indexOf(
  toStart: RunSource,
  at: Place,
  within: number,
  { tests }: ReadQuery,
  pick: (runs: Run[]) => Run[],
): Promise<number | null> {
  const { count, isPart } = await countRuns(toStart, at, mostCounted, within, tests.length > 0 ? pick : null)
  return isPart ? null : count + 1
}
