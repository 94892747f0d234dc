import { AppError } from '../../../shared/errors.ts'
import { instantOf, wallOf } from '../../../shared/schedule/local-time.ts'

export const wallText = (at: number, zone: string): string =>
  new Date(wallOf(at, zone))
    .toISOString()
    .replace('T', ' ')
    .slice(0, at % 60_000 === 0 ? 16 : 19)

const units: Record<string, number> = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 }

/** Such as 90s, 15m or 1h30m. */
export function durationOf(text: string): number {
  const parts = [...text.matchAll(/(\d+(?:\.\d+)?)([smhd])/g)]
  if (parts.length === 0 || parts.map(([part]) => part).join('') !== text)
    throw new AppError('invalid', `"${text}" is no duration: give one such as 90s, 15m, 1h30m or 2d.`)
  return Math.round(parts.reduce((sum, [, count, unit]) => sum + Number(count) * (units[unit ?? ''] ?? 0), 0))
}

/** An instant with its offset, or what the clocks of a zone show. */
export function momentIn(text: string, zone: string): number {
  const wall = /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d(?::\d\d)?))?$/.exec(text)
  const at = wall ? Date.parse(`${wall[1]}T${wall[2] ?? '00:00'}Z`) : Date.parse(text)
  if (!Number.isFinite(at))
    throw new AppError('invalid', `"${text}" is no moment: give one such as "2026-12-24 18:30" or 2026-12-24T18:30:00Z.`)
  return wall ? instantOf(at, zone) : at
}
