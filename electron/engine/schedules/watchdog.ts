import type { Clock } from '../base/clock.ts'
import type { Log } from '../base/log.ts'
import type { ScheduleRow } from '../store/schedules.ts'
import type { Store } from '../store/store.ts'
import { readMoments } from './moments-cache.ts'

/** Schedules that one check verifies; when an occurrence counts as missing, and for how long it is searched. */
const atOnce = 10
const forgottenMs = 120_000
const backMs = 86_400_000

type Parts = { store: Store; clock: Clock; log: Log; setNextDue: (row: ScheduleRow, now: number) => void }

/** Compares due occurrences with the records, a few schedules at a time, and reports each one without an outcome once. */
export function createWatchdog({ store, clock, log, setNextDue }: Parts) {
  /** The newest reported occurrence, by the number of its schedule. */
  const told = new Map<number, number>()
  let after = 0

  /** The newest occurrence that should have a record by now, and has none. */
  function forgottenOf(row: ScheduleRow, now: number): number | null {
    const { number, spec, enabled, pausedAt, problem, createdAt, updatedAt } = row
    if (!enabled || pausedAt !== null || problem !== null || spec.every > 1) return null
    try {
      const from = Math.max(updatedAt, createdAt, store.occurrences.prunedTo(), now - backMs)
      const found = readMoments(spec).last(now - forgottenMs - spec.jitterMs, from)
      return found === null || store.occurrences.covers(number, found) ? null : found
    } catch {
      return null
    }
  }

  async function tell(row: ScheduleRow, dueAt: number): Promise<void> {
    log.error('an occurrence of a schedule has no outcome', { schedule: row.id, dueAt })
    await store.submit('report a missing outcome', () => {
      const now = clock.now()
      const data = { jobId: row.jobId, dueAt }
      store.events.append({ at: now, noun: 'schedule', id: row.id, type: 'no outcome', data })
      // An occurrence that was never recorded is due at once. One that was recorded does not run again, and stays missed.
      const fresh = store.schedules.byNumber(row.number)
      if (!fresh) return
      if (fresh.recordedTo < dueAt) return setNextDue(fresh, now)
      const occurrence = { schedule: row.number, dueAt, lastAt: dueAt, count: 1, outcome: 'missed', reason: 'forgotten' } as const
      store.occurrences.put({ ...occurrence, run: null, now }, Number.NaN)
    })
  }

  return {
    async look(now: number): Promise<void> {
      const rows = store.schedules.page(after, atOnce)
      after = rows.length < atOnce ? 0 : (rows.at(-1)?.number ?? 0)
      for (const row of rows) {
        const forgotten = forgottenOf(row, now)
        if (forgotten === null || told.get(row.number) === forgotten) continue
        told.set(row.number, forgotten)
        await tell(row, forgotten)
      }
    },
  }
}
