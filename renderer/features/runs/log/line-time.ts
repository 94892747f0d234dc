import type { LogTimes } from '../../../../shared/model/preferences.ts'

const two = (value: number): string => String(value).padStart(2, '0')

const clock = (date: Date): string =>
  `${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}.${String(date.getMilliseconds()).padStart(3, '0')}`

/** The time of a line, as the person wants to see it. `before`: of the line above it, where that is known. */
export function timeText(at: number, times: LogTimes, start: number, before: number | null): string {
  if (times === 'off') return ''
  if (times === 'absolute') return clock(new Date(at))
  if (times === 'relative') return seconds(at - start)
  return before === null ? '' : seconds(at - before)
}

/** A clock that was set back gives a negative time. */
function seconds(ms: number): string {
  const whole = Math.abs(ms)
  const minutes = Math.floor(whole / 60_000)
  const hours = Math.floor(minutes / 60)
  const rest = ((whole % 60_000) / 1_000).toFixed(3)
  const shown = minutes === 0 ? rest : `${hours > 0 ? `${hours}:${two(minutes % 60)}` : minutes}:${rest.padStart(6, '0')}`
  return `${ms < 0 ? '−' : '+'}${shown}`
}

/** With the day, for a text that is read elsewhere. */
export function fullTime(at: number): string {
  const date = new Date(at)
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())} ${clock(date)}`
}
