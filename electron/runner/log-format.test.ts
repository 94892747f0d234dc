import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import { countLineEnds } from './log-format.ts'

it('counts the line ends of any bytes, wherever in memory they start', () => {
  const byte = fc.oneof(fc.constantFrom(10, 11, 9, 138, 0, 255, 128, 127), fc.integer({ min: 0, max: 255 }))
  fc.assert(
    fc.property(fc.array(byte, { maxLength: 3_000 }), fc.nat(7), (bytes, offset) => {
      const whole = Buffer.from([...Array.from({ length: offset }, () => 10), ...bytes])
      expect(countLineEnds(whole.subarray(offset))).toBe(bytes.filter((value) => value === 10).length)
    }),
  )
  expect(countLineEnds(Buffer.alloc(100_000, 10))).toBe(100_000)
})
