import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isCollection, type Node, type ParsedNode, visit } from 'yaml'
import { applyGesture } from './apply.ts'
import type { Gesture } from './gesture.ts'
import { liveSource } from './live-source.ts'
import { placeOfPair } from './places.ts'
import { parseSource, type Source } from './source.ts'
import { gestureOn, textsOfFlows } from './testing.ts'

const read = (text: string, of: (text: string) => ReturnType<typeof liveSource>): Source | null => {
  const source = of(text)
  return 'refused' in source ? null : source
}

/** Where each key, and each word and value, stands. */
function placesIn({ tree }: Source): unknown[] {
  const found: unknown[] = []
  visit(tree, {
    Pair: (_, pair) => {
      const place = placeOfPair(pair as never)
      found.push(place && [place.start, place.headEnd])
    },
    Node: (_, node: Node) => {
      // Where lines end that are left out of every edit differs.
      const range = node.range ?? []
      found.push(
        isCollection(node) && (node as ParsedNode & { flow?: boolean }).flow !== true ? range[0] : [...range].slice(0, 2),
      )
    },
  })
  return found
}

function expectSame(text: string): void {
  const [live, whole] = [read(text, liveSource), read(text, parseSource)]
  expect(live === null).toBe(whole === null)
  if (!live || !whole) return
  expect(live.value).toEqual(whole.value)
  expect([...live.value.keys()]).toEqual([...whole.value.keys()])
  expect(placesIn(live)).toEqual(placesIn(whole))
  expect(live.lines.lineStarts).toEqual(whole.lines.lineStarts)
}

const seeds = fc.array(fc.nat(), { minLength: 12, maxLength: 12 })

describe('the text that is being edited', () => {
  it('reads after any gesture as if it were parsed as a whole, and so do the texts that undo leads back to', () => {
    fc.assert(
      fc.property(fc.constantFrom(...textsOfFlows(20)), seeds, (start, each) => {
        const texts = [start]
        for (const seed of each) {
          const [gesture] = fc.sample(gestureOn(texts.at(-1) ?? ''), { numRuns: 1, seed }) as [Gesture]
          const edited = applyGesture(texts.at(-1) ?? '', gesture)
          if ('refused' in edited) continue
          texts.push(edited.text)
          expectSame(edited.text)
        }
        for (const text of texts.toReversed()) expectSame(text)
      }),
      { numRuns: 10 },
    )
  }, 60_000)

  it('reads after anything that is typed, deleted or pasted as if it were parsed as a whole', () => {
    const scraps = fc.constantFrom(
      ' ',
      '\n',
      '\n\n',
      '#',
      ': ',
      '- ',
      '"',
      '{',
      '}',
      '|',
      '&a ',
      '*a',
      '<<: ',
      '---\n',
      '  x: 1\n',
      'x',
      '\t',
      '? ',
    )
    const change = fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.nat(30), scraps)
    fc.assert(
      fc.property(fc.constantFrom(...textsOfFlows(20)), fc.array(change, { minLength: 8, maxLength: 8 }), (start, changes) => {
        let text = start
        for (const [where, length, scrap] of changes) {
          const at = Math.floor(where * text.length)
          text = text.slice(0, at) + scrap + text.slice(at + (length > 20 ? length - 20 : 0))
          expectSame(text)
        }
      }),
      { numRuns: 50 },
    )
  }, 60_000)
})
