import { describe, expect, it } from 'vitest'
import { ticksIn, ticksOf, tickText } from './axis.ts'
import { wholeView } from './scale.ts'

describe('the axis of a timeline', () => {
  it('has at most seven round times, from the start on', () => {
    expect(ticksOf(3_041)).toEqual([0, 1_000, 2_000, 3_000])
    expect(ticksOf(95_000)).toEqual([0, 30_000, 60_000, 90_000])
    expect(ticksOf(1)).toEqual([0, 1])
    for (let span = 1; span < 1e10; span = span * 3 + 1) expect(ticksOf(span).length).toBeLessThanOrEqual(7)
  })

  it('has ticks where nothing is folded', () => {
    const even = { start: 0, width: 0.5, isFolded: false }
    const stretches = [
      { ...even, from: 0, to: 10_000 },
      { ...even, from: 10_000, to: 90_000, isFolded: true },
      { ...even, from: 90_000, to: 100_000 },
    ]
    expect(ticksIn({ from: 0, to: 100_000, stretches }, wholeView)).toEqual([0, 5_000, 10_000, 90_000, 95_000, 100_000])
  })

  it('names only the units that count', () => {
    expect([0, 500, 1_500, 30_000, 90_000, 7_200_000, 90_000_000].map(tickText)).toEqual([
      '0',
      '500 ms',
      '1.5 s',
      '30 s',
      '1 m 30 s',
      '2 h',
      '1 d 1 h',
    ])
  })
})
