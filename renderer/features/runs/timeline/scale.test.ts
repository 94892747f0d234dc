import { Check } from 'lucide-react'
import { describe, expect, it } from 'vitest'
import type { RunRow, Segment } from '../rows/row.ts'
import { momentAt, moved, percentIn, placeOn, scaleOf, wholeView, zoomed } from './scale.ts'

const row = (...segments: Segment[]): RunRow => ({
  ...{ key: 'a', parent: null, name: 'a', look: { icon: Check, ink: '', word: '' }, from: 0, to: 0, place: null, note: null },
  segments,
})
const ran = (from: number, to: number | null): Segment => ({ kind: 'succeeded', from, to })
const waited = (from: number, to: number): Segment => ({ kind: 'waiting', from, to })

describe('the scale of a timeline', () => {
  it('is even where something runs all the time', () => {
    const scale = scaleOf([row(ran(0, 60)), row(ran(50, 100))], { from: 0, to: 100 }, 100)
    expect([0, 25, 100].map((at) => placeOn(scale, at))).toEqual([0, 0.25, 1])
  })

  it('folds gaps of more than a tenth, in which nothing runs', () => {
    const scale = scaleOf([row(ran(0, 10), waited(10, 990)), row(ran(990, 1_000))], { from: 0, to: 1_000 }, 1_000)
    expect(scale.stretches.filter(({ isFolded }) => isFolded)).toMatchObject([{ from: 10, to: 990, width: 0.03 }])
    expect(placeOn(scale, 10)).toBeCloseTo(0.485)
    expect(placeOn(scale, 990)).toBeCloseTo(0.515)
    const short = scaleOf([row(ran(0, 50)), row(ran(59, 100))], { from: 0, to: 100 }, 100)
    expect(short.stretches.some(({ isFolded }) => isFolded)).toBe(false)
  })

  it('folds nothing of a run in which nothing has run, and knows no gap after what still runs', () => {
    expect(scaleOf([row(waited(0, 100))], { from: 0, to: 100 }, 100).stretches).toHaveLength(1)
    expect(scaleOf([row(ran(0, null))], { from: 0, to: 100 }, 100).stretches).toHaveLength(1)
  })

  it('finds the moment at each place', () => {
    const scale = scaleOf([row(ran(0, 10)), row(ran(500, 1_000))], { from: 0, to: 1_000 }, 1_000)
    for (const at of [0, 5, 10, 250, 500, 750, 1_000]) expect(momentAt(scale, placeOn(scale, at))).toBeCloseTo(at)
  })
})

describe('the view of a timeline', () => {
  it('keeps what is below the pointer, and ends at both ends', () => {
    const view = zoomed(wholeView, 4, 0.5)
    expect(view).toEqual({ from: 0.375, to: 0.625 })
    expect(percentIn(view, 0.5)).toBe(50)
    expect(zoomed(wholeView, 2, 0)).toEqual({ from: 0, to: 0.5 })
    expect(zoomed(view, 0.1, 0.5)).toEqual(wholeView)
    expect(moved({ from: 0.5, to: 0.75 }, 1)).toEqual({ from: 0.75, to: 1 })
  })
})
