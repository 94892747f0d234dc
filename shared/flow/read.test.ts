import { expect, it } from 'vitest'
import { readDefinition } from './read.ts'

const many = (count: number, line: (n: number) => string): string => Array.from({ length: count }, (_, n) => line(n)).join('')
const problemsOf = (text: string) => readDefinition(text).problems

it('a duplicate key of a mapping is named with its place, in either notation', () => {
  const message = 'Map keys must be unique'
  expect(problemsOf('start: a\nnodes: {}\nstart: b\n')).toMatchObject([{ message, severity: 'error', line: 3, column: 1 }])
  expect(problemsOf('start: a\nnodes: { a: { kind: timer, kind: timer } }')).toMatchObject([{ message, line: 2, column: 28 }])
})

it('a definition of many thousand keys, each with an anchor, is read as soon as any other of its size', () => {
  const text = `start: a\nnodes:\n  a: { kind: timer, params: {} }\nedges: []\nextra:\n${many(24_000, (n) => `  k${n}: &a${n} 1\n`)}`
  expect(problemsOf(text)).toMatchObject([{ path: 'extra' }])
})

it('more aliases than a person writes are refused with the place of the first one too many', () => {
  const text = (aliases: number) =>
    `start: &s a\nnodes: { a: { kind: timer } }\nedges:\n${many(aliases, () => '  - { from: *s }\n')}`
  expect(problemsOf(text(1_001))).toMatchObject([
    { message: 'There are more than 1,000 aliases', severity: 'error', line: 1_004 },
  ])
  expect(problemsOf(text(20)).map(({ message }) => message)).not.toContainEqual(expect.stringContaining('aliases'))
})

it('a node with faults is drawn without the fields that are wrong, and the others as they are', () => {
  const { definition, drawn, problems } = readDefinition(`start: a
nodes:
  a: { exec_type: shell, script: { cmd: sh, code: "true" } }
  b: { kind: teleport, title: Beam up, speed: 9 }
  c: { kind: subflow, subflow: { start: d, nodes: { d: { exec_type: local_func, func: noop, max_attempts: 0 }, e: 5 } } }
edges:
  - { from: a, to: b }
`)
  expect(definition).toBeNull()
  expect(problems.map(({ path }) => path)).toEqual([
    'nodes.b.kind',
    'nodes.b.speed',
    'nodes.c.subflow.nodes.d.max_attempts',
    'nodes.c.subflow.nodes.e',
  ])
  expect(drawn?.nodes).toMatchObject({ a: { exec_type: 'shell' }, b: { title: 'Beam up', kind: 'executor' } })
  expect(drawn?.nodes['c']?.subflow?.nodes).toMatchObject({ d: { func: 'noop' }, e: { kind: 'executor' } })
})

it.each(['start: 5\nnodes: { a: {} }', 'start: a\nnodes: []', 'start: a\nnodes: { a: {} }\nedges: 3'])(
  'a text with other faults is not drawn: %j',
  (text) => {
    expect(readDefinition(text)).toMatchObject({ definition: null })
    expect(readDefinition(text).drawn).toBeUndefined()
  },
)
