import { AppError } from '../../../shared/errors.ts'
import type { Run } from '../../../shared/model/run.ts'
import type { State } from '../../../shared/run-state.ts'
import type { Clock } from '../base/clock.ts'
import type { RunFilter } from '../store/runs.ts'
import type { Store } from '../store/store.ts'
import { type RunsByFilter, readRunFilter } from './run-filter.ts'
import type { WaitingRuns } from './waiting.ts'

export type RunQuery = {
  status: State | null
  job: string | null
  /** The text of a filter. */
  q: string | null
  /** False: without runs within flows. Missing: as the filter says; without a filter, with them. */
  inner?: boolean | undefined
  /** Only runs that wait for a person, a signal, a worker or a time; or only the others. */
  waiting?: boolean | null
  cursor: string | null
  limit: number
}

/** The most rows that one portion reads: a search for rare runs must not block others. */
const stretch = 10_000
/** Rows that are read at once to pick waiting runs, or the others. */
const pickedFrom = 200

/**
 * Lists runs, newest first. One index answers one condition; with more of them, rows are read and skipped in portions. `job` may
 * also name a flow or a pipeline. Throws not-found for a name without a definition, and invalid for an invalid cursor or filter.
 */
export function createRunList(store: Store, clock: Clock, waiting: Pick<WaitingRuns, 'told'>) {
  return async (query: RunQuery): Promise<{ items: Run[]; nextCursor: string | null }> => {
    const { job, q, limit, waiting: waits = null } = query
    if (waits === true && query.status !== null && query.status !== 'running') return { items: [], nextCursor: null }
    const status = waits === true ? 'running' : query.status
    const now = clock.now()
    const { conditions, tests, listsInner } = q === null ? everything : readRunFilter(store, q, now)
    const inner = query.inner ?? listsInner
    const of = definitionOf(store, job)
    const filters = [job, status].filter((filter) => filter !== null).length
    const isSearch = conditions.length > 0 || !inner || (job !== null && of.jobId === null) || filters > 1
    const isPicked = waits !== null || tests.length > 0
    const isWanted = (run: Run): boolean =>
      (waits === null || (run.waiting !== undefined) === waits) && tests.every((test) => test(run))
    const found: Run[] = []
    for (let before = beforeOf(store, query.cursor); ; ) {
      const from = isSearch ? Math.max(0, before - stretch) : 0
      const most = Math.max(limit + 1 - found.length, isPicked ? pickedFrom : 0)
      const page = store.runs.list({ status, ...of, conditions, now, inner, from, before, limit: most })
      const told = waiting.told(page)
      found.push(...(isPicked ? told.filter(isWanted) : told))
      before = page.length === most ? (page.at(-1)?.number ?? 0) : from
      if (found.length > limit || before === 0) break
      await new Promise(setImmediate)
    }
    const items = found.slice(0, limit)
    return { items, nextCursor: found.length > limit ? String(items.at(-1)?.number) : null }
  }
}

const everything: RunsByFilter = { conditions: [], tests: [], listsInner: true }

type DefinitionFilter = Pick<RunFilter, 'jobId' | 'flow' | 'pipeline'>

/** A job of that name comes before a flow, and a flow before a pipeline. */
function definitionOf(store: Store, ref: string | null): DefinitionFilter {
  if (ref === null) return { jobId: null }
  const job = store.jobs.seek(ref)
  if (job) return { jobId: job.id }
  const [flow, pipeline] = [store.flows.seek(ref), store.pipelines.seek(ref)]
  if (flow) return { jobId: null, flow: flow.number }
  if (pipeline) return { jobId: null, pipeline: pipeline.number }
  throw new AppError('not-found', `There is no job, flow or pipeline "${ref}".`)
}

function beforeOf(store: Store, cursor: string | null): number {
  if (cursor !== null && !/^\d{1,15}$/.test(cursor))
    throw new AppError('invalid', 'The cursor is not valid. Use the nextCursor of the previous page.', [
      { path: 'cursor', message: 'is not valid' },
    ])
  return Math.min(store.runs.newest() + 1, cursor === null ? Number.POSITIVE_INFINITY : Number(cursor))
}
