import { expect, it } from 'vitest'
import { seconds } from './option-values.ts'

it.each([
  ['90', 90],
  ['1.5', 1.5],
  ['90s', 90],
  ['15m', 900],
  ['1h30m', 5_400],
])('a timeout of %s is %d seconds', (text, value) => {
  expect(seconds(text)).toBe(value)
})

it.each(['0', '-1', 'soon', '0s', '', '1.2.3'])('a timeout of "%s" is refused, with examples', (text) => {
  expect(() => seconds(text)).toThrow('Give a number of seconds, or a duration such as 90s, 15m or 1h30m.')
})
