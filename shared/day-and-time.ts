import { dayMs, wallOf } from './schedule/local-time.ts'

const days = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'] as const
/** As in the dates of `dayAndTime`. */
export const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'] as const

type Place = { zone: string; now: number; seconds?: boolean }

/**
 * `today 02:30`, `yesterday 18:04` or `tomorrow 07:00`, else `Fri 27 Nov 02:30`, with the year if it is not this one. `lf` prints
 * and reads times in this form.
 */
export function dayAndTime(at: number, { zone, now, seconds = false }: Place): string {
  const wall = wallOf(at, zone)
  return `${dayOf(wall, wallOf(now, zone))} ${new Date(wall).toISOString().slice(-13, seconds ? -5 : -8)}`
}

const near: Record<number, string> = { [-1]: 'yesterday', 0: 'today', 1: 'tomorrow' }

function dayOf(wall: number, nowWall: number): string {
  const away = near[Math.floor(wall / dayMs) - Math.floor(nowWall / dayMs)]
  if (away !== undefined) return away
  const date = new Date(wall)
  const year = date.getUTCFullYear()
  const text = `${days[date.getUTCDay()]} ${date.getUTCDate()} ${months[date.getUTCMonth()]}`
  return year === new Date(nowWall).getUTCFullYear() ? text : `${text} ${year}`
}
