import { expect, it } from 'vitest'
import { jsonOf, jsonText } from './json-text.ts'

it.each([
  ['', undefined],
  ['a text', 'a text'],
  ['$shared.report', '$shared.report'],
  ['12', 12],
  ['"12"', '12'],
  ['{"a": [1, 2]}', { a: [1, 2] }],
  ['a: 1\nb: [x, y]', { a: 1, b: ['x', 'y'] }],
])('%j is read as data', (text, value) => {
  expect(jsonOf(text)).toEqual({ value, problem: null })
})

it.each([undefined, 'text', '12', 12, true, null, { a: { b: [1, 'x'] } }, ['a', { b: 1 }], 'two words', '$shared.a', ': #'])(
  'the value %j is the same after it was printed',
  (value) => {
    expect(jsonOf(jsonText(value)).value).toEqual(value)
  },
)

it.each(['{ a: 1', 'a: 1\n  b: 2', '[1, '])('%j is refused with a reason', (text) => {
  expect(jsonOf(text).problem).toEqual(expect.any(String))
})
