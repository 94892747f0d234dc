import { expect, it } from 'vitest'
import { suggestName } from './suggest-name.ts'

it('the name of a new view says what its filter says', () => {
  expect(suggestName('status:failed job:"Nightly backup" started:7d')).toBe('Failed, Nightly backup, started 7d')
  expect(suggestName('status:failed,timed-out -trigger:manual disk')).toBe('Failed or timed-out, not manual, disk')
  expect(suggestName('')).toBe('')
  expect(suggestName(`error:"${'x'.repeat(200)}"`)).toHaveLength(60)
})
