import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { applyGesture } from './apply.ts'
import type { Gesture } from './gesture.ts'
import { defaultSide, type MergePart, merged, mergeOf, type Side, sidesOfNode } from './merge.ts'
import { gestureOn, textsOfFlows } from './testing.ts'

const base = `start: a
nodes:
  a: { exec_type: shell, script: { cmd: sh, code: make } } # first
  b: { kind: approval, title: Sure? }
  c: { kind: timer, params: { delay_ms: 1 } }
edges:
  - { from: a, to: b }
`
const partsOf = (theirs: string, mine: string) =>
  mergeOf(base, theirs, mine).parts.map(({ what, key, field, state }) => [state, what, key, ...(field ? [field] : [])].join(' '))

describe('two texts of a flow that were made of the same one', () => {
  it('are joined by nodes, fields and edges, with the comments of mine and of their new nodes', () => {
    const theirs = base
      .replace('title: Sure?', 'title: "Ship it?"')
      .replace('edges:\n', '  d:\n    # theirs\n    kind: approval\nedges:\n')
    const mine = base.replace('code: make', 'code: make all').replace('to: b }', 'to: b } # mine')
    expect(partsOf(theirs, mine)).toEqual(['mine node a script', 'theirs node b title', 'theirs node d'])
    expect(merged(mergeOf(base, theirs, mine), {})).toBe(
      mine.replace('title: Sure?', 'title: Ship it?').replace('edges:\n', '  d:\n    # theirs\n    kind: approval\nedges:\n'),
    )
  })

  it('have the comments that only one of them changed', () => {
    const theirs = base.replace('# first', '# builds all').replace('  c: {', '  # waits a moment\n  c: {')
    const mine = `# mine\n${base.replace('Sure?', 'Ship it?')}`
    const both = theirs.replace('Sure?', 'Ship it?')
    expect(merged(mergeOf(base, theirs, mine), {})).toBe(`# mine\n${both}`)
    expect(merged(mergeOf(base, theirs, base), {})).toBe(theirs)
    const other = mine.replace('# first', '# makes')
    expect(merged(mergeOf(base, theirs, other), {})).toBe(`# mine\n${both.replace('# builds all', '# makes')}`)
  })

  it('conflict where both changed the same, and the choice decides', () => {
    const theirs = base.replace('Sure?', 'Theirs').replace('to: b', 'to: c')
    const mine = base.replace('Sure?', 'Mine').replace('  - { from: a, to: b }\n', '  - { from: a, to: [b, c] }\n')
    expect(partsOf(theirs, mine)).toEqual(['conflict node b title', 'conflict edge a (default)'])
    const merge = mergeOf(base, theirs, mine)
    expect(merged(merge, {})).toBe(mine)
    expect(merged(merge, { '["node","b","title"]': 'theirs' })).toBe(mine.replace('Mine', 'Theirs'))
    expect(merged(merge, { '["node","b","title"]': 'theirs', '["edge","a (default)"]': 'theirs' })).toBe(theirs)
  })

  it('conflict where one removed a node that the other changed', () => {
    const theirs = base.replace('  c: { kind: timer, params: { delay_ms: 1 } }\n', '')
    const mine = base.replace('delay_ms: 1', 'delay_ms: 2')
    expect(partsOf(theirs, mine)).toEqual(['conflict node c'])
    expect(merged(mergeOf(base, theirs, mine), { '["node","c"]': 'theirs' })).toBe(theirs)
  })

  it('keep or lose a node that one of them removed together with its edges and its place', () => {
    const placed = `${base}layout:\n  nodes:\n    b: [10, 20]\n`
    const theirs = base
      .replace('  b: { kind: approval, title: Sure? }\n', '')
      .replace('edges:\n  - { from: a, to: b }\n', 'edges: []\n')
    const mine = placed.replace('delay_ms: 1', 'delay_ms: 2')
    const merge = mergeOf(placed, theirs, mine)
    const node = merge.parts.find(({ id }) => id === '["node","b"]') as MergePart
    expect([node.state, node.mine === undefined, node.theirs]).toEqual(['theirs', false, undefined])
    const sides = sidesOfNode(merge.parts, node, 'mine')
    expect(Object.keys(sides).sort()).toEqual(['["edge","a (default)"]', '["node","b"]', '["position","b"]'])
    expect(merged(merge, sides)).toBe(mine)
    const field = merge.parts.find(({ id }) => id.startsWith('["node","c"')) as MergePart
    expect(sidesOfNode(merge.parts, field, 'theirs')).toEqual({ [field.id]: 'theirs' })
  })

  it('are taken whole where one of them cannot be read', () => {
    const merge = mergeOf(base, base, 'nodes: [')
    expect(merge.isWhole).toBe(true)
    expect(merged(merge, {})).toBe('nodes: [')
    expect(merged(merge, { [merge.parts[0]?.id ?? '']: 'theirs' })).toBe(base)
  })
})

const afterSome = (text: string, seed: number): string => {
  let now = text
  for (let count = 0; count < 4; count++) {
    const [gesture] = fc.sample(gestureOn(now), { numRuns: 1, seed: seed + count })
    const edited = applyGesture(now, gesture as Gesture)
    if (!('refused' in edited)) now = edited.text
  }
  return now
}

it('nothing is lost: each part of the result is what its side has, and every other part is the same on both', () => {
  const value = (side: Side, part: MergePart): unknown => (side === 'mine' ? part.mine : part.theirs)
  fc.assert(
    fc.property(fc.constantFrom(...textsOfFlows(10)), fc.nat(), fc.nat(), fc.boolean(), (text, first, second, isTheirs) => {
      const merge = mergeOf(text, afterSome(text, first), afterSome(text, second))
      const sides = Object.fromEntries(
        merge.parts.filter(({ state }) => state === 'conflict' && isTheirs).map(({ id }) => [id, 'theirs' as const]),
      )
      const result = merged(merge, sides)
      expect(result).not.toBeNull()
      const left = new Map(mergeOf(merge.mine, merge.mine, result ?? '').parts.map((part) => [part.id, part]))
      for (const part of merge.parts) {
        const side = sides[part.id] ?? defaultSide(part)
        const is = left.get(part.id)
        // Nodes may be split differently: then the fields of the whole are compared elsewhere.
        if (side === 'mine') expect(is === undefined || is.mine === undefined || part.what === 'node').toBe(true)
        else if (is) expect(is.mine).toEqual(value('theirs', part))
      }
    }),
    { numRuns: 30 },
  )
}, 60_000)
