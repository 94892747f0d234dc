import { describe, expect, it } from 'vitest'
import { commonValues, completedValue, completionOf, suggestedKeys, suggestedValue } from './complete.ts'
import { appliedText, opened, splitFilter, textOfAll, toggled, typed } from './draft.ts'

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

  it('is applied without half a key or value, until the suggestions are closed', () => {
    for (const draft of ['sta', 'status', '-fail']) expect(appliedText('runs', { tokens: ['a'], draft }), draft).toBe('a')
    expect(textOfAll('runs', { tokens: ['a'], draft: 'sta' })).toBe('a sta')
    for (const draft of ['stab', 'mirror', 'trace']) expect(appliedText('runs', { tokens: [], draft }), draft).toBe(draft)
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
    expect(
      keys &&
        suggestedKeys('runs', keys)
          .map(({ insert }) => insert)
          .slice(0, 2),
    ).toEqual(['-status:', '-started:'])
    const texts = completionOf('runs', 'fail')
    expect(texts && suggestedKeys('runs', texts).map(({ insert }) => insert)).toEqual(['status:failed'])
    const values = completionOf('runs', 'status:failed,"last')
    expect(values).toMatchObject({ type: 'value', before: 'status:failed,', text: 'last', key: { name: 'status' } })
    expect(values && suggestedValue(values, 'last week', '').insert).toBe('status:failed,"last week"')
    expect(completionOf('runs', 'stauts:x')).toBeNull()
    const times = completionOf('jobs', 'next:')
    expect(times?.type === 'value' && commonValues(times.key, '')).toContain('tomorrow')
  })

  it('name the weekdays of times past once a part of one was typed', () => {
    const times = completionOf('runs', 'started:"last ')
    expect(times?.type === 'value' && commonValues(times.key, times.text)).toContain('last tuesday')
    expect(times?.type === 'value' && commonValues(times.key, '')).not.toContain('last tuesday')
  })
})

describe('a value that is not valid as it was typed', () => {
  const suggestions = (list: 'runs' | 'jobs', draft: string, values: string[], isComplete = true) => {
    const completion = completionOf(list, draft)
    return { items: completion ? values.map((value) => suggestedValue(completion, value, '')) : [], isComplete }
  }
  const completed = (draft: string, values: string[], isComplete = true): string | undefined =>
    completedValue('runs', draft, suggestions('runs', draft, values, isComplete))?.insert

  it('becomes the first suggestion that begins with it', () => {
    expect(completed('status:fa', ['failed'])).toBe('status:failed')
    expect(completed('-status:queued,fa', ['failed'])).toBe('-status:queued,failed')
    expect(completed('started:"last tu', ['last tuesday'])).toBe('started:"last tuesday"')
    expect(completed('status:led', ['failed'])).toBeUndefined()
  })

  it('becomes a known choice before the suggestions arrive', () => {
    expect(completed('status:fa', [], false)).toBe('status:failed')
  })

  it('stays if it is valid, empty or free text', () => {
    expect(completed('status:failed', ['failed'])).toBeUndefined()
    expect(completed('status:', ['failed'])).toBeUndefined()
    expect(completed('fa', ['failed'])).toBeUndefined()
    expect(completed('error:"disk', ['disk quota exceeded'])).toBeUndefined()
  })

  it('becomes a name only if no thing has the name that was typed', () => {
    expect(completed('job:back', ['backup', 'backup 2'])).toBe('job:backup')
    expect(completed('job:backup', ['backup', 'backup 2'])).toBeUndefined()
    expect(completed('job:back', ['backup'], false)).toBeUndefined()
  })
})
