import { expect, it } from 'vitest'
import type { FoundRun } from '../../../../shared/model/found-run.ts'
import { shown } from '../print.ts'
import { foundText } from './search.ts'

const at = new Date().setHours(11, 5, 5, 0)
const line = {
  node: null,
  attempt: 1,
  n: 332,
  at,
  stream: 'err',
  text: 'curl: (6) no host',
  match: [10, 12],
  isCut: false,
} as const
const found = (over: Partial<FoundRun>): FoundRun => ({
  run: { id: 'r', number: 4182, title: 'Invoice export', status: 'failed', reason: null, startedAt: at, createdAt: at },
  lines: [{ ...line, match: [...line.match] }],
  count: 1,
  ...over,
})

it('a line names its run, when it was printed and its number', () => {
  expect(shown(foundText(found({})))).toBe('#4182 Invoice export  today 11:05:05  L332: curl: (6) no host')
})

it('a line of a later attempt of a node names both, and the last line how many more there are', () => {
  const lines = [{ ...line, match: [0, 1] as [number, number], node: 'fetch#2', attempt: 3 }]
  expect(shown(foundText(found({ lines, count: 1_205 }))).split('\n')).toEqual([
    '#4182 Invoice export › fetch#2 (attempt 3)  today 11:05:05  L332: curl: (6) no host',
    '#4182 Invoice export  1,204 more lines',
  ])
})

it('control characters of a program do not reach the terminal', () => {
  const lines = [{ ...line, match: [0, 3] as [number, number], text: 'a\x1bb\x07' }]
  expect(shown(foundText(found({ lines })))).not.toMatch(/\p{Cc}/u)
})
