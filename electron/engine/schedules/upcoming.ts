import type { Conditions } from '../../../shared/model/conditions.ts'
import type { Upcoming } from '../../../shared/model/schedule.ts'
import { dayMs, instantOf, wallOf } from '../../../shared/schedule/local-time.ts'
import { thinned } from '../../../shared/schedule/moments.ts'
import type { ScheduleRow } from '../store/schedules.ts'
import { readMoments, startsOf } from './moments-cache.ts'

/** The most occurrences of one schedule on one day that are listed one by one; more are one entry with their number. */
const listedADay = 8
/** This many are counted one by one; further ones become "more". */
const countedMost = 200
/** The most times that one answer computes. Beyond that, only the first occurrence of a day is listed. */
const askedMost = 30_000

const hourMs = 3_600_000

/** Occurrences that will be started, or those of a pause that have no record yet and will not be. */
export type Reach = 'upcoming' | 'paused'

/** The days of a zone between two instants, as [first, last] millisecond of each. */
export function daysBetween(from: number, to: number, zone: string): [number, number][] {
  const days: [number, number][] = []
  for (let at = from; at <= to; ) {
    const wall = wallOf(at, zone)
    const next = Math.max(at + 1, instantOf(wall - (((wall % dayMs) + dayMs) % dayMs) + dayMs, zone))
    days.push([at, Math.min(to, next - 1)])
    at = next
  }
  return days
}

/** Computes upcoming occurrences, with a limit of work per answer. `most`: entries of all schedules together. */
export function createOutlook(
  rows: number,
  days: [number, number][],
  most: number,
  conditionsOf: (jobId: string) => Conditions | null,
) {
  const listed = Math.min(listedADay, Math.max(1, Math.floor(most / Math.max(1, rows * days.length))))
  let asked = 0

  type Coming = { row: ScheduleRow; conditions: Conditions | null; next: (after: number) => number | null }

  function ofDay({ row, conditions, next }: Coming, [from, to]: [number, number]): Upcoming[] {
    const { id, jobId, job, name, skips } = row
    const entry = (dueAt: number): Upcoming => ({
      scheduleId: id,
      jobId,
      job,
      name,
      dueAt,
      startsAt: startsOf(row)(dueAt),
      count: 1,
      isCut: false,
      everyMs: null,
      conditions,
    })
    const found: number[] = []
    let at = next(from - 1)
    for (; at !== null && at <= to && found.length < listed; at = next(at)) if (at !== skips) found.push(at)
    const [first] = found
    if (at === null || at > to || first === undefined) return found.map(entry)
    const { count, isCut } = countFrom(row, next, at, to, asked < askedMost ? countedMost : 1)
    const skipped = skips !== null && skips >= at && skips <= to ? 1 : 0
    return [{ ...entry(first), count: found.length + count - skipped, isCut, everyMs: evenInterval([...found, at]) }]
  }

  return {
    /** The occurrences of a schedule on each of the days. */
    of(row: ScheduleRow, reach: Reach): Upcoming[] {
      const next = reach === 'upcoming' ? nextOf(row) : nextPausedOf(row)
      const counting = (after: number): number | null => {
        asked++
        return next(after)
      }
      const coming = { row, conditions: conditionsOf(row.jobId), next: counting }
      return days.flatMap((day) => ofDay(coming, day))
    },
  }
}

/** The time between moments that follow each other evenly; null if they do not, or are too few to tell. */
function evenInterval(moments: number[]): number | null {
  const steps = moments.slice(1).map((at, index) => at - (moments[index] ?? 0))
  const [first = null, ...others] = steps
  return others.length > 0 && others.every((step) => step === first) ? first : null
}

function nextOf(row: ScheduleRow): (after: number) => number | null {
  const { spec, recordedTo, passed, problem, jobEnabled, pausedAt, pausedUntil } = row
  if (problem !== null || !jobEnabled || (pausedAt !== null && pausedUntil === null)) return () => null
  const moments = thinned({ every: spec.every, moments: readMoments(spec), recordedTo, passed })
  return (after) => moments.next(Math.max(after, recordedTo, pausedUntil ?? 0))
}

function nextPausedOf({ spec, recordedTo, passed, problem, enabled, jobEnabled, pausedUntil }: ScheduleRow) {
  if (problem !== null || !enabled || !jobEnabled) return () => null
  const moments = thinned({ every: spec.every, moments: readMoments(spec), recordedTo, passed })
  return (after: number): number | null => {
    const at = moments.next(Math.max(after, recordedTo))
    return at === null || (pausedUntil !== null && at > pausedUntil) ? null : at
  }
}

type Count = { count: number; isCut: boolean }

/** The number of occurrences from one of them up to an instant. */
function countFrom(
  { spec }: ScheduleRow,
  next: (after: number) => number | null,
  first: number,
  to: number,
  most: number,
): Count {
  const isPlain = spec.every === 1 && spec.window === null && spec.daysOff.length === 0
  if (isPlain && spec.timing.kind === 'every') return { count: Math.floor((to - first) / spec.timing.ms) + 1, isCut: false }
  let count = 0
  let walked = 0
  /** In an expression, every hour with occurrences has the same number of them. */
  let anHour: number | null = null
  const isHourly = isPlain && spec.timing.kind === 'cron'
  for (let at: number | null = first; at !== null && at <= to; ) {
    const wall = wallOf(at, spec.tz)
    const begins = at - (((wall % hourMs) + hourMs) % hourMs)
    const isWhole =
      isHourly &&
      begins >= first &&
      begins + hourMs - 1 <= to &&
      wallOf(begins + hourMs, spec.tz) - wallOf(begins, spec.tz) === hourMs
    if (isWhole && anHour !== null) {
      count += anHour
      at = next(begins + hourMs - 1)
      continue
    }
    const before = count
    const end = isWhole ? begins + hourMs - 1 : Math.min(to, begins + hourMs - 1)
    for (; at !== null && at <= end; at = next(at)) {
      if (walked++ >= most) return { count, isCut: true }
      count++
    }
    if (isWhole) anHour = count - before
  }
  return { count, isCut: false }
}
