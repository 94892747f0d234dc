import { percentile } from './usual.ts'

/** A shorter wait is no reason to look at the queue, however fast it grows. */
const leastMs = 60_000
/** The wait has to rise three hours in a row. */
const hoursCompared = 4

/** The 95th percentile of waits; null if there are none. */
export const waitP95 = (waits: readonly number[]): number | null =>
  waits.length === 0
    ? null
    : percentile(
        waits.toSorted((a, b) => a - b),
        0.95,
      )

/**
 * The hourly 95th percentiles of the wait that show that it grows, oldest first; null if it does not. `hours` end with the
 * current one, which does not count while nothing has started in it.
 */
export function growingWait(hours: readonly (number | null)[]): number[] | null {
  const known = hours.at(-1) === null ? hours.slice(0, -1) : hours
  const last = known.slice(-hoursCompared)
  if (last.length < hoursCompared || last.some((each) => each === null)) return null
  const waits = last as number[]
  const rises = waits.every((wait, index) => index === 0 || wait > (waits[index - 1] ?? 0))
  return rises && (waits.at(-1) ?? 0) > leastMs ? waits : null
}
