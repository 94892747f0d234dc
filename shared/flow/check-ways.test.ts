import { describe, expect, it } from 'vitest'
import { readValue } from './read.ts'

const noop = { exec_type: 'local_func', func: 'noop' }
const messagesOf = (draft: object): string[] => readValue(draft).problems.map(({ message }) => message)

describe('the ways through a flow', () => {
  it('that end at a missing node have that problem only, not an endless loop', () => {
    const draft = {
      start: 'a',
      nodes: { a: noop, report: noop },
      edges: [
        { from: 'a', to: 'report' },
        { from: 'report', to: 'nowhere' },
      ],
    }
    expect(messagesOf(draft)).toEqual(['there is no node "nowhere"'])
  })

  it('name one node that loops in the singular', () => {
    expect(messagesOf({ start: 'a', nodes: { a: noop }, edges: [{ from: 'a', to: 'a' }] })).toEqual([
      'loops forever: "a" has no way out except the limit of steps. Add a choice, or max_visits',
    ])
  })
})
