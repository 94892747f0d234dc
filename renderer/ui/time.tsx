import { useEffect, useState } from 'react'

/** The time now, again every `everyMs`. */
export function useNow(everyMs: number): number {
  const [now, setNow] = useState(Date.now)
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), everyMs)
    return () => clearInterval(timer)
  }, [everyMs])
  return now
}

const relative = new Intl.RelativeTimeFormat('en', { numeric: 'always', style: 'narrow' })
const absolute = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'medium' })

export function ago(at: number, now: number): string {
  const seconds = Math.round((now - at) / 1_000)
  if (seconds < 5) return 'just now'
  if (seconds < 60) return relative.format(-seconds, 'second')
  if (seconds < 3_600) return relative.format(-Math.floor(seconds / 60), 'minute')
  if (seconds < 86_400) return relative.format(-Math.floor(seconds / 3_600), 'hour')
  return relative.format(-Math.floor(seconds / 86_400), 'day')
}

export const instant = (at: number): string => absolute.format(at)

/** How long ago, with the instant itself on hover. */
export function Ago({ at }: { at: number }) {
  const now = useNow(Date.now() - at < 60_000 ? 1_000 : 30_000)
  return (
    <time dateTime={new Date(at).toISOString()} title={instant(at)}>
      {ago(at, now)}
    </time>
  )
}

export function duration(ms: number): string {
  if (ms < 1_000) return `${Math.max(0, Math.round(ms))} ms`
  if (ms < 10_000) return `${Number((ms / 1_000).toFixed(1))} s`
  const seconds = Math.round(ms / 1_000)
  if (seconds < 60) return `${seconds} s`
  const two = (value: number) => String(value).padStart(2, '0')
  if (seconds < 3_600) return `${Math.floor(seconds / 60)} m ${two(seconds % 60)} s`
  return `${Math.floor(seconds / 3_600)} h ${two(Math.floor((seconds % 3_600) / 60))} m`
}

/** Time since `from`, counting on; or the whole of it when it is over. */
export function Elapsed({ from, to }: { from: number; to: number | null }) {
  const now = useNow(to === null ? 1_000 : 3_600_000)
  return <span className="tabular-nums">{duration((to ?? Math.max(now, from)) - from)}</span>
}

/** Days, where it is more than two of them: nobody counts a hundred hours. */
const ahead = (ms: number): string =>
  ms < 2 * 86_400_000 ? duration(Math.round(ms / 1_000) * 1_000) : `${Math.floor(ms / 86_400_000)} days`

/** How long until then, counting down; the instant itself on hover. */
export function Until({ at }: { at: number }) {
  const now = useNow(1_000)
  const left = at - now
  return (
    <time dateTime={new Date(at).toISOString()} title={instant(at)} className="tabular-nums">
      {left < 1_000 ? 'now' : `in ${ahead(left)}`}
    </time>
  )
}
