import { expect, it } from 'vitest'
import { activityText } from './activity.ts'

it('the activity text names the stages that have runs, and is Idle without any', () => {
  expect(activityText({ running: 2, waiting: 1, queued: 3 })).toBe('2 running · 1 waiting · 3 queued')
  expect(activityText({ running: 0, waiting: 0, queued: 3 })).toBe('3 queued')
  expect([activityText({ running: 0, waiting: 0, queued: 0 }), activityText(undefined)]).toEqual(['Idle', 'Idle'])
})
