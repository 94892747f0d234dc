import { describe, expect, it } from 'vitest'
import { isSlower, percentile, usualOf } from './usual.ts'

const seconds = (...values: number[]): number[] => values.map((value) => value * 1_000)
const times = (count: number, ms: number): number[] => Array.from({ length: count }, () => ms)

describe('the usual duration of a job', () => {
  it('is unknown with fewer than three successful runs', () => {
    expect(usualOf(seconds(1, 2))).toBeNull()
    expect(usualOf(seconds(3, 1, 2))).toEqual({ runs: 3, medianMs: 2_000, p95Ms: 3_000, slowAfterMs: null })
  })

  it('tells what is slow after twenty successful runs', () => {
    expect(usualOf(times(19, 60_000))?.slowAfterMs).toBeNull()
    expect(usualOf(times(20, 60_000))?.slowAfterMs).toBe(90_000)
  })

  it('needs a run to take 1.5 times the 95th percentile, and more than five seconds longer', () => {
    const [short, long] = [usualOf(times(20, 1_000)), usualOf(times(20, 60_000))]
    expect([6_000, 6_001].map((ms) => isSlower(ms, short))).toEqual([false, true])
    expect([90_000, 90_001].map((ms) => isSlower(ms, long))).toEqual([false, true])
    expect(isSlower(1e9, usualOf(times(19, 1)))).toBe(false)
  })

  it('compares with the 95th percentile, which one slow run in twenty does not change', () => {
    expect(usualOf([...times(19, 1_000), 100_000])?.p95Ms).toBe(1_000)
    expect(percentile([1, 2, 3, 4], 0.5)).toBe(2)
    expect(percentile([], 0.95)).toBe(0)
  })
})
