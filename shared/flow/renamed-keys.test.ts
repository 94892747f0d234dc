import { describe, expect, it } from 'vitest'
import { Definition } from './definition.ts'
import { renamedKeys } from './renamed-keys.ts'

const shell = (code: string, over: object = {}) => ({ exec_type: 'shell', script: { code }, ...over })
const graph = (nodes: Record<string, object>) => Definition.parse({ start: Object.keys(nodes)[0], nodes, edges: [] })
const found = (before: Record<string, object>, after: Record<string, object>) => [...renamedKeys(graph(before), graph(after))]

describe('renamed keys of a definition', () => {
  it('are those of nodes that do the same as before, with other references', () => {
    const before = {
      a: shell('x', { post: { output_key: 'a' } }),
      b: shell('y', { prep: { input_key: '$shared.a' } }),
      c: shell('z'),
    }
    const after = {
      A: shell('x', { post: { output_key: 'A' } }),
      B: shell('y', { prep: { input_key: '$shared.A' } }),
      c: shell('z'),
    }
    expect(found(before, after)).toEqual([
      ['a', 'A'],
      ['b', 'B'],
    ])
  })

  it('are none where a node was deleted, added or changed', () => {
    expect(found({ a: shell('x'), b: shell('y') }, { b: shell('y') })).toEqual([])
    expect(found({ b: shell('y') }, { b: shell('y'), a: shell('x') })).toEqual([])
    expect(found({ a: shell('x') }, { a: shell('other') })).toEqual([])
    expect(found({ a: shell('x'), b: shell('y') }, { b: shell('y'), c: shell('new') })).toEqual([])
  })

  it('are none where two nodes that do the same are gone, and one came', () => {
    expect(found({ a: shell('x'), b: shell('x'), c: shell('z') }, { c: shell('z'), d: shell('x') })).toEqual([])
    expect(found({ a: shell('x'), b: shell('x') }, { d: shell('x'), e: shell('x') })).toEqual([
      ['a', 'd'],
      ['b', 'e'],
    ])
  })

  it('include the only node that was renamed and changed at once, in its place', () => {
    expect(found({ a: shell('x'), b: shell('y') }, { first: shell('changed'), b: shell('y') })).toEqual([['a', 'first']])
    expect(found({ a: shell('x') }, { first: { kind: 'approval' } })).toEqual([])
  })
})
