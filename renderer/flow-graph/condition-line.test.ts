import { expect, it } from 'vitest'
import { casesLine } from './condition-line.ts'

it('the cases of a choice are said as a person would write them', () => {
  const cases = [
    { action: 'yes', expr: { ge: ['$input.count', 2] } },
    { action: 'maybe', expr: { exists: '$params.name' } },
  ]
  expect(casesLine(cases)).toBe('yes: input.count ≥ 2; maybe: params.name exists')
})

it('other lists, and conditions that cannot be said in a line, are no cases', () => {
  expect(casesLine(['a', 'b'])).toBeNull()
  expect(casesLine([])).toBeNull()
  expect(casesLine([null])).toBeNull()
  expect(casesLine([{ action: 'yes', expr: {} }])).toBeNull()
})
