import type { Conditions } from '../../../shared/model/conditions.ts'
import type { Upcoming } from '../../../shared/model/schedule.ts'
import { naturalOrder } from '../../../shared/natural-order.ts'

export type ComingLine = {
  key: string
  scheduleId: string
  job: string
  /** When the first of them starts. */
  at: number
  count: number
  isCut: boolean
  everyMs: number | null
  conditions: Conditions | null
}

/** A schedule with more occurrences than this is one line: it would hide the others. */
const mostLines = 3

/** The lines of a list of upcoming occurrences, soonest first: a schedule that is due often has only one. */
export function comingLines(upcoming: Upcoming[]): ComingLine[] {
  const bySchedule = [...Map.groupBy(upcoming, ({ scheduleId }) => scheduleId).values()]
  return bySchedule.flatMap(linesOf).sort((a, b) => a.at - b.at || naturalOrder(a.job, b.job))
}

function linesOf(entries: Upcoming[]): ComingLine[] {
  const lines = entries.toSorted((a, b) => a.startsAt - b.startsAt).map(lineOf)
  const [first] = lines
  const count = lines.reduce((sum, line) => sum + line.count, 0)
  if (!first || count <= mostLines) return lines
  const counted = lines.find(({ everyMs }) => everyMs !== null)
  return [
    {
      ...first,
      count,
      isCut: lines.some(({ isCut }) => isCut),
      everyMs: counted?.everyMs ?? evenInterval(lines),
    },
  ]
}

const lineOf = ({ scheduleId, job, startsAt, count, isCut, everyMs, conditions }: Upcoming): ComingLine => ({
  key: `${scheduleId} ${startsAt}`,
  scheduleId,
  job,
  at: startsAt,
  count,
  isCut,
  everyMs,
  conditions,
})

/** The time between lines that follow each other evenly; null if they do not, or stand for several each. */
function evenInterval(lines: ComingLine[]): number | null {
  const steps = lines.slice(1).map(({ at }, index) => at - (lines[index]?.at ?? 0))
  const [first = null] = steps
  return lines.every(({ count }) => count === 1) && steps.every((step) => step === first) ? first : null
}
