import { AppError } from '../../../shared/errors.ts'
import type { Run } from '../../../shared/model/run.ts'
import { newestFirst, type RunSort } from '../../../shared/model/run-sort.ts'
import type { State } from '../../../shared/run-state.ts'
import type { RunAlternative, RunCondition } from '../store/run-conditions.ts'
import type { Range } from '../store/run-lookups.ts'
import type { Store } from '../store/store.ts'
import { type RunsByFilter, readRunFilter } from './run-filter.ts'
import type { SourceQuery } from './run-source.ts'

/** Which runs a list shows. */
export type RunChoice = {
  status: State | null
  /** The name or id of a job, a flow or a pipeline. */
  job: string | null
  /** The text of a filter. */
  q: string | null
  /** False: without runs within flows. Missing: as the filter says; without a filter, with them. */
  inner?: boolean | undefined
  /** Only runs that wait for a person, a signal, a worker, a time, a paused queue or the concurrency limit; or only the others. */
  waiting?: boolean | null
}

/** `tests`: what the database cannot say. */
export type ReadQuery = SourceQuery & { tests: ((run: Run) => boolean)[] }

/** Since when relative times count, and the newest run that is listed. */
export type Instant = { now: number; newest: number }

/** Throws not-found for a name without a definition, and invalid for an invalid filter. */
export function readRunQuery(store: Store, choice: RunChoice, at: Instant, sort: RunSort = newestFirst): ReadQuery {
  const { status, job, q, waiting = null } = choice
  const { conditions, tests, listsInner } = q === null ? everything : readRunFilter(store, q, at.now)
  const wanted = waiting === true && status === null ? 'running' : status
  const all: RunCondition[] = [
    ...(job === null ? [] : [only(definitionOf(store, job))]),
    ...(wanted === null ? [] : [only({ type: 'column', column: 'status', values: [wanted] })]),
    ...conditions,
    ...((choice.inner ?? listsInner) ? [] : [only({ type: 'outer' })]),
  ]
  return {
    conditions: all,
    tests: [...(waiting === null ? [] : [(run: Run) => (run.waiting !== undefined) === waiting]), ...tests],
    now: at.now,
    sort,
    isReversed: false,
    range: rangeOf(store, all, at),
  }
}

const everything: RunsByFilter = { conditions: [], tests: [], listsInner: true }

const only = (alternative: RunAlternative): RunCondition => ({ isNegated: false, any: [alternative] })

/** A job of that name comes before a flow, and a flow before a pipeline. */
function definitionOf(store: Store, ref: string): RunAlternative {
  const job = store.jobs.seek(ref)
  if (job) return { type: 'column', column: 'job_id', values: [job.id] }
  const [flow, pipeline] = [store.flows.seek(ref), store.pipelines.seek(ref)]
  if (flow) return { type: 'definition', of: 'flow', numbers: [flow.number] }
  if (pipeline) return { type: 'definition', of: 'pipeline', numbers: [pipeline.number] }
  throw new AppError('not-found', `There is no job, flow or pipeline "${ref}".`)
}

/** By so much the clock may have been set back while runs were created. */
const clockSlackMs = 3_600_000

/**
 * The numbers that the conditions on times leave. Numbers follow the time of creation, which is never after the start, and no
 * longer before it than the longest wait.
 */
function rangeOf(store: Store, conditions: readonly RunCondition[], { newest }: Instant): SourceQuery['range'] {
  const range = { from: 0, before: newest + 1 }
  for (const { isNegated, any } of conditions) {
    const [time] = any
    if (isNegated || any.length !== 1 || time?.type !== 'measure') continue
    if (time.measure !== 'started' && time.measure !== 'ended') continue
    const { from, to } = time.bounds
    if (to !== null) range.before = Math.min(range.before, store.recentRuns.firstSince(to + clockSlackMs, newest))
    if (from !== null) {
      const longest = longestDelay(store) + (time.measure === 'ended' ? longestOf(store, 'duration') : 0)
      range.from = Math.max(range.from, store.recentRuns.firstSince(from - longest - clockSlackMs, newest))
    }
  }
  return range
}

/** Between the creation of a run and its start: a retried run was queued again in between. */
const longestDelay = (store: Store): number => longestOf(store, 'wait') + longestOf(store, 'retry')

const longestOf = (store: Store, of: Range): number => store.runLists.ordered(of, null, true, 1)[0]?.value ?? 0
