import { describe, expect, it } from 'vitest'
import type { OverviewRun } from '../../shared/model/overview.ts'
import { dotsOf, marksOf, nearest, scaleOf, spanOf } from './scale.ts'

const run = (number: number, over: Partial<OverviewRun> = {}): OverviewRun => ({
  ...{ number, status: 'succeeded', reason: null, at: number * 1_000, ms: 1_000, version: 1 },
  ...over,
})

describe('the scale of durations', () => {
  it('has at most three lines, at durations that people count in', () => {
    expect(scaleOf([252_000, 340_000])).toEqual({ top: 360_000, lines: [120_000, 240_000, 360_000], isCut: false })
    expect(scaleOf([3]).lines).toEqual([1, 2, 3])
    expect(scaleOf([]).top).toBe(1_000)
    expect(scaleOf([0]).top).toBe(1)
  })

  it('leaves a far outlier at the upper edge, so that the others do not lie at the bottom', () => {
    const usual = Array.from({ length: 99 }, () => 1_000)
    expect(scaleOf([...usual, 3_600_000])).toEqual({ top: 2_000, lines: [1_000, 2_000], isCut: true })
  })
})

describe('the dots of runs', () => {
  const size = { width: 100, height: 50 }

  it('lie between the start and now, at the height of their duration, with a mark where the version changed', () => {
    const runs = [run(0), run(5, { version: 2, ms: 500 }), run(10, { version: 2, status: 'skipped', ms: null })]
    const dots = dotsOf(runs, { from: 0, to: 10_000 }, 1_000, size)
    expect(dots.map(({ x, y, shape, isNewVersion }) => [x, y, shape, isNewVersion])).toEqual([
      [0, 0, 'succeeded', false],
      [50, 25, 'succeeded', true],
      [100, 50, 'other', false],
    ])
  })

  it('are found by the pointer only when it is near', () => {
    const dots = dotsOf([run(0), run(5)], { from: 0, to: 10_000 }, 1_000, size)
    expect(nearest(dots, 48, 4, 12)?.run.number).toBe(5)
    expect(nearest(dots, 25, 40, 12)).toBeNull()
  })
})

it('the time axis starts with the first run, and spans at least ten minutes', () => {
  const now = 100 * 86_400_000
  expect(spanOf([run(1, { at: now - 5_000 })], 0, now)).toEqual({ from: now - 600_000, to: now })
  expect(spanOf([], 0, now)).toEqual({ from: 0, to: now })
  expect(marksOf({ from: 0, to: 100 }, 4)).toEqual([0, 25, 50, 75])
})
