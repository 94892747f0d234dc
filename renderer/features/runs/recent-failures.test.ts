import { expect, it } from 'vitest'
import type { Run } from '../../../shared/model/run.ts'
import { recentFailures } from './recent-failures.ts'

const minute = 60_000
const now = 1_000 * minute
const run = (status: Run['status'], minutesAgo: number) =>
  ({ status, createdAt: now - minutesAgo * minute, endedAt: status === 'running' ? null : now - minutesAgo * minute }) as Run

it('runs that failed within the last hour are counted', () => {
  const runs = [run('running', 1), run('failed', 2), run('succeeded', 3), run('failed', 59), run('failed', 61)]
  expect(recentFailures(runs, false, now)).toEqual({ count: 2, isPart: false })
  expect(recentFailures(runs, true, now), 'the list reaches back further').toEqual({ count: 2, isPart: false })
})

it('a list that does not reach back an hour says so', () => {
  expect(recentFailures([run('failed', 2)], true, now)).toEqual({ count: 1, isPart: true })
  expect(recentFailures([], false, now)).toEqual({ count: 0, isPart: false })
})
