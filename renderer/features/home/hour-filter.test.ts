import { expect, it } from 'vitest'
import { requireFilter } from '../../../shared/filter/require-filter.ts'
import { boundsOfTime } from '../../../shared/filter/times.ts'
import { hourFilter } from './hour-filter.ts'

it('the filter of an hour covers all of it and nothing of the next', () => {
  const from = new Date(2026, 10, 26, 23).getTime()
  const [term] = requireFilter('runs', hourFilter(from))
  const [meaning] = term?.meanings ?? []
  expect(term?.key).toBe('started')
  expect(meaning?.type === 'time' && boundsOfTime(meaning.time, from)).toEqual({ from, to: from + 3_600_000 })
})
