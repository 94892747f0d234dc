import type { Run } from '../../../shared/model/run.ts'
import { type RunsByFilter, readRunFilter, type WaitingRuns } from '../runs/runs.ts'
import type { Store } from '../store/store.ts'

/** The most run numbers that one read looks at, and the most runs that it gives: others have their turn in between. */
const stretch = 10_000
const atOnce = 200
/** Counted one by one up to here; of more, people need no exact number. */
const mostCounted = 10_000
const mostLooked = 200_000

export type RunWalk = ReturnType<typeof createRunWalk>

/** The runs that match a filter, with those within flows unless the filter leaves them out. Throws `invalid` for an invalid filter. */
export function createRunWalk(store: Store, waiting: Pick<WaitingRuns, 'told'>, q: string, before: number | null, now: number) {
  const { conditions, tests }: RunsByFilter = readRunFilter(store, q, now)
  const first = Math.min(store.runs.newest() + 1, before ?? Number.POSITIVE_INFINITY)
  const base = { status: null, jobId: null, conditions, now, inner: true }

  function matching(from: number, below: number, limit: number): { runs: Run[]; next: number } {
    const page = store.runs.list({ ...base, from, before: below, limit })
    const runs = tests.length === 0 ? page : waiting.told(page).filter((run) => tests.every((test) => test(run)))
    return { runs, next: page.length === limit ? (page.at(-1)?.number ?? 0) : from }
  }

  return {
    /** Portions of runs, newest first; an empty one where none of a stretch of the history matches. */
    async *portions(): AsyncGenerator<Run[]> {
      for (let below = first; below > 0; ) {
        const { runs, next } = matching(Math.max(0, below - stretch), below, atOnce)
        yield runs
        below = next
        await new Promise(setImmediate)
      }
    },
    /** `isPart`: there are more, or there may be. */
    async count(abort: AbortSignal): Promise<{ count: number; isPart: boolean }> {
      let count = 0
      for (let below = first; below > 0 && !abort.aborted; ) {
        if (first - below >= mostLooked) return { count, isPart: true }
        const from = Math.max(0, below - stretch)
        const filter = { ...base, from, before: below, limit: mostCounted + 1 - count }
        count += tests.length === 0 ? store.runs.countListed(filter) : matching(from, below, stretch).runs.length
        if (count > mostCounted) return { count: mostCounted, isPart: true }
        below = from
        await new Promise(setImmediate)
      }
      return { count, isPart: false }
    },
  }
}
