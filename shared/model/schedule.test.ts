import { expect, it } from 'vitest'
import { ScheduleDraft } from './schedule.ts'

const read = (policy: string) =>
  ScheduleDraft.safeParse({ timing: { kind: 'cron', expr: '0 9 * * *' }, tz: 'UTC', missed: { policy } })

it.each([
  ['latest', 'last'],
  ['last', 'last'],
  ['all', 'all'],
  ['none', 'none'],
])('the missed-run policy %s is stored as %s', (given, stored) => {
  expect(read(given).data?.missed.policy).toBe(stored)
})

it('another missed-run policy is refused, and the policies are named', () => {
  expect(read('first').error?.issues).toMatchObject([{ path: ['missed', 'policy'], message: 'must be none, latest or all' }])
})
