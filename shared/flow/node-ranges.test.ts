import { describe, expect, it } from 'vitest'
import { nodeAt, nodeRanges } from './node-ranges.ts'

const text = `# About the flow
start: build
nodes:
  build: # first
    exec_type: shell
    script:
      code: |
        make
        make install

  outer:
    kind: subflow
    subflow:
      start: inner
      nodes: { inner: { kind: approval }, other: {} }
edges:
  - { from: build, to: outer }
`
const partOf = (id: string): string => {
  const { from, to } = nodeRanges(text).find((range) => range.id === id) ?? { from: 0, to: 0 }
  return text.slice(from, to)
}

describe('the ranges of nodes', () => {
  it('reach from the line of the key to the end of the value', () => {
    expect(partOf('build')).toMatch(/^ {2}build: # first\n[\s\S]*make install$/)
    expect(partOf('outer/inner')).toBe('inner: { kind: approval }')
    expect(nodeRanges(text).map(({ id }) => id)).toEqual(['build', 'outer', 'outer/inner', 'outer/other'])
  })

  it.each([
    ['make install', 'build'],
    ['  outer:', 'outer'],
    ['kind: subflow', 'outer'],
    ['approval', 'outer/inner'],
    ['from: build', null],
    ['start: build', null],
  ])('find the innermost node at %j', (piece, id) => {
    expect(nodeAt(nodeRanges(text), text.indexOf(piece))).toBe(id)
  })

  it.each(['', 'nodes: [', 'nodes: 5', '- a', 'nodes: { a', '\t', '{"nodes": {"a": {}}}'])('never throw: %j', (wrong) => {
    expect(nodeRanges(wrong)).toEqual(expect.any(Array))
  })
})
