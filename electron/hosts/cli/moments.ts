import { months } from '../../../shared/day-and-time.ts'
import { AppError } from '../../../shared/errors.ts'
import { dateOf, dayMs, instantOf, wallOf } from '../../../shared/schedule/local-time.ts'

const units: Record<string, number> = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 }

/** Reads a duration such as 90s, 15m or 1h30m; a number alone is one of seconds. */
export function durationOf(text: string): number {
  if (/^\d+(\.\d+)?$/.test(text)) return Math.round(Number(text) * 1_000)
  const parts = [...text.matchAll(/(\d+(?:\.\d+)?)([smhd])/g)]
  if (parts.length === 0 || parts.map(([part]) => part).join('') !== text)
    throw new AppError('invalid', `Could not read the duration "${text}": write it like 90s, 15m, 1h30m or 2d.`)
  return Math.round(parts.reduce((sum, [, count, unit]) => sum + Number(count) * (units[unit ?? ''] ?? 0), 0))
}

/** Reads an instant with its offset, or a date and time in a zone: `2026-12-24 18:30`, or as `lf` prints it. */
export function momentIn(text: string, zone: string, now = Date.now()): number {
  const [, day, clock = '00:00'] = /^(.*?)(?:[T ](\d\d:\d\d(?::\d\d)?))?$/.exec(text.trim()) ?? []
  const date = dateIn(day ?? '', zone, now)
  // Date.parse would read other forms too, but takes a date without a year for one in 2001.
  const at = date !== null ? Date.parse(`${date}T${clock}Z`) : /^\d{4}-/.test(text) ? Date.parse(text) : Number.NaN
  if (!Number.isFinite(at))
    throw new AppError('invalid', `Could not read the time "${text}": write it like "2026-12-24 18:30" or 2026-12-24T18:30:00Z.`)
  return date !== null ? instantOf(at, zone) : at
}

const daysAway = new Map([
  ['yesterday', -1],
  ['today', 0],
  ['tomorrow', 1],
])

/** The date of `2026-12-24`, `tomorrow` or `Thu 24 Dec 2026`, whose year may be left out if it is this one; null for another text. */
function dateIn(text: string, zone: string, now: number): string | null {
  if (/^\d{4}-\d\d-\d\d$/.test(text)) return text
  const away = daysAway.get(text.toLowerCase())
  if (away !== undefined) return dateOf(wallOf(now, zone) + away * dayMs)
  const [, day = '', name = '', year = dateOf(wallOf(now, zone)).slice(0, 4)] =
    /^(?:[a-z]{3} )?(\d{1,2}) ([a-z]{3})(?: (\d{4}))?$/i.exec(text) ?? []
  const month = months.findIndex((known) => known.toLowerCase() === name.toLowerCase()) + 1
  return month === 0 ? null : `${year}-${String(month).padStart(2, '0')}-${day.padStart(2, '0')}`
}

/** Reads when a run is to start: a time to come, or the minute that it is now, or a duration from now. */
export function timeToCome(text: string, zone: string, now = Date.now()): number {
  const at = endOfPause(text, zone, now)
  if (at > now - 60_000) return at
  throw new AppError('invalid', `The time "${text}" is over: give a later one, or leave it out to start now.`)
}

/** Reads when a pause ends: a time, or a duration from now. */
export const endOfPause = (text: string, zone: string, now = Date.now()): number =>
  /^[\d.]+[smhd]/.test(text) ? now + durationOf(text) : momentIn(text, zone, now)
