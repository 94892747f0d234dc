import { describe, expect, it } from 'vitest'
import type { Definition } from './definition.ts'
import type { Decision, Fact, FlowEvent } from './events.ts'
import { pathTakenOf } from './path-taken.ts'
import { readValue } from './read.ts'

const noop = { exec_type: 'local_func', func: 'noop' }

const definition = readValue({
  start: 'ask',
  nodes: { ask: { kind: 'approval', timeout_ms: 1_000 }, ship: noop, sorry: noop, late: noop },
  edges: [
    { from: 'ask', action: 'approved', to: 'ship' },
    { from: 'ask', action: 'rejected', to: 'sorry' },
    { from: 'ask', action: 'expired', to: 'late' },
  ],
}).definition as Definition

const history = (...events: (Decision | Fact)[]): FlowEvent[] =>
  events.map((event, index) => ({ ...event, n: index + 1, at: 100 + index }) as FlowEvent)

const entered: Decision = { type: 'went on', data: { after: null, action: null, begins: [{ step: 'ask#1', node: 'ask' }] } }
const wentTo = (action: string, node: string): Decision => ({
  type: 'went on',
  data: { after: 'ask#1', action, begins: [{ step: `${node}#1`, node }] },
})

describe('the course of a run', () => {
  it('names who rejected an approval, why, and the edge that was taken', () => {
    const events = history(
      entered,
      { type: 'decided', data: { step: 'ask#1', value: false, by: 'cli', comment: 'not today' } },
      wentTo('rejected', 'sorry'),
    )
    expect(pathTakenOf(definition, events)).toEqual({
      ways: [['ask', 'sorry']],
      approvals: { ask: { outcome: 'rejected', by: 'cli', comment: 'not today', at: 101 } },
    })
  })

  it('tells an expired approval from a rejected one', () => {
    const events = history(entered, { type: 'wait timed out', data: { step: 'ask#1' } }, wentTo('expired', 'late'))
    expect(pathTakenOf(definition, events)).toEqual({
      ways: [['ask', 'late']],
      approvals: { ask: { outcome: 'expired', by: null, comment: null, at: 101 } },
    })
  })

  it('follows an approval by a signal, with the text that the signal brought', () => {
    const events = history(
      entered,
      { type: 'signal received', data: { key: 'ask', value: 'later', id: null, by: 'api' } },
      { type: 'signal consumed', data: { step: 'ask#1', signal: 2 } },
    )
    expect(pathTakenOf(definition, events).approvals['ask']).toMatchObject({ outcome: 'later', by: 'api' })
  })

  it('marks both edges where a node led on by its limit', () => {
    const looped = readValue({
      start: 'a',
      nodes: { a: { ...noop, max_visits: 1 }, b: noop, out: noop },
      edges: [
        { from: 'a', to: 'b' },
        { from: 'b', to: 'a' },
        { from: 'a', action: 'limit', to: 'out' },
      ],
    }).definition as Definition
    const events = history({
      type: 'went on',
      data: { after: 'b#1', action: 'limit', begins: [{ step: 'out#1', node: 'out' }] },
    })
    expect(pathTakenOf(looped, events).ways).toEqual([
      ['b', 'a'],
      ['a', 'out'],
    ])
  })

  it('marks the edge to a compensation, and the branch that waits at a join', () => {
    const events = history(
      { type: 'went on', data: { after: 'x#1', action: 'default', begins: [], waitsAt: 'join' } },
      {
        type: 'went on',
        data: { after: null, action: null, begins: [{ step: 'undo#1', node: 'undo', undoes: 'x#1' }], why: 'compensation' },
      },
      { type: 'went on', data: { after: null, action: null, begins: [{ step: 'tidy#1', node: 'tidy' }], why: 'cleanup' } },
    )
    expect(pathTakenOf(definition, events).ways).toEqual([
      ['x', 'join'],
      ['x', 'undo'],
    ])
  })
})
