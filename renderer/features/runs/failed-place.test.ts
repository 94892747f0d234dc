import { describe, expect, test } from 'vitest'
import type { RunDetail } from '../../../shared/model/run.ts'
import { failedPlace } from './failed-place.ts'

type Node = RunDetail['nodes'][number]
const node = (over: Partial<Node>) => ({ key: 'tests', title: null, items: null, ...over }) as Node
const placeOf = (over: Partial<RunDetail>) =>
  failedPlace({ error: null, failedNode: 'tests', failedItem: null, failedItemValue: null, nodes: [node({})], ...over })

describe('the place of a failure', () => {
  test('has the title of the node, or its key', () => {
    const error = '"tests": It took longer than its timeout.'
    expect(placeOf({ error })).toEqual({ place: 'tests', error: 'It took longer than its timeout.' })
    expect(placeOf({ error, nodes: [node({ title: 'Run the tests' })] }).place).toBe('Run the tests')
  })

  test('names an item by its number and value, and a branch by its number', () => {
    const nodes = [node({ items: { count: 5, ok: 1, failed: 1 } })]
    const of = (kind: string, failedItemValue: string | null) =>
      placeOf({ error: `"tests": ${kind} 2: no host: down`, failedItem: 1, failedItemValue, nodes })
    expect(of('item', 'eu-west')).toEqual({ place: 'tests, item 2 of 5: eu-west', error: 'no host: down' })
    expect(of('item', ' a\nb ').place).toBe('tests, item 2 of 5: a b')
    expect(of('branch', null).place).toBe('tests, branch 2 of 5')
  })

  test('is left in an error that names no node of the run', () => {
    expect(placeOf({ error: 'The flow timed out.', failedNode: null })).toEqual({ place: null, error: 'The flow timed out.' })
    expect(placeOf({ error: '"other": gone' })).toEqual({ place: null, error: '"other": gone' })
  })
})
