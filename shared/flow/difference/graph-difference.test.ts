import { describe, expect, it } from 'vitest'
import type { Definition } from '../definition.ts'
import { laidOutAs, withoutLayout } from '../layout.ts'
import { readDefinition } from '../read.ts'
import { diffOf } from './diff.ts'
import { graphDifference } from './graph-difference.ts'

const base = `start: build
nodes:
  build: { exec_type: shell, script: { cmd: sh, code: "make all" }, retry: { max_attempts: 3 } }
  ask: { kind: approval, title: Ship it }
  deploy: { exec_type: shell, script: { cmd: sh, code: "deploy.sh" } }
edges:
  - { from: build, to: ask }
  - { from: ask, action: approved, to: deploy }
layout: { nodes: { build: [0, 0], ask: [0, 120], deploy: [0, 240] } }
`
const read = (text: string): Definition => readDefinition(text).definition as Definition
const changed = (edit: (text: string) => string) => graphDifference(read(base), read(edit(base)))
const states = ({ nodes }: ReturnType<typeof graphDifference>) => nodes.map(({ id, state }) => `${state} ${id}`)

describe('the difference of two graphs', () => {
  it('is nothing for the same flow', () => {
    expect(changed((text) => text)).toMatchObject({ nodes: [], wires: [], fields: [] })
  })

  it('tells an added node with its wire, and keeps all nodes of both in the drawing', () => {
    const found = changed((text) =>
      text
        .replace('  ask: { kind: approval, title: Ship it }\n', '')
        .replace('  - { from: ask, action: approved, to: deploy }\n', '')
        .replace('to: ask', 'to: test')
        .replace('edges:', '  test: { kind: timer, params: { seconds: 5 } }\nedges:')
        .replace('ask: [0, 120], ', ''),
    )
    expect(states(found)).toEqual(['added test', 'removed ask'])
    expect(found.wires).toEqual([
      { from: 'build', action: 'default', to: 'test', state: 'changed', before: 'ask' },
      { from: 'ask', action: 'approved', to: 'deploy', state: 'removed' },
    ])
    expect(Object.keys(found.graph.nodes).sort()).toEqual(['ask', 'build', 'deploy', 'test'])
    expect(found.graph.layout?.nodes['ask']).toEqual([0, 120])
  })

  it('does not lay a removed node over one that was put in its place', () => {
    const found = changed((text) =>
      text.replace(/ask/g, 'timer').replace('{ kind: approval, title: Ship it }', '{ kind: timer, params: { seconds: 5 } }'),
    )
    expect(states(found)).toEqual(['added timer', 'removed ask'])
    expect(found.graph.layout?.nodes['ask']).toBeUndefined()
  })

  it('names the changed fields of a node, and tells a moved one from a changed one', () => {
    const found = changed((text) =>
      text.replace('max_attempts: 3', 'max_attempts: 5').replace('deploy: [0, 240]', 'deploy: [80, 240]'),
    )
    expect(states(found)).toEqual(['changed build', 'moved deploy'])
    expect(found.nodes[0]?.fields).toEqual([{ path: 'retry.max_attempts', before: 3, after: 5 }])
  })

  it('reads a rename as one, with its wires, also where neighbors were renamed and a line of its script changed', () => {
    const found = changed((text) =>
      text
        .replace(/\bbuild\b/g, 'compile')
        .replace(/\bask\b/g, 'approve')
        .replace('max_attempts: 3', 'max_attempts: 4'),
    )
    expect(found.nodes.map(({ id, was, state }) => [id, was, state])).toEqual([
      ['compile', 'build', 'renamed'],
      ['approve', 'ask', 'renamed'],
    ])
    expect(found.wires).toEqual([])
    expect(found.fields).toEqual([])
    expect(diffOf(read(base), read(base.replace(/\bask\b/g, 'approve')))).toEqual([
      { sign: '~', what: 'node approve', details: ['key: ask → approve'] },
    ])
  })

  it('does not take a node for another one that only stands in the same place', () => {
    const found = changed((text) =>
      text.replace(/\bdeploy\b(?!\.)/g, 'notify').replace('deploy.sh', 'curl -d done https://example.org'),
    )
    expect(states(found)).toEqual(['added notify', 'removed deploy'])
  })

  it('compares inner flows node by node', () => {
    const outer = (inner: string) =>
      `start: a\nnodes:\n  a: { kind: subflow, subflow: { start: x, nodes: { ${inner} }, edges: [] } }\n`
    const found = graphDifference(
      read(outer('x: { kind: approval }')),
      read(outer('x: { kind: approval, title: Go }, y: { kind: approval }')),
    )
    expect(states(found)).toEqual(['changed a/x', 'added a/y'])
  })
})

it('a stored definition is drawn as its text is, also within inner flows', () => {
  const text = `start: a
nodes:
  a: { kind: subflow, subflow: { start: x, nodes: { x: { kind: approval } }, edges: [], layout: { nodes: { x: [8, 8] } } } }
layout: { nodes: { a: [16, 24] } }
`
  const drawn = read(text)
  expect(laidOutAs(withoutLayout(drawn) as Definition, drawn)).toEqual(drawn)
})
