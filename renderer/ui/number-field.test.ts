import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import { fieldProblems, numberField } from './number-field.ts'

const Draft = z.object({
  count: z.int().min(1, 'must be at least 1'),
  wait: z.object({ ms: z.number().max(10) }),
  note: z.string(),
})

const problemsOf = (draft: object) =>
  fieldProblems(
    Draft.safeParse(draft).error?.issues ?? [],
    (path) => path,
    (field) => `${field} is no number`,
  )

describe('a number field', () => {
  it.each(['', ' ', 'five', '1,5', 'NaN'])('with the text %j is reported as no number', (text) => {
    expect(problemsOf({ count: numberField(text), wait: { ms: numberField(text) }, note: '' })).toEqual({
      count: 'count is no number',
      'wait.ms': 'wait.ms is no number',
    })
  })

  it('with a number out of range keeps the message of its schema', () => {
    expect(problemsOf({ count: numberField('0'), wait: { ms: numberField(' 3.5 ') }, note: '' })).toEqual({
      count: 'Must be at least 1',
    })
  })

  it('leaves other fields alone, even if their message mentions NaN', () => {
    const schema = z.string().refine(() => false, 'must not be NaN')
    const issues = schema.safeParse('x').error?.issues ?? []
    expect(
      fieldProblems(
        issues,
        () => 'note',
        () => 'no number',
      ),
    ).toEqual({ note: 'Must not be NaN' })
  })
})
