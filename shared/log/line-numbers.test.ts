import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createLinePacker, packLines, unpackLines } from './line-numbers.ts'

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

  it('are packed as they come, in parts that continue each other', () => {
    const packer = createLinePacker()
    packer.add(Uint32Array.of(0, 2, 9), 2, 10)
    expect(packer.count()).toBe(2)
    const first = Buffer.from(packer.take()).toString('base64')
    packer.add([1, 2 ** 40], 2, 20)
    const second = Buffer.from(packer.take()).toString('base64')
    expect([unpackLines(first, 0), unpackLines(second, 12)]).toEqual([
      [10, 12],
      [21, 2 ** 40 + 20],
    ])
  })

  it('take one byte for each of many neighbors', () => {
    const numbers = Array.from({ length: 30_000 }, (_, at) => at + 1)
    expect(packLines(numbers, 0)).toHaveLength(40_000)
    expect(unpackLines(packLines(numbers, 0), 0)).toEqual(numbers)
  })
})
