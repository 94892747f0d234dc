import { AppError } from '../../../shared/errors.ts'
import { dayMs, instantOf, wallOf } from '../../../shared/schedule/local-time.ts'

/** A time as commands take it: `2026-12-24 18:30`, in a zone that is printed next to it. */
export const wallText = (at: number, zone: string): string =>
  new Date(wallOf(at, zone))
    .toISOString()
    .replace('T', ' ')
    .slice(0, at % 60_000 === 0 ? 16 : 19)

const units: Record<string, number> = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 }

/** Reads a duration such as 90s, 15m or 1h30m; a number alone is one of seconds. */
export function durationOf(text: string): number {
  if (/^\d+(\.\d+)?$/.test(text)) return Math.round(Number(text) * 1_000)
  const parts = [...text.matchAll(/(\d+(?:\.\d+)?)([smhd])/g)]
  if (parts.length === 0 || parts.map(([part]) => part).join('') !== text)
    throw new AppError('invalid', `Could not read the duration "${text}": write it like 90s, 15m, 1h30m or 2d.`)
  return Math.round(parts.reduce((sum, [, count, unit]) => sum + Number(count) * (units[unit ?? ''] ?? 0), 0))
}

/** Reads an instant with its offset, or a date and time in a zone. */
export function momentIn(text: string, zone: string): number {
  const wall = /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d(?::\d\d)?))?$/.exec(text)
  const at = wall ? Date.parse(`${wall[1]}T${wall[2] ?? '00:00'}Z`) : Date.parse(text)
  if (!Number.isFinite(at))
    throw new AppError('invalid', `Could not read the time "${text}": write it like "2026-12-24 18:30" or 2026-12-24T18:30:00Z.`)
  return wall ? instantOf(at, zone) : at
}

/** Reads when a pause ends: a time, a duration from now, or `tomorrow`, which starts at midnight. */
export function endOfPause(text: string, zone: string, now = Date.now()): number {
  if (text === 'tomorrow') return instantOf(wallOf(now, zone) - (wallOf(now, zone) % dayMs) + dayMs, zone)
  return /^[\d.]+[smhd]/.test(text) ? now + durationOf(text) : momentIn(text, zone)
}
