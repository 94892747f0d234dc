import { expect, it } from 'vitest'
import { paramsText } from './params-text.ts'

it('parameters are shown in one line, and shortened', () => {
  expect(paramsText({})).toBe('')
  expect(paramsText({ env: 'prod', dryRun: true, note: 'two\nlines' })).toBe('env=prod, dryRun=true, note=two lines')
  expect(paramsText({ a: 'x'.repeat(1_000) })).toHaveLength(200)
})
