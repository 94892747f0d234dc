import { expect, it } from 'vitest'
import { nodeOfPath, nodesBeside, pathOfNode, placeOfNode } from './place-of-node.ts'

const flow = {
  nodes: {
    build: {},
    'build.all': {},
    outer: { kind: 'subflow', subflow: { nodes: { inner: {}, other: {} }, edges: [{ from: 'other', to: 'gone' }] } },
  },
  edges: [
    { from: 'build', to: 'outer' },
    { from: 'gone', to: 'build' },
  ],
}

it.each([
  ['nodes.build.script', 'build'],
  ['nodes.build', 'build'],
  ['nodes.outer.flow', 'outer'],
  ['nodes.outer.subflow.nodes.inner.prep.input_key', 'outer/inner'],
  ['nodes.outer.subflow.start', 'outer'],
  ['nodes.missing', null],
  ['edges[0].to', 'build'],
  ['edges[1].from', null],
  ['edges[7]', null],
  ['nodes.outer.subflow.edges[0].to', 'outer/other'],
  ['', null],
])('the problem at %j is one of the node %j', (path, node) => {
  expect(nodeOfPath(path, flow)).toBe(node)
})

it('a key with a dot is told from a field', () => {
  expect(nodeOfPath('nodes.build.all.script', { nodes: { 'build.all': {} } })).toBe('build.all')
})

it('an inner node has its place', () => {
  expect(placeOfNode('outer/inner')).toEqual({ inside: ['outer'], key: 'inner' })
  expect(pathOfNode('outer/inner')).toEqual(['nodes', 'outer', 'subflow', 'nodes', 'inner'])
  expect(nodesBeside(flow, placeOfNode('outer/inner'))).toEqual(['inner', 'other'])
  expect(nodesBeside(flow, placeOfNode('build'))).toEqual(['build', 'build.all', 'outer'])
  expect(nodesBeside(null, placeOfNode('build'))).toEqual([])
})
