import { dayMs, offsetOf } from './local-time.ts'

/** A stretch of time in which the clocks of a zone are ahead of UTC by the same. */
export type Stretch = {
  from: number
  to: number
  offset: number
  /** By how much the clocks were set forward at its start; less than 0: set back; 0: a stretch of its own only. */
  jump: number
}

/** Changes are looked for in periods of this length, which end a stretch as well. */
const periodMs = 366 * dayMs
/** No zone has changed its clocks and changed them back within less than six days. */
const stepMs = 2 * dayMs
const exactMs = 1_000

const found = new Map<string, Map<number, Stretch[]>>()

/** The stretch that holds an instant. Throws a RangeError for an unknown zone. */
export function stretchAt(at: number, zone: string): Stretch {
  const periods = found.get(zone) ?? new Map<number, Stretch[]>()
  found.set(zone, periods)
  const period = Math.floor(at / periodMs)
  let stretches = periods.get(period)
  if (!stretches) {
    stretches = stretchesIn(period * periodMs, (period + 1) * periodMs, zone)
    periods.set(period, stretches)
  }
  return stretches.find(({ to }) => at < to) ?? (stretches.at(-1) as Stretch)
}

function stretchesIn(from: number, to: number, zone: string): Stretch[] {
  const stretches: Stretch[] = []
  let [begin, before] = [from, offsetOf(from - 1, zone)]
  const end = (at: number): void => {
    const offset = offsetOf(begin, zone)
    stretches.push({ from: begin, to: at, offset, jump: offset - before })
    begin = at
    before = offset
  }
  for (let at = from; at < to - exactMs; ) {
    const next = Math.min(at + stepMs, to - exactMs)
    const change = changeIn(at, next, zone)
    if (change !== null) end(change)
    at = change ?? next
  }
  end(to)
  return stretches
}

/** When the clocks were set after one instant and up to another, at which they are ahead of UTC by something else. */
function changeIn(after: number, upTo: number, zone: string): number | null {
  const offset = offsetOf(after, zone)
  if (offsetOf(upTo, zone) === offset) return null
  let [same, other] = [after, upTo]
  while (other - same > exactMs) {
    const middle = same + Math.floor((other - same) / 2 / exactMs) * exactMs
    if (offsetOf(middle, zone) === offset) same = middle
    else other = middle
  }
  return other
}
