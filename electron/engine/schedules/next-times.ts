import { AppError } from '../../../shared/errors.ts'
import { describeSchedule } from '../../../shared/schedule/describe.ts'
import { thinned } from '../../../shared/schedule/moments.ts'
import type { ScheduleRow } from '../store/schedules.ts'
import { nextOccurrence } from './held-occurrences.ts'
import { readMoments, startsOf } from './moments-cache.ts'

export type NextTime = { at: number; schedule: string; text: string }

/** The next times at which these schedules start their job, the earliest first. Paused and disabled ones start nothing. */
export function nextTimes(rows: readonly ScheduleRow[], now: number, count: number): NextTime[] {
  return rows
    .filter(({ enabled, pausedAt, problem }) => enabled && pausedAt === null && problem === null)
    .flatMap((row) => timesOf(row, now, count).map((at) => ({ at, schedule: row.id, text: describeSchedule(row.spec) })))
    .sort((a, b) => a.at - b.at)
    .slice(0, count)
}

function timesOf(row: ScheduleRow, now: number, count: number): number[] {
  const { spec, recordedTo, passed, skips } = row
  const found: number[] = []
  try {
    const moments = thinned({ every: spec.every, moments: readMoments(spec), recordedTo, passed })
    for (let at = nextOccurrence(row, now); at !== null && found.length < count; at = moments.next(at))
      if (at !== skips) found.push(startsOf(row)(at))
  } catch (error) {
    // An expression that this release cannot read: the schedule itself says so.
    if (!(error instanceof AppError)) throw error
  }
  return found
}
