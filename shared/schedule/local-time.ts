/** What clocks on the wall of a zone show, without a library: days and times of day. */

const formats = new Map<string, Intl.DateTimeFormat>()

function formatOf(zone: string): Intl.DateTimeFormat {
  let format = formats.get(zone)
  if (!format) {
    format = new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      hourCycle: 'h23',
      era: 'short',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    })
    formats.set(zone, format)
  }
  return format
}

export function isZone(zone: string): boolean {
  try {
    return formatOf(zone) !== undefined
  } catch {
    return false
  }
}

/** The wall clock at an instant, as the milliseconds that UTC would need to show the same. */
export function wallOf(at: number, zone: string): number {
  const part: Record<string, number> = {}
  for (const { type, value } of formatOf(zone).formatToParts(at)) part[type] = Number(value)
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = part
  return Date.UTC(year, month - 1, day, hour, minute, second) + (((at % 1_000) + 1_000) % 1_000)
}

export const dayMs = 86_400_000

/** The date that a wall clock shows. */
export const dateOf = (wall: number): string => new Date(wall).toISOString().slice(0, 10)

/** The first instant at which the wall clock has reached that. */
export function instantOf(wall: number, zone: string): number {
  // Further from UTC than 26 hours is no zone; between the two the clock is set at most once or twice.
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
