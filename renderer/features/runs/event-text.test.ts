import { describe, expect, it } from 'vitest'
import type { Definition } from '../../../shared/flow/definition.ts'
import { readValue } from '../../../shared/flow/read.ts'
import { eventFacts, eventTitle } from './event-text.ts'

const definition = readValue({ start: 'ask', nodes: { ask: { kind: 'approval' } } }).definition as Definition
const on = (type: string, data: object) => ({ type, data: { step: 'ask#1', ...data } })

describe('the words of an event', () => {
  it('call a rejected approval rejected, and one that ran out of time expired', () => {
    expect(eventTitle(on('decided', { value: false }), definition)).toBe('Rejected')
    expect(eventTitle(on('decided', { value: true }), definition)).toBe('Approved')
    expect(eventTitle(on('decided', { value: 'later' }), definition)).toBe('Decided')
    expect(eventTitle(on('wait timed out', {}), definition)).toBe('Expired')
  })

  it('count items from 1, and name what a person sees', () => {
    expect(eventFacts({ type: 'started', data: { step: 'tests#1', item: 0, attempt: 1 } })).toEqual([
      'tests',
      'item 1',
      'attempt 1',
    ])
    expect(eventFacts({ type: 'queued', data: { trigger: 'hand' } })).toEqual(['Manual'])
    expect(['went on', 'gave up', 'items began'].map((type) => eventTitle({ type, data: {} }))).toEqual([
      'Continued',
      'Run failed',
      'Items started',
    ])
  })

  it('give durations with their unit, and leave nested data to the JSON', () => {
    const data = { reason: 'exit-code', exitCode: 4, ms: 3_041, error: null, result: { a: 1 }, jobId: 'x' }
    expect(eventFacts({ type: 'failed', data })).toEqual(['exit-code', 'exit 4', '3.0 s'])
    expect(eventFacts({ type: 'went on', data: { after: null, begins: [{ step: 'a#1' }, { step: 'b#2' }] } })).toEqual([
      'starts a, b (visit 2)',
    ])
  })
})
