import { expect, it } from 'vitest'
import type { Definition } from '../definition.ts'
import { readDefinition } from '../read.ts'
import { diffOf } from './diff.ts'

const base = `start: a
params: { width: { type: integer, default: 800 } }
nodes:
  a: { kind: approval }
  b: { kind: approval }
edges:
  - { from: a, to: b }
layout: { nodes: { a: [0, 0], b: [0, 100] } }
`
const read = (text: string): Definition => readDefinition(text).definition as Definition
const changes = (text: string) => diffOf(read(base), read(text)).map(({ sign, what, details }) => [sign + what, ...details])

it('two definitions differ by parameters, nodes and edges, and by where nodes are drawn', () => {
  expect(changes(base)).toEqual([])
  expect(changes(base.replace('800', '900'))).toEqual([['~params', 'params.width.default: 800 → 900']])
  expect(changes(base.replace('b: [0, 100]', 'b: [0, 200]'))).toEqual([['~positions', 'b']])
  expect(changes(base.replace('b: { kind: approval }', 'b: { kind: approval, disabled: true }'))).toEqual([
    ['~node b', 'disabled: nothing → true'],
  ])
  expect(changes(base.replace(', b: [0, 100]', ''))).toEqual([])
})
