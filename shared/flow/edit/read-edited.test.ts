import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readDefinition } from '../read.ts'
import { applyGesture } from './apply.ts'
import type { Gesture } from './gesture.ts'
import { readEdited } from './read-edited.ts'
import { gestureOn, textsOfFlows } from './testing.ts'

function expectSame(text: string): void {
  const [read, edited] = [readDefinition(text), readEdited(text)]
  expect({ ...edited, secrets: [] }).toEqual({ ...read, secrets: [] })
}

describe('a text that is edited', () => {
  it('reads as any other', () => {
    const wrong = [
      '',
      'nodes: [',
      'start: a\nnodes: { a: { kind: nothing } }\n',
      '- a',
      'a: &a [*a]',
      'start: a\nnodes: { a: null }\n',
      'start: a\nnodes: { __proto__: { kind: timer } }\n',
      'start: a\nnodes: { a: { kind: timer, params: { __proto__: 1 } } }\nedges: [a, { from: a, to: 1 }]\n',
      `start: a\nnodes: { ${'a'.repeat(201)}: { kind: timer } }\nedges: 1\n`,
    ]
    for (const text of [...textsOfFlows(10), ...wrong]) expectSame(text)
  })

  it('reads as any other after each of many gestures', () => {
    const seeds = fc.array(fc.nat(), { minLength: 8, maxLength: 8 })
    fc.assert(
      fc.property(fc.constantFrom(...textsOfFlows(10)), seeds, (start, each) => {
        let text = start
        for (const seed of each) {
          const [gesture] = fc.sample(gestureOn(text), { numRuns: 1, seed }) as [Gesture]
          const edited = applyGesture(text, gesture)
          if ('refused' in edited) continue
          text = edited.text
          expectSame(text)
        }
      }),
      { numRuns: 12 },
    )
  })

  it('gives the same nodes and edges again, except those that changed', () => {
    const text =
      'start: a\nnodes:\n  a: { exec_type: local_func, func: x }\n  b: { kind: approval }\nedges:\n  - { from: a, to: b }\n'
    const before = readEdited(text)
    const edited = applyGesture(text, { do: 'setField', key: 'b', path: ['title'], value: 'Ask' })
    const after = readEdited('text' in edited ? edited.text : '')
    expect(after.drawn?.nodes['b']?.title).toBe('Ask')
    expect(after.drawn?.nodes['a']).toMatchObject({ func: 'x' })
    expect(after.drawn?.nodes['a']).toBe(before.drawn?.nodes['a'])
    expect(after.drawn?.edges[0]).toBe(before.drawn?.edges[0])
  })
})
