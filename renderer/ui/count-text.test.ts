import { expect, it } from 'vitest'
import { countText } from './count-text.ts'

const nouns = ['job', 'jobs'] as const

it('a list says how many it shows, and of how many', () => {
  expect(countText(1, nouns)).toBe('1 job')
  expect(countText(0, nouns)).toBe('0 jobs')
  expect(countText(1_200, nouns)).toBe('1,200 jobs')
  expect(countText(1, nouns, { total: 57 })).toBe('1 of 57 jobs')
  expect(countText(100, nouns, { isPart: true })).toBe('100+ jobs')
  expect(countText(100, nouns, { total: 10_000, isTotalPart: true })).toBe('100 of 10,000+ jobs')
})
