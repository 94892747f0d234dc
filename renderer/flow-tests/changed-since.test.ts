import { expect, it } from 'vitest'
import type { Definition } from '../../shared/flow/definition.ts'
import { changedSince } from './changed-since.ts'

const tested: Definition = {
  start: 'a',
  nodes: {
    a: { kind: 'executor', exec_type: 'shell', script: { cmd: 'sh', code: 'echo 1' } },
    b: { kind: 'executor', exec_type: 'local_func', func: 'noop' },
    c: { kind: 'timer', params: { delay_ms: 5 } },
  },
  edges: [
    { from: 'a', action: 'default', to: 'b' },
    { from: 'b', action: 'error', to: 'c' },
  ],
} as Definition
const none = new Map<string, string>()
const shown = ['a', 'b', 'c'].map((key) => ({ key }))
const { a, b, c } = tested.nodes as Record<'a' | 'b' | 'c', Definition['nodes'][string]>

it.each<[string, Partial<Definition>, string[]]>([
  ['nothing changed', {}, []],
  ['a script changed', { nodes: { a: { ...a, script: { cmd: 'sh', code: 'echo 2' } }, b, c } }, ['a']],
  [
    'the same fields in another order',
    { nodes: { a: { script: { code: 'echo 1', cmd: 'sh' }, exec_type: 'shell', kind: 'executor' }, b, c } },
    [],
  ],
  ['a new title', { nodes: { a: { ...a, title: 'First' }, b, c } }, []],
  ['a node that was deleted', { nodes: { a, b } }, []],
  [
    'a wire on another action',
    {
      edges: [
        { from: 'a', action: 'default', to: 'b' },
        { from: 'b', action: 'default', to: 'c' },
      ],
    },
    ['c'],
  ],
  ['a new wire', { edges: [...tested.edges, { from: 'a', action: 'error', to: 'c' }] }, ['c']],
  ['wires in another order', { edges: tested.edges.toReversed() }, []],
  [
    'one wire to two nodes',
    {
      edges: [
        { from: 'a', action: 'default', to: ['b', 'c'] },
        { from: 'b', action: 'error', to: 'c' },
      ],
    },
    ['c'],
  ],
])('results are old where a node or what leads to it changed: %s', (_, change, stale) => {
  expect([...changedSince({ tested, draft: { ...tested, ...change } }, none, shown)]).toEqual(stale)
})

it('a node that was renamed keeps its result, and so do those that it leads to', () => {
  const draft = {
    ...tested,
    start: 'x',
    nodes: { x: a, b, c },
    edges: [{ from: 'x', action: 'default', to: 'b' }, ...tested.edges.slice(1)],
  } as Definition
  const keys = ['x', 'b', 'c'].map((key) => ({ key }))
  expect([...changedSince({ tested, draft }, new Map([['a', 'x']]), keys)]).toEqual([])
})
