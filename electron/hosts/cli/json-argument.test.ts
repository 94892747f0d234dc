import { describe, expect, it } from 'vitest'
import { jsonArgument } from './json-argument.ts'

describe('a value on the command line', () => {
  it.each([
    ['{"a": [1]}', { a: [1] }],
    ['"{bad"', '{bad'],
    ['12', 12],
    ['1.10', '1.10'],
    ['two words', 'two words'],
    ['', ''],
  ])('%s is read as JSON or as text', (text, value) => {
    expect(jsonArgument(text, 'The value')).toEqual(value)
  })

  it.each(['{bad', ' [1,', '"open'])('%s is refused, as it begins like JSON', (text) => {
    expect(() => jsonArgument(text, 'The value')).toThrow('The value is not valid JSON')
  })
})
