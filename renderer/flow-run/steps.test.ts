import { describe, expect, it } from 'vitest'
import type { Definition } from '../../shared/flow/definition.ts'
import type { FlowEvent } from '../../shared/flow/events.ts'
import { forkFromFailure } from '../../shared/flow/fork.ts'
import { readValue } from '../../shared/flow/read.ts'
import { stepsOf } from './steps.ts'

const definition = readValue({
  start: 'ask',
  nodes: { ask: { kind: 'approval' }, ship: { exec_type: 'shell', script: { cmd: 'ship' } } },
  edges: [{ from: 'ask', action: 'rejected', to: 'ship' }],
}).definition as Definition

const numbered = (events: object[], from = 0): FlowEvent[] =>
  events.map((event, index) => ({ ...event, n: index + 1, at: from + index }) as FlowEvent)

const began = { flow: 'f', version: 1, definition: 'h', params: {}, shared: {}, depth: 0 }
const failedOf = { step: 'ship#1', attempt: 1, reason: 'exit-code', error: 'no', exitCode: 4 }
const first = numbered([
  { type: 'flow began', data: began },
  { type: 'went on', data: { after: null, action: null, begins: [{ step: 'ask#1', node: 'ask' }] } },
  { type: 'decided', data: { step: 'ask#1', value: false, by: 'cli', comment: 'not today' } },
  { type: 'went on', data: { after: 'ask#1', action: 'rejected', begins: [{ step: 'ship#1', node: 'ship' }] } },
  { type: 'started', data: { step: 'ship#1', attempt: 1 } },
  { type: 'task failed', data: failedOf },
  { type: 'gave up', data: { step: 'ship#1', reason: 'exit-code', error: 'no' } },
])

describe('the steps of a run', () => {
  it('show a rejected approval as rejected, with who and why', () => {
    expect(stepsOf(definition, first)[0]).toMatchObject({
      id: 'ask#1',
      approval: { outcome: 'rejected', by: 'cli', comment: 'not today' },
    })
  })

  it('of a run that goes on from another one begin with it, and name what it took over', () => {
    const forked = forkFromFailure(definition, first, 1_000)
    if ('problem' in forked) throw new Error(forked.problem)
    const { state, n, course } = forked
    const second = numbered(
      [
        { type: 'flow began', data: began },
        { type: 'forked', data: { run: 2214, n, state, course } },
        { type: 'started', data: { step: 'ship#1', attempt: 1 } },
        { type: 'task failed', data: failedOf },
      ],
      1_000,
    )
    expect(stepsOf(definition, second)).toMatchObject([
      { id: 'ask#1', takenFrom: 2214, approval: { outcome: 'rejected' }, tries: [] },
      { id: 'ship#1', takenFrom: null, from: 1_001, to: 1_003, status: 'failed', tries: [{ number: 1, from: 1_002 }] },
    ])
  })
})
