import { momentAt, type Scale, type View } from './scale.ts'

const minute = 60_000
const hour = 60 * minute
const day = 24 * hour

const steps = [
  ...[1, 2, 5, 10, 20, 50, 100, 200, 500],
  ...[1_000, 2_000, 5_000, 10_000, 15_000, 30_000],
  ...[1, 2, 5, 10, 15, 30].map((count) => count * minute),
  ...[1, 2, 3, 6, 12].map((count) => count * hour),
]
const mostTicks = 6

/** The round time between two ticks, so that there are few enough to be read beside each other. */
export const stepOf = (span: number): number =>
  steps.find((each) => span / each <= mostTicks) ?? Math.ceil(span / mostTicks / day) * day

/** Round times after the start. */
export function ticksOf(span: number): number[] {
  const step = stepOf(span)
  return Array.from({ length: Math.floor(span / step) + 1 }, (_, index) => index * step)
}

/** The ticks within the shown part of a run, as times after its start; none within what is folded. */
export function ticksIn(scale: Scale, view: View): number[] {
  const parts = scale.stretches
    .filter(({ isFolded }) => !isFolded)
    .map(({ from, to }) => ({
      from: Math.max(from, momentAt(scale, view.from)) - scale.from,
      to: Math.min(to, momentAt(scale, view.to)) - scale.from,
    }))
    .filter(({ from, to }) => to > from)
  const step = stepOf(parts.reduce((sum, { from, to }) => sum + to - from, 0))
  return parts.flatMap(({ from, to }) => {
    const first = Math.ceil(from / step)
    return Array.from({ length: Math.max(0, Math.floor(to / step) - first + 1) }, (_, index) => (first + index) * step)
  })
}

/** `0`, `30 s`, `1 m 30 s`, `2 h`: without the units that are nothing. */
export function tickText(ms: number): string {
  if (ms === 0) return '0'
  if (ms < 1_000) return `${ms} ms`
  if (ms % 1_000 > 0 && ms < minute) return `${ms / 1_000} s`
  const parts: [number, string][] = [
    [Math.floor(ms / day), 'd'],
    [Math.floor((ms % day) / hour), 'h'],
    [Math.floor((ms % hour) / minute), 'm'],
    [Math.floor((ms % minute) / 1_000), 's'],
  ]
  return parts
    .filter(([count]) => count > 0)
    .map(([count, unit]) => `${count} ${unit}`)
    .join(' ')
}
