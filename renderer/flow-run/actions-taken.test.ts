import { expect, it } from 'vitest'
import type { HistoryEvent } from '../../shared/flow/events.ts'
import { actionsTaken } from './actions-taken.ts'

const events = (...ways: [after: string | null, action: string | null][]): HistoryEvent[] =>
  ways.map(([after, action], at) => ({ n: at + 1, at, type: 'went on', data: { after, action, begins: [] } }))

it('names the action of the last visit of each node, and none that says nothing', () => {
  const taken = actionsTaken(
    events([null, null], ['ask#1', 'no'], ['build#1', 'default'], ['ask#2', 'yes'], ['again#1', 'more'], ['again#2', 'default']),
  )
  expect([...taken]).toEqual([['ask', 'yes']])
})
