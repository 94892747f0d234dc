import { expect, it } from 'vitest'
import { completed, matchingOptions, textOf, valuesOf } from './choice-text.ts'

const options = [
  { value: 'eu', label: 'eu' },
  { value: 'us', label: 'us' },
  { value: 'main', label: 'Main branch' },
]

it('a text means the options that it names by value or label, and keeps what names none', () => {
  expect(valuesOf('US', options, false)).toEqual(['us'])
  expect(valuesOf('main branch', options, false)).toEqual(['main'])
  expect(valuesOf(' eu, main branch,, x ,eu', options, true)).toEqual(['eu', 'main', 'x'])
  expect(valuesOf('', options, false)).toEqual([])
  expect(textOf(['main', 'gone'], options)).toBe('Main branch, gone')
})

it('completion takes the option that starts with the text before one that only has its letters', () => {
  const named = ['bus', 'us-east', 'us'].map((value) => ({ value, label: value }))
  expect(matchingOptions('us', named).map(({ value }) => value)).toEqual(['us', 'us-east', 'bus'])
  expect(matchingOptions('zz', named)).toEqual([])
  expect(matchingOptions('', named)).toEqual(named)
  expect(completed('eu, ma', { value: 'main', label: 'Main branch' }, true)).toBe('eu, Main branch')
  expect(completed('ma', { value: 'main', label: 'Main branch' }, false)).toBe('Main branch')
})
