import { expect, it } from 'vitest'
import { planCrontab } from './plan.ts'

it('a line whose expression matches no date is imported with a note that it never runs', () => {
  const { planned } = planCrontab('0 0 30 2 * never\n0 0 28 2 * yearly\n@reboot once\n', 'user', 'UTC', true)
  const notes = planned.map(({ differences }) => differences.filter((difference) => difference.startsWith('no date matches')))
  expect(notes).toEqual([['no date matches this expression, so neither cron nor LocalFlow ever runs it'], [], []])
})
