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

/** Round times after the start, few enough to be read beside each other. */
export function ticksOf(span: number): number[] {
  const step = steps.find((each) => span / each <= mostTicks) ?? Math.ceil(span / mostTicks / day) * day
  return Array.from({ length: Math.floor(span / step) + 1 }, (_, index) => index * step)
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
