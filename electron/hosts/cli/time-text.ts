/** The time zone of this computer, in which all times are printed that do not belong to a schedule. */
export const ownZone = new Intl.DateTimeFormat().resolvedOptions().timeZone

const options = { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const
const formats = {
  minutes: new Intl.DateTimeFormat('en-GB', options),
  year: new Intl.DateTimeFormat('en-GB', { ...options, year: 'numeric' }),
  seconds: new Intl.DateTimeFormat('en-GB', { ...options, second: '2-digit' }),
  yearAndSeconds: new Intl.DateTimeFormat('en-GB', { ...options, year: 'numeric', second: '2-digit' }),
}

const dayMs = 86_400_000
const isThisYear = (at: number): boolean => new Date(at).getFullYear() === new Date().getFullYear()

/** `14 min ago` or `in 3 h` within a day, else `26 Nov, 11:05`, with the year if it is not this one. */
export function timeText(at: number | null, now = Date.now()): string {
  if (at === null) return ''
  const away = awayText(Math.abs(now - at))
  if (away !== null) return away === '' ? 'just now' : at < now ? `${away} ago` : `in ${away}`
  return (isThisYear(at) ? formats.minutes : formats.year).format(at)
}

function awayText(ms: number): string | null {
  if (ms < 5_000) return ''
  if (ms < 60_000) return `${Math.floor(ms / 1_000)} s`
  if (ms < 3_600_000) return `${Math.floor(ms / 60_000)} min`
  return ms < dayMs ? `${Math.floor(ms / 3_600_000)} h` : null
}

/** `26 Nov, 11:05:13`, where seconds tell one row from the next. */
export const exactTime = (at: number | null): string =>
  at === null ? '' : (isThisYear(at) ? formats.seconds : formats.yearAndSeconds).format(at)

/** The heading of a column of `timeText`, with the zone if the column names times of day. */
export const timeHead = (head: string, times: (number | null)[]): string =>
  times.some((at) => at !== null && Math.abs(Date.now() - at) >= dayMs) ? exactHead(head) : head

export const exactHead = (head: string): string => `${head} (${ownZone})`
