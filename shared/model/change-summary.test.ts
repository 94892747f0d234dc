import { expect, it } from 'vitest'
import { changeSummary } from './change-summary.ts'

it.each([
  [{ changed: [] }, ''],
  [{ changed: ['script'] }, 'Script changed'],
  [{ changed: ['script', 'timeout', 'script'] }, 'Script and timeout changed'],
  [{ changed: ['a', 'b', 'c'] }, 'A, b and c changed'],
  [{ changed: ['a', 'b', 'c', 'd', 'e'] }, 'A, b and 3 more changed'],
  [
    { changed: ['parameters'], added: ['step count'], removed: ['step sort'] },
    'Step count added, step sort removed, parameters changed',
  ],
])('the parts %j are told as "%s"', (parts, text) => expect(changeSummary(parts)).toBe(text))
