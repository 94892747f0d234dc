/** What clocks on the wall of a zone show, without a library: days and times of day. */

const formats = new Map<string, Intl.DateTimeFormat>()

function formatOf(zone: string): Intl.DateTimeFormat {
  let format = formats.get(zone)
  if (!format) {
    format = new Intl.DateTimeFormat('en-US', { timeZone: zone, timeZoneName: 'longOffset' })
    formats.set(zone, format)
  }
  return format
}

/** By how many milliseconds the clocks of a zone are ahead of UTC at an instant. Throws a RangeError for an unknown zone. */
export function offsetOf(at: number, zone: string): number {
  const [, sign, hours, minutes, seconds] = /GMT(?:([+-])(\d+):(\d+)(?::(\d+))?)?$/.exec(formatOf(zone).format(at)) ?? []
  const ahead = (Number(hours ?? 0) * 3_600 + Number(minutes ?? 0) * 60 + Number(seconds ?? 0)) * 1_000
  return sign === '-' ? -ahead : ahead
}

export function isZone(zone: string): boolean {
  try {
    return formatOf(zone) !== undefined
  } catch {
    return false
  }
}

/** The wall clock at an instant, as the milliseconds that UTC would need to show the same. */
export const wallOf = (at: number, zone: string): number => at + offsetOf(at, zone)

export const dayMs = 86_400_000

/** The date that a wall clock shows. */
export const dateOf = (wall: number): string => new Date(wall).toISOString().slice(0, 10)

/** The first instant at which the wall clock has reached that. */
export function instantOf(wall: number, zone: string): number {
  // No zone is further than 26 hours from UTC; in between, the clock is set at most once or twice.
  let [before, after] = [wall - 26 * 3_600_000, wall + 26 * 3_600_000]
  const guesses = [wall - (wallOf(wall, zone) - wall)]
  guesses.push(wall - (wallOf(guesses[0] ?? wall, zone) - (guesses[0] ?? wall)))
  for (const guess of guesses.sort((a, b) => a - b))
    if (wallOf(guess, zone) >= wall && wallOf(guess - 1, zone) < wall) return guess
  // A wall that was never shown: found by halving.
  while (after - before > 1) {
    const middle = Math.floor((before + after) / 2)
    if (wallOf(middle, zone) >= wall) after = middle
    else before = middle
  }
  return after
}
