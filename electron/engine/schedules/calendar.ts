import type { Occurrence, Upcoming } from '../../../shared/model/schedule.ts'
import type { Settings } from '../../../shared/model/settings.ts'
import type { OccurrenceReason } from '../../../shared/occurrence-state.ts'
import type { Clock } from '../base/clock.ts'
import type { ScheduleRow } from '../store/schedules.ts'
import type { Store } from '../store/store.ts'
import { createOutlook, daysBetween, type Reach } from './upcoming.ts'

/** The most entries of each kind in one calendar, and the most schedules to compute them for. */
const most = 5_000
/** Schedules that are computed at once, so that other work can run in between. */
const atOnce = 5

const ownZone = new Intl.DateTimeFormat().resolvedOptions().timeZone

export type Calendar = {
  occurrences: Occurrence[]
  upcoming: Upcoming[]
  /** False: frequent schedules are cut off. */
  complete: boolean
}

type Computed = { items: Upcoming[]; isWhole: boolean }

/**
 * The outcomes of past occurrences of a range, the occurrences that a pause skips, and the future ones: on each day of a zone
 * one by one, or the first with their number.
 */
export function createCalendar(store: Store, clock: Pick<Clock, 'now'>, settings: () => Pick<Settings, 'paused'>) {
  async function compute(rows: ScheduleRow[], days: [number, number][], reach: Reach): Promise<Computed> {
    const outlook = createOutlook(rows.length, days, most, store.jobs.conditions)
    const each: Upcoming[][] = []
    for (const [index, row] of rows.entries()) {
      each.push(outlook.of(row, reach))
      if (index % atOnce === atOnce - 1) await new Promise(setImmediate)
    }
    const items = fairly(each, most)
    return { items, isWhole: rows.length < most && items.length === each.flat().length }
  }

  return async (from: number, to: number, zone = ownZone): Promise<Calendar> => {
    const now = clock.now()
    const { paused } = settings()
    const allPausedUntil = paused === null ? 0 : (paused.until ?? Number.POSITIVE_INFINITY)
    const daysOf = (first: number, last: number) => (first > last ? [] : daysBetween(first, last, zone))
    const coming = daysOf(Math.max(from, now, allPausedUntil), to)
    const allPaused = daysOf(Math.max(from, now), Math.min(to, allPausedUntil - 1))
    const soon = coming.length + allPaused.length > 0 ? store.schedules.soon(to, most) : []
    const pausedRows = store.schedules.page(0, most).filter(({ pausedAt }) => pausedAt !== null)
    const recorded = store.occurrences.between(from, to, most + 1)
    const upcoming = await compute(soon, coming, 'upcoming')
    const skipped = await compute(soon, allPaused, 'upcoming')
    const held = await compute(pausedRows, daysOf(Math.max(from, firstUnrecorded(pausedRows)), to), 'paused')
    return {
      occurrences: [
        ...recorded.slice(0, most),
        ...held.items.map((entry) => skippedBy(entry, 'paused', now)),
        ...skipped.items.map((entry) => skippedBy(entry, 'all-paused', now)),
      ],
      upcoming: upcoming.items.sort((a, b) => a.dueAt - b.dueAt),
      complete: recorded.length <= most && [upcoming, skipped, held].every(({ isWhole }) => isWhole),
    }
  }
}

/** The time up to which all of these schedules have records; without any, there is nothing to look for. */
const firstUnrecorded = (rows: ScheduleRow[]): number =>
  rows.reduce((first, { recordedTo }) => Math.min(first, recordedTo), Number.POSITIVE_INFINITY)

const skippedBy = (
  { scheduleId, jobId, job, dueAt, count, isCut }: Upcoming,
  reason: OccurrenceReason,
  now: number,
): Occurrence => ({
  ...{ scheduleId, jobId, job, dueAt, lastAt: dueAt, count: isCut ? null : count },
  ...{ outcome: 'skipped', reason, recordedAt: now, run: null, madeUp: 0 },
})

/** At most so many entries of all lists. Only the longest are cut, so that a frequent schedule never hides a daily one. */
export function fairly<T>(lists: T[][], limit: number): T[] {
  const byLength = lists.toSorted((a, b) => a.length - b.length)
  const taken: T[] = []
  for (const [index, list] of byLength.entries())
    taken.push(...list.slice(0, Math.floor((limit - taken.length) / (byLength.length - index))))
  return taken
}
