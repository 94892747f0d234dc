import { describe, expect, it } from 'vitest'
import { readDefinition } from '../../shared/flow/read.ts'
import { flowShape, readingOrder, resultCard } from './flow-shape.ts'

const work = '{ exec_type: local_func, func: noop }'
const read = (text: string) => {
  const { definition } = readDefinition(text)
  if (!definition) throw new Error('the text of the test cannot be read')
  return definition
}
const forked = read(`start: a
nodes: { d: { kind: timer, join: true, params: { delay_ms: 1 } }, a: ${work}, b: ${work}, c: ${work}, e: ${work} }
edges: [{ from: a, to: [b, c] }, { from: b, to: d }, { from: c, to: d }, { from: d, action: error, to: e }, { from: e, to: a }]`)
const nested = read(`start: a
nodes: { a: { kind: subflow, subflow: { start: x, nodes: { x: ${work}, y: ${work} }, edges: [{ from: x, to: y }] } }, b: ${work} }
edges: [{ from: a, to: b }]
layout: { nodes: { a: [0, 0], b: [0, 300] } }`)

describe('the order in which a flow is read', () => {
  it('has a join after all of its branches, also where a wire leads back', () => {
    expect(readingOrder(forked, new Set())).toEqual(['a', 'b', 'c', 'd', 'e'])
  })

  it('has the nodes of an inner flow that is opened', () => {
    expect(readingOrder(nested, new Set())).toEqual(['a', 'b'])
    expect(readingOrder(nested, new Set(['a']))).toEqual(['a', 'a/x', 'a/y', 'b'])
  })

  it('does not overflow on a chain of thousands', () => {
    const keys = Array.from({ length: 5_000 }, (_, index) => `n${index}`)
    const nodes = Object.fromEntries(keys.map((key) => [key, { kind: 'timer' as const }]))
    const edges = keys.slice(1).map((to, index) => ({ from: `n${index}`, action: 'default', to }))
    expect(readingOrder({ start: 'n0', nodes, edges }, new Set())).toEqual(keys)
  })
})

describe('the shape of a flow', () => {
  const shown = { opened: new Set<string>(), hasParams: false, hasResults: false }

  it('has one wire for each action and target, and one for failures that lead to the same node', () => {
    const asked = read(`start: ask
nodes: { ask: { kind: approval }, yes: ${work}, no: ${work} }
edges: [{ from: ask, action: approved, to: yes }, { from: ask, action: rejected, to: no }, { from: ask, action: expired, to: no }]`)
    const { shape, wires } = flowShape(asked, shown)
    expect(shape.ways.map(({ label, isTrouble }) => [label, isTrouble])).toEqual([
      ['approved', false],
      ['rejected, expired', true],
    ])
    expect([...wires.values()].map(({ wire }) => wire?.actions)).toEqual([['approved'], ['rejected', 'expired']])
  })

  it('puts cards before the start and after each end, beside nodes that were placed', () => {
    const { shape } = flowShape(nested, { ...shown, hasParams: true, hasResults: true })
    const ids = shape.boxes.map(({ id }) => id)
    expect(ids).toEqual(['#params', 'a', 'b', resultCard('b', 'default')])
    expect(shape.boxes.find(({ id }) => id === '#params')?.wish?.y).toBeLessThan(0)
    expect(shape.boxes.at(-1)?.wish?.y).toBeGreaterThan(300 + 64)
  })

  it('has an inner flow within its node once that is opened', () => {
    const { shape, wires } = flowShape(nested, { ...shown, opened: new Set(['a']) })
    expect(shape.boxes[0]?.inner?.boxes.map(({ id }) => id)).toEqual(['a/x', 'a/y'])
    expect([...wires.values()].map(({ from, to }) => `${from} ${to}`)).toContain('a/x a/y')
  })
})
