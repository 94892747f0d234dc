/** A plain reference implementation of cron times across clock changes, minute by minute, to compare schedules with. */

const minute = 60_000
const hour = 60 * minute
/**
 * Longer jumps are corrections of the clock, not changes to or from summer time: whole days that a zone leaves out have no
 * times.
 */
export const longestChange = 3 * hour

export type Matcher = { text: string; has(value: number): boolean }
export type Expression = Record<'minute' | 'hour' | 'day' | 'month' | 'weekday', Matcher>

export const textOf = ({ minute, hour, day, month, weekday }: Expression): string =>
  [minute, hour, day, month, weekday].map(({ text }) => text).join(' ')

/** The local time of a zone, as if it were UTC. */
export function wallOf(zone: string): (at: number) => number {
  const format = new Intl.DateTimeFormat('en', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  })
  return (at) => {
    const parts = Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, Number(value)]))
    const { year = 0, month = 1, day, hour, minute, second } = parts
    return Date.UTC(year, month - 1, day, hour, minute, second)
  }
}

function matches({ minute, hour, day, month, weekday }: Expression, wall: number): boolean {
  const at = new Date(wall)
  const [isDay, isWeekday] = [day.has(at.getUTCDate()), weekday.has(at.getUTCDay())]
  const either = !day.text.startsWith('*') && !weekday.text.startsWith('*')
  return (
    minute.has(at.getUTCMinutes()) &&
    hour.has(at.getUTCHours()) &&
    month.has(at.getUTCMonth() + 1) &&
    (either ? isDay || isWeekday : isDay && isWeekday)
  )
}

/** `walls` are the local times of each minute from `from` on. Returns the instants of its occurrences among them. */
export function referenceOccurrences(expression: Expression, walls: number[], from: number): number[] {
  const goesByRealTime = expression.minute.text.startsWith('*') || expression.hour.text.startsWith('*')
  const seen = new Map<number, number>()
  const found: number[] = []
  for (const [index, wall] of walls.entries()) {
    const at = from + index * minute
    const jump = index === 0 ? 0 : wall - (walls[index - 1] ?? wall) - minute
    const isRepeated = at - (seen.get(wall) ?? Number.NEGATIVE_INFINITY) <= longestChange
    if (!seen.has(wall)) seen.set(wall, at)
    const skipped = jump > 0 && jump <= longestChange ? jump / minute : 0
    const wasSkipped = Array.from({ length: skipped }, (_, n) => wall - (n + 1) * minute).some((wall) =>
      matches(expression, wall),
    )
    if (goesByRealTime ? matches(expression, wall) : (matches(expression, wall) && !isRepeated) || wasSkipped) found.push(at)
  }
  return found
}
