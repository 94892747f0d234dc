import { describe, expect, it } from 'vitest'
import { commonValues, completionOf, suggestedKeys, suggestedValue } from './complete.ts'
import { appliedText, opened, splitFilter, toggled, typed } from './draft.ts'

const empty = { tokens: [], draft: '' }

describe('a filter that is being typed', () => {
  it('completes a token at the space behind it, except within quotes', () => {
    expect(typed(empty, 'status:fai')).toEqual({ tokens: [], draft: 'status:fai' })
    expect(typed(empty, 'status:failed ')).toEqual({ tokens: ['status:failed'], draft: '' })
    expect(typed({ tokens: ['a'], draft: '' }, 'error:"disk ')).toEqual({ tokens: ['a'], draft: 'error:"disk ' })
    expect(typed(empty, 'a "b c" d')).toEqual({ tokens: ['a', '"b c"'], draft: 'd' })
    expect(typed(empty, ' ')).toEqual(empty)
  })

  it('opens a token again, and keeps the text that was there as a token', () => {
    expect(opened({ tokens: ['a', 'b'], draft: '' }, 1)).toEqual({ tokens: ['a'], draft: 'b' })
    expect(opened({ tokens: ['a', 'b'], draft: 'c' }, 0)).toEqual({ tokens: ['b', 'c'], draft: 'a' })
  })

  it('is applied without a token that is not understood yet', () => {
    expect(appliedText('runs', { tokens: ['a'], draft: 'status:fai' })).toBe('a')
    expect(appliedText('runs', { tokens: ['a'], draft: 'status:failed' })).toBe('a status:failed')
    expect(appliedText('runs', { tokens: ['stauts:x'], draft: '' })).toBe('stauts:x')
  })

  it('has one token of a chip: another chip of the same key takes its place', () => {
    expect(toggled('status:failed nightly', 'status:running')).toBe('nightly status:running')
    expect(toggled('status:failed nightly', 'status:failed')).toBe('nightly')
    expect(toggled('-status:failed', 'status:running')).toBe('-status:failed status:running')
    expect(splitFilter('a  -"b c"')).toEqual(['a', '-"b c"'])
  })
})

describe('suggestions', () => {
  it('are keys first, then values of the key', () => {
    const keys = completionOf('runs', '-st')
    expect(keys && suggestedKeys('runs', keys).map(({ insert }) => insert)).toEqual(['-status:', '-started:'])
    const values = completionOf('runs', 'status:failed,"last')
    expect(values).toMatchObject({ type: 'value', before: 'status:failed,', text: 'last', key: { name: 'status' } })
    expect(values && suggestedValue(values, 'last week', '').insert).toBe('status:failed,"last week"')
    expect(completionOf('runs', 'stauts:x')).toBeNull()
    const times = completionOf('jobs', 'next:')
    expect(times?.type === 'value' && commonValues(times.key)).toContain('tomorrow')
  })
})
