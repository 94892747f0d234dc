import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { canonicalText, type Definition } from './definition.ts'
import { targetsOf } from './edges.ts'
import { closingTypes, type FlowEvent, isDecision } from './events.ts'
import { foldAll } from './fold.ts'
import { definition, seeded, world } from './random/testing.ts'
import { readValue } from './read.ts'
import { replay } from './replay.ts'
import { simulate } from './simulate.ts'
import { emptyState } from './state.ts'

const runs = 1_500

describe('a flow of any shape, in a world in which anything may happen', () => {
  const property = (check: (definition: Definition, events: FlowEvent[]) => void) =>
    fc.assert(
      fc.property(definition, world, (draft, { params, seed }) => {
        const graph = readValue(draft).definition as Definition
        check(graph, simulate(graph, params, seeded(seed)))
      }),
      { numRuns: runs },
    )

  it('ends exactly once, and never waits for an event that cannot come', () => {
    property((_, events) => {
      const closings = events.filter(({ type }) => closingTypes.includes(type))
      if (events.length < 2_000) expect(closings).toHaveLength(1)
      if (closings.length > 0) expect(events.at(-1)).toEqual(closings[0])
    })
  })

  it('is decided again identically from its history', () => {
    property((graph, events) => {
      const replayed = replay(graph, events)
      expect(replayed.difference).toBeNull()
      expect(replayed.decisions).toBe(events.filter(isDecision).length)
    })
  })

  it('is the same from every part of its history, also after storing it in between', () => {
    property((graph, events) => {
      const whole = canonicalText(foldAll(graph, emptyState(), events))
      const cut = Math.floor(events.length / 2)
      const half = foldAll(graph, emptyState(), events.slice(0, cut))
      const kept = JSON.parse(JSON.stringify(half)) as typeof half
      expect(canonicalText(foldAll(graph, kept, events.slice(cut)))).toBe(whole)
    })
  })

  it('starts a node only after an edge, a fork or an end led to it', () => {
    property((graph, events) => {
      for (const event of events) {
        if (event.type !== 'went on' || event.data.why || event.data.after === null) continue
        const { after, action, begins, waitsAt } = event.data
        const from = after.split('#')[0]
        const targets = graph.edges.filter((edge) => edge.from === from).flatMap(targetsOf)
        // By an edge from where it was, or by one from a node that was entered too often.
        const beyond = graph.edges.filter((edge) => edge.action === 'limit').flatMap(targetsOf)
        for (const { node: begun } of begins) expect([...targets, ...beyond]).toContain(begun)
        if (waitsAt !== undefined) expect(targets.concat(beyond)).toContain(waitsAt)
        expect(action).not.toBe('')
      }
    })
  })

  it('starts only cleanup nodes after a stop', () => {
    property((_, events) => {
      const asked = events.findIndex(({ type }) => type === 'stop asked' || type === 'flow timed out' || type === 'gave up')
      if (asked < 0) return
      for (const event of events.slice(asked))
        if (event.type === 'went on' && event.data.begins.length > 0) expect(event.data.why).toMatch(/compensation|cleanup/)
    })
  })
})
