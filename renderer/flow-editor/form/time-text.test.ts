import fc from 'fast-check'
import { expect, it } from 'vitest'
import { timeOf, timeText } from './time-text.ts'

it.each([
  ['30 s', 30_000],
  ['30', 30_000],
  ['1.5 s', 1_500],
  ['5 min', 300_000],
  ['2h', 7_200_000],
  ['1 h 30 m', 5_400_000],
  ['1 d', 86_400_000],
  ['250 ms', 250],
])('the length of time %s is read', (text, ms) => {
  expect(timeOf(text)).toBe(ms)
})

it.each(['', 'soon', '10 x', '-5 s', '5 s later', '1e3'])('%s is not a length of time', (text) => {
  expect(timeOf(text)).toBeNull()
})

it('every length of time reads as it was written', () => {
  fc.assert(fc.property(fc.nat({ max: 31 * 86_400_000 }), (ms) => timeOf(timeText(ms)) === ms))
})
