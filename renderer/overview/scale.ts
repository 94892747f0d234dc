import type { OverviewRun } from '../../shared/model/overview.ts'

const [second, minute, hour, day] = [1_000, 60_000, 3_600_000, 86_400_000]

const steps = [
  ...[1, 2, 5, 10, 20, 50, 100, 200, 500],
  ...[1, 2, 5, 10, 15, 30].map((n) => n * second),
  ...[1, 2, 5, 10, 15, 30].map((n) => n * minute),
  ...[1, 2, 4, 6, 12].map((n) => n * hour),
  ...[1, 2, 5, 10, 20, 50, 100, 200].map((n) => n * day),
]

/** Lines of the scale above the bottom. */
const linesMost = 3
/** A run that took more than so many times as long as most would press all others to the bottom. */
const outlier = 4

export type Scale = { top: number; lines: number[]; isCut: boolean }

/** From nothing to the longest of the durations, in steps that people count in. Far outliers lie on the upper edge. */
export function scaleOf(durations: readonly number[]): Scale {
  const ascending = durations.toSorted((a, b) => a - b)
  const longest = ascending.at(-1) ?? second
  const most = ascending[Math.max(0, Math.ceil(ascending.length * 0.95) - 1)] ?? longest
  const isCut = longest > most * outlier && most > 0
  const wanted = Math.max(1, isCut ? most * 2 : longest)
  const step = steps.find((each) => wanted / each <= linesMost) ?? wanted
  const count = Math.max(1, Math.ceil(wanted / step))
  return { top: count * step, lines: Array.from({ length: count }, (_, at) => (at + 1) * step), isCut }
}

/** Runs of the last seconds are not drawn as far apart as those of a day. */
const spanLeast = 10 * minute

export type Span = { from: number; to: number }

/** From the first run, or the start of the period, to now. */
export function spanOf(runs: readonly Pick<OverviewRun, 'at'>[], since: number, now: number): Span {
  const first = runs[0]?.at ?? since
  return { from: Math.min(Math.max(since, first), now - spanLeast), to: now }
}

/** Moments for the labels below, the same distance apart. */
export const marksOf = ({ from, to }: Span, count: number): number[] =>
  Array.from({ length: count }, (_, at) => from + ((to - from) * at) / count)

export type Shape = 'succeeded' | 'failed' | 'other' | 'active'

export const shapeOf = ({ status }: Pick<OverviewRun, 'status'>): Shape =>
  status === 'succeeded'
    ? 'succeeded'
    : status === 'failed'
      ? 'failed'
      : status === 'queued' || status === 'running'
        ? 'active'
        : 'other'

export type Dot = { run: OverviewRun; x: number; y: number; shape: Shape; isNewVersion: boolean }

/** Where each run is drawn. A run without a duration lies at the bottom. */
export function dotsOf(runs: readonly OverviewRun[], span: Span, top: number, size: { width: number; height: number }): Dot[] {
  let version: number | null = null
  return runs.map((run) => {
    const isNewVersion = run.version !== null && version !== null && run.version !== version
    version = run.version ?? version
    const x = Math.min(1, Math.max(0, (run.at - span.from) / Math.max(1, span.to - span.from))) * size.width
    const y = size.height - (Math.min(run.ms ?? 0, top) / top) * size.height
    return { run, x, y, shape: shapeOf(run), isNewVersion }
  })
}

/** The dot that is nearest to a place, within some pixels. */
export function nearest(dots: readonly Dot[], x: number, y: number, within: number): Dot | null {
  let [best, bestDistance]: [Dot | null, number] = [null, within]
  for (const dot of dots) {
    const distance = Math.hypot(dot.x - x, dot.y - y)
    if (distance <= bestDistance) [best, bestDistance] = [dot, distance]
  }
  return best
}
