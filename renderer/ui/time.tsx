import { useEffect, useState } from 'react'
import { duration } from '../../shared/duration.ts'

export { duration }

const dayMs = 86_400_000

/** The time now, again every `everyMs`. */
export function useNow(everyMs: number): number {
  const [now, setNow] = useState(Date.now)
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), everyMs)
    return () => clearInterval(timer)
  }, [everyMs])
  return now
}

/** Dates in the order and the language of the person, times on a 24-hour clock. Every date in the window is written by it. */
export const dateFormat = (options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat =>
  new Intl.DateTimeFormat(undefined, { hourCycle: 'h23', ...options })

const day = { day: 'numeric', month: 'short' } as const
const minute = { hour: '2-digit', minute: '2-digit' } as const
const second = { ...minute, second: '2-digit' } as const

const formats = {
  time: dateFormat(minute),
  day: dateFormat({ ...day, ...minute }),
  year: dateFormat({ ...day, year: 'numeric', ...minute }),
  dayOfYear: dateFormat({ ...day, year: 'numeric' }),
  seconds: dateFormat({ ...day, ...second }),
  exact: dateFormat({ weekday: 'short', ...day, year: 'numeric', ...second, timeZoneName: 'short' }),
}

const yearOf = (at: number): number => new Date(at).getFullYear()

/** `26 Nov, 11:05`; with the year where that is another one. */
export const instant = (at: number): string => (yearOf(at) === yearOf(Date.now()) ? formats.day : formats.year).format(at)

/** As `instant`, where seconds tell one row from the next. */
export const instantInSeconds = (at: number): string => formats.seconds.format(at)

/** Of a moment that a schedule names: seconds only where it names some. */
export const scheduledInstant = (at: number): string => (at % 60_000 === 0 ? instant(at) : instantInSeconds(at))

/** The whole of it, with its zone: for what is shown on hover. */
export const exactInstant = (at: number): string => formats.exact.format(at)

/** `18:00`. */
export const clockTime = (at: number): string => formats.time.format(at)

/** `18:00` where that is today, else with its day. */
export const soonInstant = (at: number): string =>
  new Date(at).toDateString() === new Date().toDateString() ? formats.time.format(at) : instant(at)

/** Below a day in the largest unit, then the instant; of another year the day. */
export function ago(at: number, now: number): string {
  const seconds = Math.round((now - at) / 1_000)
  if (seconds < 5) return 'just now'
  if (seconds < 60) return `${seconds} s ago`
  if (seconds < 3_600) return `${Math.floor(seconds / 60)} min ago`
  if (seconds < 86_400) return `${Math.floor(seconds / 3_600)} h ago`
  return yearOf(at) === yearOf(now) ? instant(at) : formats.dayOfYear.format(at)
}

/** A moment in whatever words, with the whole of it on hover. */
export const Moment = ({ at, children, className }: { at: number; children: string; className?: string }) => (
  <time dateTime={new Date(at).toISOString()} title={exactInstant(at)} className={className}>
    {children}
  </time>
)

export const Instant = ({ at }: { at: number }) => <Moment at={at}>{instant(at)}</Moment>

export function Ago({ at }: { at: number }) {
  const now = useNow(Date.now() - at < 60_000 ? 1_000 : 30_000)
  return <Moment at={at}>{ago(at, now)}</Moment>
}

/** What changes while it is looked at shows no seconds beyond a minute. */
export function coarse(ms: number): string {
  const minutes = Math.floor(ms / 60_000)
  if (minutes < 1) return `${Math.max(0, Math.floor(ms / 1_000))} s`
  if (minutes < 60) return `${minutes} m`
  return ms < 2 * dayMs ? duration(ms) : `${Math.floor(ms / dayMs)} days`
}

/** Time since `from`, counting on; or the whole of it when it is over. */
export function Elapsed({ from, to }: { from: number; to: number | null }) {
  const now = useNow(to === null ? 1_000 : 3_600_000)
  return <span className="tabular-nums">{to === null ? coarse(Math.max(now, from) - from) : duration(to - from)}</span>
}

/** How long until then, counting down. */
export function Until({ at }: { at: number }) {
  const left = at - useNow(1_000)
  return (
    <Moment at={at} className="tabular-nums">
      {left < 1_000 ? 'now' : `in ${coarse(left)}`}
    </Moment>
  )
}
