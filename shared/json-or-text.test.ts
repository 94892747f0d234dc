import { expect, it } from 'vitest'
import { asJson, jsonOrText } from './json-or-text.ts'

it.each([
  ['1.10', '1.10'],
  ['1.0', '1.0'],
  ['12345678901234567890', '12345678901234567890'],
  ['7e12345', '7e12345'],
  ['1e3', '1e3'],
  ['-0', '-0'],
  ['007', '007'],
  ['5', 5],
  ['-2.5', -2.5],
  ['5\n', 5],
  ['true', true],
  ['null', null],
  ['"5"', '5'],
  ['[1, 2]', [1, 2]],
  ['{"version": "1.10"}', { version: '1.10' }],
  ['', ''],
  ['main', 'main'],
])('the value %j is read as %j', (text, value) => {
  expect(jsonOrText(text)).toEqual(value)
})

it('text that is declared to be JSON is read as JSON, and stays text if it is not valid', () => {
  expect(asJson('1.10')).toBe(1.1)
  expect(asJson('1.1.0')).toBe('1.1.0')
})
