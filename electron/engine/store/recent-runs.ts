import type { State } from '../../../shared/run-state.ts'
import type { Db } from './db.ts'

/** A run that started and that no flow started within another. */
export type RecentRun = {
  number: number
  jobId: string | null
  status: State
  createdAt: number
  startedAt: number
  endedAt: number | null
}

/** Runs by number, for statistics of the newest ones. */
export function createRecentRuns(db: Db) {
  const next = db.prepare('SELECT number, created_at AS createdAt FROM run WHERE number >= ? ORDER BY number LIMIT 1')
  const between = db.prepare(
    `SELECT number, job_id AS jobId, status, created_at AS createdAt, started_at AS startedAt, ended_at AS endedAt FROM run
     WHERE number >= ? AND number < ? AND started_at >= ? AND parent IS NULL AND test = 0`,
  )

  return {
    /**
     * The first number up to `newest` of a run that was created at a time or later; `newest + 1` if there is none. Numbers
     * follow the time of creation, so that a few rows are enough to find it.
     */
    firstSince(at: number, newest: number): number {
      let [low, high] = [1, newest + 1]
      while (low < high) {
        const middle = Math.floor((low + high) / 2)
        const found = next.get(middle) as { number: number; createdAt: number } | undefined
        if (!found || found.createdAt >= at) high = middle
        else low = found.number + 1
      }
      return low
    },
    /** When the first run with this number or a greater one was created; null if there is none. */
    nextCreatedAt: (number: number): number | null => (next.get(number) as { createdAt: number } | undefined)?.createdAt ?? null,
    /** Those with a number from `from` to below `before` that started at `since` or later. */
    between: (from: number, before: number, since: number): RecentRun[] => between.all(from, before, since) as RecentRun[],
  }
}
