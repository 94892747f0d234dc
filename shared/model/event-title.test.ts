import { expect, it } from 'vitest'
import { decisionTypes, factTypes } from '../flow/events.ts'
import { eventTitle } from './event-title.ts'

const titleOf = (type: string, data: object = {}): string => eventTitle({ type, data })

it('an event of a flow is called by what happened', () => {
  expect(['flow began', 'went on', 'gave up', 'task succeeded'].map((type) => titleOf(type))).toEqual([
    'flow started',
    'continued',
    'run failed',
    'task succeeded',
  ])
})

it('a decision is called approved or rejected, and by its name if it is another action', () => {
  expect([true, false, 'postpone'].map((value) => titleOf('decided', { value }))).toEqual(['approved', 'rejected', 'decided'])
})

it('no two events of flows have the same title', () => {
  const types = [...decisionTypes, ...factTypes]
  expect(new Set(types.map((type) => titleOf(type))).size).toBe(types.length)
})
