/** Fewer successful runs than this say nothing about what is usual, or about what is slow. */
const fewestForMedian = 3
const fewestForSlow = 20
/** The newest successful runs that count. */
export const usualRuns = 50
/** A run is slower than usual if it took more than so many times the 95th percentile, and more than so much longer. */
const slowFactor = 1.5
const slowMs = 5_000

/** How long the newest successful runs of a job took. */
export type Usual = {
  runs: number
  medianMs: number
  p95Ms: number
  /** A run that takes longer than this is slower than usual; null if the runs are too few to tell. */
  slowAfterMs: number | null
}

/** The value that `share` of the values do not exceed. */
export const percentile = (ascending: readonly number[], share: number): number =>
  ascending[Math.max(0, Math.ceil(ascending.length * share) - 1)] ?? 0

/** What is usual after these durations; null if there are too few. */
export function usualOf(durations: readonly number[]): Usual | null {
  if (durations.length < fewestForMedian) return null
  const ascending = durations.toSorted((a, b) => a - b)
  const p95Ms = percentile(ascending, 0.95)
  return {
    runs: durations.length,
    medianMs: ascending[Math.floor(ascending.length / 2)] ?? 0,
    p95Ms,
    slowAfterMs: durations.length < fewestForSlow ? null : Math.max(p95Ms * slowFactor, p95Ms + slowMs),
  }
}

export const isSlower = (tookMs: number, usual: Usual | null): boolean =>
  usual !== null && usual.slowAfterMs !== null && tookMs > usual.slowAfterMs
