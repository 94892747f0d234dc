import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { packLines, unpackLines } from './line-numbers.ts'

describe('packed line numbers', () => {
  it('come back as they were, relative to the number before', () => {
    const number = fc.oneof(fc.integer({ min: 0, max: 300 }), fc.integer({ min: 0, max: 2 ** 45 }))
    fc.assert(
      fc.property(fc.array(number, { maxLength: 50 }), fc.integer({ min: 0, max: 1_000_000 }), (differences, after) => {
        let last = after
        const numbers = differences.map((difference) => {
          last += difference
          return last
        })
        expect(unpackLines(packLines(numbers, after), after)).toEqual(numbers)
      }),
    )
  })

  it('take one byte for each of many neighbors', () => {
    const numbers = Array.from({ length: 30_000 }, (_, at) => at + 1)
    expect(packLines(numbers, 0)).toHaveLength(40_000)
    expect(unpackLines(packLines(numbers, 0), 0)).toEqual(numbers)
  })
})
