import { describe, expect, it } from 'vitest'
import {
  bothOf,
  commonOf,
  hasBetween,
  hasLine,
  type LineSet,
  lineSet,
  noLines,
  placeOf,
  stepFrom,
  withLines,
} from './line-set.ts'
import { marksOf } from './rail-marks.ts'
import { type RowModel, rowsAround, rowsWithout } from './row-model.ts'

const linesOf = ({ rows, lineAt }: RowModel): number[] => Array.from({ length: rows }, (_, row) => lineAt(row))
const numbersOf = ({ numbers, length }: LineSet): number[] => [...numbers.subarray(0, length)]

describe('rows of a log', () => {
  it('without hidden lines follow the numbers of the lines', () => {
    const model = rowsWithout([])(3)
    expect([model.rows, linesOf(model), model.rowOf(2), model.isShown(3), model.isShown(4)]).toEqual([
      3,
      [1, 2, 3],
      1,
      true,
      false,
    ])
    expect(rowsWithout([])(0).rows).toBe(0)
  })

  it('leave hidden lines out, whose row is that of the line before them', () => {
    const hidden = [
      { from: 2, to: 3 },
      { from: 3, to: 5 },
      { from: 8, to: 0xffff_ffff },
    ]
    const model = rowsWithout(hidden)(20)
    expect(linesOf(model)).toEqual([1, 6, 7])
    expect([1, 3, 5, 6, 7, 19].map(model.rowOf)).toEqual([0, 0, 0, 1, 2, 2])
    expect([1, 3, 6, 19].map(model.isShown)).toEqual([true, false, true, false])
    expect(rowsWithout([{ from: 1, to: 9 }])(5).rows).toBe(0)
  })

  it('around hits join where they meet, and end with the log', () => {
    expect(linesOf(rowsAround(lineSet([2, 9]), 0)(20))).toEqual([2, 9])
    expect(linesOf(rowsAround(lineSet([2, 5, 20]), 1)(20))).toEqual([1, 2, 3, 4, 5, 6, 19, 20])
    expect(rowsAround(noLines, 2)(20).rows).toBe(0)
    const model = rowsAround(lineSet([2, 9]), 1)(9)
    expect([model.rowOf(1), model.rowOf(5), model.rowOf(9), model.isShown(5)]).toEqual([0, 2, 4, false])
  })

  it('of any filter give each shown line its own row', () => {
    const hits = lineSet(Array.from({ length: 50 }, (_, at) => at * at + 1))
    for (const context of [0, 1, 3, 50]) {
      const model = rowsAround(hits, context)(2_500)
      const expected = Array.from({ length: 2_500 }, (_, at) => at + 1).filter((n) => hasBetween(hits, n - context, n + context))
      expect(linesOf(model)).toEqual(expected)
      expect(expected.map(model.rowOf)).toEqual(expected.map((_, row) => row))
    }
  })
})

describe('a set of lines', () => {
  it('grows in order, and knows lines that come twice', () => {
    const set = withLines(withLines(lineSet([1, 5]), [5, 9]), [2, 12])
    expect(numbersOf(set)).toEqual([1, 5, 9, 12])
    expect([hasLine(set, 9), hasLine(set, 10), placeOf(set, 6), hasBetween(set, 6, 8), hasBetween(set, 6, 9)]).toEqual([
      true,
      false,
      2,
      false,
      true,
    ])
    expect(hasLine(noLines, 0)).toBe(false)
  })

  it('is walked in both directions, and goes on at its other end', () => {
    const set = lineSet([3, 7])
    expect([stepFrom(set, 1, 1), stepFrom(set, 3, 1), stepFrom(set, 7, 1)]).toEqual([3, 7, 3])
    expect([stepFrom(set, 7, -1), stepFrom(set, 5, -1), stepFrom(set, 3, -1)]).toEqual([3, 3, 7])
    expect(stepFrom(noLines, 3, 1)).toBe(null)
  })

  it('is joined and cut with another', () => {
    expect(numbersOf(bothOf(lineSet([1, 4, 9]), lineSet([2, 4, 12])))).toEqual([1, 2, 4, 9, 12])
    expect(numbersOf(commonOf(lineSet([1, 4, 9]), lineSet([2, 4, 9])))).toEqual([4, 9])
  })
})

describe('the marks of a rail', () => {
  it('stand where their rows are, and those side by side are one', () => {
    const model = rowsWithout([])(100)
    expect(marksOf(lineSet([1, 55, 65]), model, 10)).toEqual([
      { at: 0, length: 0.1 },
      { at: 0.5, length: 0.2 },
    ])
    expect(marksOf(lineSet([2]), rowsWithout([])(4), 10)).toEqual([{ at: 0.25, length: 0.25 }])
    expect(marksOf(noLines, model, 10)).toEqual([])
  })

  it('of lines in a fold stand where the fold is', () => {
    const model = rowsWithout([{ from: 3, to: 98 }])(100)
    expect(marksOf(lineSet([50]), model, 4)).toEqual([{ at: 0.25, length: 0.25 }])
  })
})
