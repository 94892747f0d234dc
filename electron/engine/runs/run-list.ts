import { AppError } from '../../../shared/errors.ts'
import type { Run } from '../../../shared/model/run.ts'
import { newestFirst, type RunSort } from '../../../shared/model/run-sort.ts'
import type { Clock } from '../base/clock.ts'
import type { Store } from '../store/store.ts'
import type { Place } from './run-order.ts'
import { readRuns } from './run-portions.ts'
import { type RunChoice, readRunQuery } from './run-query.ts'
import { runSource } from './run-source.ts'
import type { WaitingRuns } from './waiting.ts'

export type RunQuery = RunChoice & {
  cursor: string | null
  limit: number
  sort?: RunSort | undefined
  /** Milliseconds after which it answers with what was found so far. Missing: it searches to the end. */
  within?: number | undefined
  /** With parameters and what was used. */
  details?: boolean | undefined
}

/** `searchedTo`: the time was over; when the run was created up to which all were looked at, null in other orders. */
export type RunPage = { items: Run[]; nextCursor: string | null; searchedTo?: { createdAt: number | null } }

/**
 * Lists runs in an order, the newest first by default. `job` may also name a flow or a pipeline. Throws not-found for a name
 * without a definition, and invalid for an invalid cursor or filter.
 */
export function createRunList(store: Store, clock: Clock, waiting: Pick<WaitingRuns, 'told'>) {
  return async (query: RunQuery): Promise<RunPage> => {
    const { limit, sort = newestFirst, within = Number.POSITIVE_INFINITY } = query
    if (query.waiting === true && query.status !== null && query.status !== 'running') return { items: [], nextCursor: null }
    const place = readCursor(query.cursor, sort)
    const read = readRunQuery(store, query, { now: clock.now(), newest: store.runs.newest() }, sort)
    const pick = (runs: Run[]): Run[] => waiting.told(runs).filter((run) => read.tests.every((test) => test(run)))
    // One more than asked for shows whether there is a next page.
    const source = runSource(store.runLists, read)
    const { runs, next } = await readRuns(source, place, limit + 1, within, read.tests.length > 0 ? pick : null)
    const told = waiting.told(runs.slice(0, limit))
    const items = query.details ? withDetails(store, told) : told
    const last = items.at(-1)
    if (runs.length > limit && last) return { items, nextCursor: cursorOf(source.placeOf(last), sort) }
    if (next === null) return { items, nextCursor: null }
    const createdAt = sort.by === 'started' ? createdNear(store, next.number) : null
    return { items, nextCursor: cursorOf(next, sort), searchedTo: { createdAt } }
  }
}

function withDetails(store: Store, runs: Run[]): Run[] {
  const details = store.runLists.detailsOf(runs.map(({ number }) => number))
  return runs.map((run) => {
    const own = details.get(run.number)
    return own ? { ...run, details: own } : run
  })
}

const createdNear = (store: Store, number: number): number | null => store.recentRuns.nextCreatedAt(number)

/** The number of the last run; in other orders also where it is in them. */
const cursorOf = ({ stage, value, number }: Place, { by }: RunSort): string =>
  by === 'started' ? String(number) : `${stage}.${value}.${number}`

function readCursor(cursor: string | null, { by }: RunSort): Place | null {
  if (cursor === null) return null
  const [, stage = '0', value = '0', number] =
    (by === 'started' ? /^()()(\d{1,15})$/ : /^(\d{1,6})\.(-?\d{1,15})\.(\d{1,15})$/).exec(cursor) ?? []
  if (number === undefined)
    throw new AppError('invalid', 'The cursor is not valid. Use the nextCursor of the previous page.', [
      { path: 'cursor', message: 'is not valid' },
    ])
  return { stage: Number(stage), value: Number(value), number: Number(number) }
}
