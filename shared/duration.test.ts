import { expect, it } from 'vitest'
import { duration, intervalText } from './duration.ts'

it.each([
  [12.4, '12 ms'],
  [5_432, '5.4 s'],
  [9_960, '10 s'],
  [45_400, '45 s'],
  [4 * 60_000 + 2_000, '4 m 02 s'],
  [2 * 3_600_000 + 5 * 60_000, '2 h 05 m'],
])('a duration has one unit or two: %d ms', (ms, text) => {
  expect(duration(ms)).toBe(text)
})

it.each([
  [15 * 60_000, '15 m'],
  [60_000, '1 m'],
  [90_000, '90 s'],
  [150_000, '2 m 30 s'],
  [3_600_000, '1 h'],
  [90 * 60_000, '1 h 30 m'],
])('an interval leaves out the units that are zero: %d ms', (ms, text) => {
  expect(intervalText(ms)).toBe(text)
})
