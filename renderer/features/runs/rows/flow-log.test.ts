import { describe, expect, it } from 'vitest'
import type { NodeWork } from '../node-works.ts'
import type { Place } from '../place.ts'
import { chosenLog } from './flow-log.ts'

const work = (id: string, status: NodeWork['status'] = 'succeeded'): NodeWork => {
  const [, node = '', visit, item] = /^(\w+)#(\d+)(?:\/(\d+))?$/.exec(id) ?? []
  return { id, node, visit: Number(visit), item: item === undefined ? null : Number(item), attempt: 1, status }
}
const works = [work('build#1'), work('tests#1/0'), work('tests#1/1', 'failed'), work('build#2'), work('sorry#1')]
const place = (over: Partial<Place> = {}): Place => ({ step: null, visit: null, item: null, attempt: null, ...over })
const shown = (over: Partial<Place> = {}, seen: string | null = null, failedNode: string | null = null) =>
  chosenLog(works, place(over), seen, { failedNode })?.work?.id

describe('the log of a run of a flow', () => {
  it('is that of the place in the address', () => {
    expect(shown({ step: 'build' })).toBe('build#2')
    expect(shown({ step: 'build', visit: 1 })).toBe('build#1')
    expect(shown({ step: 'tests', item: 1 })).toBe('tests#1/0')
    expect(shown({ step: 'tests' })).toBe('tests#1/1')
  })

  it('is without one that of the step that is selected, failed, or started last', () => {
    expect(shown({}, null, 'tests')).toBe('tests#1/1')
    expect(shown({}, 'build', 'tests')).toBe('build#2')
    expect(shown()).toBe('sorry#1')
  })

  it('is none for a step without a log, or an item that is not there', () => {
    expect(chosenLog(works, place({ step: 'ask' }), null, { failedNode: null })).toEqual({ node: 'ask', work: null })
    expect(shown({ step: 'tests', item: 9 })).toBeUndefined()
    expect(chosenLog([], place(), null, { failedNode: null })).toBeNull()
  })
})
