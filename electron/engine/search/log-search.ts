import { join } from 'node:path'
import { AppError } from '../../../shared/errors.ts'
import type { TextQuery } from '../../../shared/log/text-pattern.ts'
import type { FoundLine, FoundRun, LogSearchEvent } from '../../../shared/model/found-run.ts'
import type { LogGone } from '../../../shared/model/log.ts'
import type { Run } from '../../../shared/model/run.ts'
import type { Clock } from '../base/clock.ts'
import type { Log } from '../base/log.ts'
import type { WaitingRuns } from '../runs/runs.ts'
import type { LogOfRun } from '../store/attempts.ts'
import type { Store } from '../store/store.ts'
import { logsOfRuns, nodeNames, type RunLogs } from './logs-of-run.ts'
import { createProgress, type Progress } from './progress.ts'
import { createRunWalk, type RunWalk } from './walk-runs.ts'

/** Runs that are searched ahead of the one whose result comes next, and logs of one run. */
const ahead = 128
const logsAhead = 128
const progressMs = 250

type Excerpt = Omit<FoundLine, 'node' | 'attempt'>
type Answer = { count: number; lines: Excerpt[]; bytes: number | null; gone: LogGone | null } | 'silent'
type LogSearcher = {
  search(log: { path: string; ended: boolean; size: number | null; printed: boolean; lines: number }): Promise<Answer>
  close(): Promise<void>
}
/** Searches single logs, in threads. `open` throws `invalid` for an invalid regular expression. */
export type Searches = { open(query: Required<TextQuery>): LogSearcher }

/** `before`: only runs with a lower number. `limit`: runs with the text; `lines`: of each. */
export type LogSearchOrder = Required<TextQuery> & { q: string; before: number | null; limit: number; lines: number }

type Parts = {
  store: Store
  clock: Clock
  log: Log
  dataFolder: string
  waiting: Pick<WaitingRuns, 'told'>
}

/** Searches the logs of many runs, newest first. Throws `invalid` for an invalid filter or text. Nothing goes on once its reader is gone. */
export function createLogSearch({ store, clock, log, dataFolder, waiting }: Parts, searches: Searches) {
  /** All logs of a run. Whatever cannot be read is skipped. */
  async function searchRun(
    { run, logs }: RunLogs,
    searcher: LogSearcher,
    wanted: number,
    progress: Progress,
    stop: AbortSignal,
  ): Promise<FoundRun> {
    const found: FoundRun = { run: shown(run), lines: [], count: 0 }
    const pending: { log: LogOfRun; answer: Promise<Answer | AppError | null> }[] = []
    let names: ReturnType<typeof nodeNames> | null = null
    const placeOf = ({ nodeKey, number: attempt }: LogOfRun) => ({ node: (names ??= nodeNames(store, run))(nodeKey), attempt })

    async function first(): Promise<void> {
      const next = pending.shift()
      const answer = await next?.answer
      if (!next || answer === undefined || stop.aborted) return
      const place = () => ({ run: run.number, ...placeOf(next.log) })
      if (answer instanceof AppError)
        return progress.skippedLog({ ...place(), why: answer.issues?.[0]?.message ?? answer.message })
      progress.searchedLog(answer)
      if (answer === null || answer === 'silent') return
      if (answer.gone !== null) progress.missingLog({ ...place(), ...answer.gone })
      if (answer.count === 0) return
      found.count += answer.count
      const lines = answer.lines.slice(0, wanted - found.lines.length)
      found.lines.push(...lines.map((line) => ({ ...placeOf(next.log), ...line })))
    }

    for (const log of logs) {
      const { logPath, ended, size, printed } = log
      const order = { path: join(dataFolder, logPath), ended, size, printed, lines: wanted }
      pending.push({ log, answer: searcher.search(order).catch(unreadable) })
      if (pending.length >= logsAhead) await first()
      if (stop.aborted) return found
    }
    while (pending.length > 0) await first()
    return found
  }

  /** A pattern that takes too long in one log may be quick in all others. */
  function unreadable(error: unknown): AppError | null {
    if (error instanceof AppError) return error
    log.debug('could not search a log', { error })
    return null
  }

  return (order: LogSearchOrder, abort: AbortSignal | undefined): AsyncGenerator<LogSearchEvent> => {
    const { q, before, limit, lines, ...query } = order
    const walk = createRunWalk(store, waiting, q, before, clock.now())
    const searcher = searches.open(query)
    const progress = createProgress(clock, progressMs)
    const stop = createStop(abort, searcher)
    const search = (one: RunLogs) => searchRun(one, searcher, lines, progress, stop.signal)
    const logsOf = (runs: Run[]) => logsOfRuns(store, runs)
    return events({ walk, logsOf, search, progress, stop, limit, ticks: createTicks(clock, progressMs) })
  }
}

type Search = {
  walk: RunWalk
  logsOf(runs: Run[]): Iterable<RunLogs>
  search(one: RunLogs): Promise<FoundRun>
  progress: Progress
  stop: ReturnType<typeof createStop>
  limit: number
  ticks: ReturnType<typeof createTicks>
}

async function* events(search: Search): AsyncGenerator<LogSearchEvent> {
  const { walk, progress, stop, limit } = search
  walk.count(stop.signal).then(progress.counted, () => {})
  let next: number | null = null
  try {
    for await (const found of results(search)) {
      if (stop.signal.aborted) return
      if (found) {
        progress.searchedRun(found)
        if (found.count > 0) yield { type: 'found', ...found }
        if (progress.foundRuns() === limit) next = found.run.number
      }
      if (next !== null) break
      if (stop.signal.aborted) return
      if (progress.isDue()) yield { type: 'progress', ...progress.now() }
    }
    if (!stop.signal.aborted) yield { type: 'end', ...progress.now(), next }
  } finally {
    search.ticks.stop()
    await stop.end()
  }
}

/** What each run has, in their order; null now and then, so that progress can be reported. */
async function* results({ walk, logsOf, search, stop, ticks }: Search): AsyncGenerator<FoundRun | null> {
  const pending: Promise<FoundRun>[] = []
  async function* first(): AsyncGenerator<FoundRun | null> {
    const next = pending.shift()
    for (let found: FoundRun | null = null; next && found === null; yield found) {
      found = await Promise.race([next, ticks.next()])
      if (stop.signal.aborted) return
    }
  }
  for await (const runs of walk.portions()) {
    yield null
    for (const one of logsOf(runs)) {
      if (stop.signal.aborted) return
      const found = search(one)
      // The caller that waits for the search gets the error.
      found.catch(() => {})
      pending.push(found)
      if (pending.length >= ahead) yield* first()
    }
  }
  while (pending.length > 0) yield* first()
}

/** Ends the threads when the reader is gone, also while nobody waits for the next event. */
function createStop(abort: AbortSignal | undefined, searcher: LogSearcher) {
  const own = new AbortController()
  const end = async (): Promise<void> => {
    abort?.removeEventListener('abort', end)
    own.abort()
    await searcher.close()
  }
  abort?.addEventListener('abort', end)
  if (abort?.aborted) own.abort()
  return { signal: own.signal, end }
}

/** Resolves every so often, for whoever waits then: a promise that lasts would keep everybody who waited for it in memory. */
function createTicks(clock: Clock, ms: number) {
  let wake: (result: null) => void = () => {}
  const renewed = (): Promise<null> =>
    new Promise((resolve) => {
      wake = resolve
    })
  let tick = renewed()
  function renew(): void {
    wake(null)
    tick = renewed()
    cancel = clock.after(ms, renew)
  }
  let cancel = clock.after(ms, renew)
  return { next: () => tick, stop: (): void => cancel() }
}

const shown = ({ id, number, title, status, reason, startedAt, createdAt }: Run): FoundRun['run'] => ({
  ...{ id, number, title, status, reason, startedAt, createdAt },
})
