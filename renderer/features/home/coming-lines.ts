import type { Upcoming } from '../../../shared/model/schedule.ts'

export type ComingLine = {
  key: string
  scheduleId: string
  job: string
  /** When the first of them starts. */
  at: number
  count: number
  isCut: boolean
  everyMs: number | null
}

/** A schedule with more occurrences than this in an hour is one line. */
const mostInAnHour = 3
const hourMs = 3_600_000

/** The lines of a list of upcoming occurrences, soonest first: a schedule that is due often has only one. */
export function comingLines(upcoming: Upcoming[]): ComingLine[] {
  const bySchedule = [...Map.groupBy(upcoming, ({ scheduleId }) => scheduleId).values()]
  return bySchedule.flatMap(linesOf).sort((a, b) => a.at - b.at || a.job.localeCompare(b.job))
}

function linesOf(entries: Upcoming[]): ComingLine[] {
  const lines = entries.toSorted((a, b) => a.startsAt - b.startsAt).map(lineOf)
  const [first] = lines
  const isFrequent = lines.some(({ count }) => count > 1) || areDense(lines)
  if (!first || !isFrequent) return lines
  const counted = lines.find(({ everyMs }) => everyMs !== null)
  return [
    {
      ...first,
      count: lines.reduce((sum, { count }) => sum + count, 0),
      isCut: lines.some(({ isCut }) => isCut),
      everyMs: counted?.everyMs ?? null,
    },
  ]
}

const lineOf = ({ scheduleId, job, startsAt, count, isCut, everyMs }: Upcoming): ComingLine => ({
  key: `${scheduleId} ${startsAt}`,
  scheduleId,
  job,
  at: startsAt,
  count,
  isCut,
  everyMs,
})

const areDense = (lines: ComingLine[]): boolean =>
  lines.some(({ at }, index) => (lines[index + mostInAnHour]?.at ?? Number.POSITIVE_INFINITY) - at < hourMs)
