import { expect, it } from 'vitest'
import type { FoundLine, FoundRun } from '../../../../shared/model/found-run.ts'
import { resultRows } from './result-rows.ts'

const line = (over: Partial<FoundLine> = {}): FoundLine => ({
  ...{ node: null, attempt: 1, n: 7, at: 1, stream: 'out', text: 'a host', match: [2, 6], isCut: false },
  ...over,
})
const found = (lines: FoundLine[], count: number): FoundRun => ({
  run: { id: 'r', number: 12, title: 'a', status: 'failed', reason: null, startedAt: 1, createdAt: 1 },
  lines,
  count,
})
const query = { text: 'a & host', regex: true, case: true, word: false, q: '' }

it('a run is followed by its first lines and the number of the others', () => {
  const rows = resultRows([found([line(), line({ n: 8 })], 5), found([line()], 1)], query)
  expect(rows.map(({ kind }) => kind)).toEqual(['run', 'line', 'line', 'rest', 'run', 'line'])
  expect(rows[3]).toMatchObject({ count: 3, href: expect.stringContaining('#L8') })
})

it.each([
  [{}, '/runs/12/log?attempt=1&find=a+%26+host&find-flags=rc#L7'],
  [{ node: 'tests#1/2', attempt: 3 }, '/runs/12/log?step=tests&item=3&attempt=3&find=a+%26+host&find-flags=rc#L7'],
  [{ node: 'make/17' }, '/runs/12/log?step=make&item=17&attempt=1&find=a+%26+host&find-flags=rc#L7'],
])('the link of a line names step, item and attempt, and what was searched for: %j', (over, href) => {
  expect(resultRows([found([line(over)], 1)], query)[1]?.href).toBe(href)
})
