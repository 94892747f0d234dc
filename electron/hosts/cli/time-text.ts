import { dayAndTime } from '../../../shared/day-and-time.ts'

let zone: string | null = null

/**
 * The time zone of this computer. A time that `lf` prints without a zone is in it. Asked for only where one is printed: the
 * first question takes 13 ms.
 */
export const ownZone = (): string => {
  zone ??= new Intl.DateTimeFormat().resolvedOptions().timeZone
  return zone
}

/** Such as `today 02:30`; empty for none. */
export const timeText = (at: number | null, now = Date.now()): string =>
  at === null ? '' : dayAndTime(at, { zone: ownZone(), now })

/** Such as `today 02:30:13`, where seconds tell one row from the next. */
export const exactTime = (at: number | null, now = Date.now()): string =>
  at === null ? '' : dayAndTime(at, { zone: ownZone(), now, seconds: true })

/** A time of a schedule, in its zone; with seconds only if it has some. */
export const scheduledTime = (at: number, zone: string, now = Date.now()): string =>
  dayAndTime(at, { zone, now, seconds: at % 60_000 !== 0 })

/** Names the zone if it is not that of this computer. */
export const zoneNote = (zone: string): string => (zone === ownZone() ? '' : ` (${zone})`)

export const zonedTime = (at: number, zone: string, now = Date.now()): string => scheduledTime(at, zone, now) + zoneNote(zone)
