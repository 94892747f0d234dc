import { expect, it } from 'vitest'
import { folderPath, folderProblem, isWithin, parentOf, withParents } from './folder.ts'

it('a path is stored without empty names and without spaces around names', () => {
  expect(folderPath(' /ops// nightly backup / ')).toBe('ops/nightly backup')
  expect(folderPath(' / ')).toBe('')
})

it('a path that cannot be a folder is refused with the reason', () => {
  expect(folderProblem('a/b/c/d/e')).toBeNull()
  expect(folderProblem('a/b/c/d/e/f')).toBe('has 6 folders within each other; at most 5 are possible')
  expect(folderProblem(`ops/${'x'.repeat(61)}`)).toMatch(/more than 60 characters/)
  expect(folderProblem('ops/..')).toMatch(/must not contain/)
  expect(folderProblem('ops\u0007')).toMatch(/control characters/)
})

it('a folder is within itself and its parents, not within one whose name starts alike', () => {
  expect(withParents('ops/backup/nas')).toEqual(['ops', 'ops/backup', 'ops/backup/nas'])
  expect(withParents('')).toEqual([])
  expect([parentOf('ops/backup'), parentOf('ops')]).toEqual(['ops', ''])
  expect([isWithin('ops/backup', 'ops'), isWithin('ops', 'ops'), isWithin('ops2', 'ops')]).toEqual([true, true, false])
})
