import fc from 'fast-check'
import { expect, it } from 'vitest'
import { isMap, isScalar, type Pair, type ParsedNode } from 'yaml'
import { readDefinition } from '../read.ts'
import { applyGesture } from './apply.ts'
import { blockText, flowText } from './emit.ts'
import type { Gesture, Splice } from './gesture.ts'
import { contentEnd, placeOfPair } from './places.ts'
import { type Source, sourceOf } from './source.ts'
import { applySplices, fits, inverted } from './splices.ts'
import { gestureOn, textsOfFlows } from './testing.ts'

const texts = textsOfFlows(40)
/** Those that people write, with comments. */
const written = textsOfFlows(0)

const source = (text: string): Source => {
  const read = sourceOf(text)
  if ('refused' in read) throw new Error(read.refused)
  return read
}

/** Each gesture that can be made, with the text before and after; at the end, all of them are undone. */
function play(start: string, seeds: number[], check: (gesture: Gesture, before: string, after: string) => void): void {
  let text = start
  const steps: Splice[][] = []
  for (const seed of seeds) {
    const [gesture] = fc.sample(gestureOn(text), { numRuns: 1, seed }) as [Gesture]
    const edited = applyGesture(text, gesture)
    if ('refused' in edited) {
      expect(edited.refused).not.toContain('an anchor, an alias')
      continue
    }
    expect(fits(text, edited.splices)).toBe(true)
    expect(applySplices(text, edited.splices)).toBe(edited.text)
    check(gesture, text, edited.text)
    steps.push(edited.splices)
    text = edited.text
  }
  for (const splices of steps.toReversed()) text = applySplices(text, inverted(splices))
  expect(text).toBe(start)
}

const seedsOf = (count: number) => fc.array(fc.nat(), { minLength: count, maxLength: count })

/** The text of each node, without the comment above it. */
function nodeTexts({ text, tree }: Source): Map<string, string> {
  const nodes = tree.getIn(['nodes'], true)
  if (!isMap(nodes)) return new Map()
  return new Map(
    (nodes.items as Pair<ParsedNode, ParsedNode | null>[]).flatMap((pair) => {
      const place = placeOfPair(pair)
      return place && isScalar(pair.key)
        ? [[String(pair.key.value), text.slice(place.start, contentEnd(text, place))] as const]
        : []
    }),
  )
}

const commentsOf = (text: string): string[] =>
  text.split('\n').flatMap((line) => /(?:^|\s)(#.*)$/.exec(line.trimEnd())?.[1] ?? [])
/** Gestures after which a comment goes with what it was about. */
const takesAway = new Set<Gesture['do']>([
  'remove',
  'disconnect',
  'rewire',
  'setField',
  'changeNote',
  'removeNote',
  'disable',
  'tidy',
])

it('any gesture on any flow of the tests says what it should, and is undone to the same bytes', () => {
  fc.assert(
    fc.property(fc.constantFrom(...texts), seedsOf(15), (start, seeds) => play(start, seeds, () => undefined)),
    { numRuns: 30 },
  )
}, 60_000)

it('200 gestures in a row are undone to the start', () => {
  fc.assert(
    fc.property(fc.constantFrom(...written), seedsOf(200), (start, seeds) => play(start, seeds, () => undefined)),
    { numRuns: 2 },
  )
}, 60_000)

it('a gesture leaves comments, and the text of every node that it is not about', () => {
  const check = (gesture: Gesture, before: string, after: string) => {
    const kept = nodeTexts(source(after))
    const named = JSON.stringify(gesture)
    for (const [key, text] of nodeTexts(source(before)))
      if (!named.includes(JSON.stringify(key)) && !text.includes('compensate')) expect(kept.get(key)).toBe(text)
    if (!takesAway.has(gesture.do)) expect(commentsOf(after)).toEqual(expect.arrayContaining(commentsOf(before)))
  }
  fc.assert(
    fc.property(fc.constantFrom(...written), seedsOf(8), (start, seeds) => play(start, seeds, check)),
    { numRuns: 40 },
  )
}, 60_000)

it('every flow of the tests reads as the same after it is written anew, as lines and as JSON', () => {
  for (const text of texts) {
    const { value, style } = source(text)
    const lines = blockText(value, { ...style, isJson: false }, 0, '')
    const json = flowText(value, { ...style, isJson: true }, 0)
    for (const again of [lines, json]) expect(readDefinition(again).value).toEqual(readDefinition(text).value)
  }
})
