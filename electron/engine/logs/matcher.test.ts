import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { textPattern } from '../../../shared/log/text-pattern.ts'
import { withoutEscapes } from '../../../shared/log/without-escapes.ts'
import { createMatcher } from './matcher.ts'

const queries = [
  ...['ab', 'b a', 'é', 'k', 'a'].flatMap((text) => [
    { text },
    { text, case: true },
    { text, word: true },
    { text: `${text}$`, regex: true },
  ]),
  ...['a+b', '^a', 'a.b', 'a|b', '(?:a|b)+b', '\\bab\\b', 'a[^b]', '(a+)+b'].map((text) => ({ text, regex: true, case: true })),
]

/** Searches a log as a whole, and each of its lines. */
function bothWays(log: string, query: (typeof queries)[number]) {
  const pattern = textPattern(query)
  const matcher = createMatcher(pattern, (_, work) => work())
  const bytes = matcher.room.subarray(0, matcher.room.write(log))
  const hits = matcher.find({ bytes }, false, 1)
  const found = Array.from({ length: hits.count }, (_, hit) => [hits.lines[hit], hits.startOf(hit)])
  const lines = log.split('\n')
  let start = 0
  const expected = lines.slice(0, -1).flatMap((line, at) => {
    const begin = start
    start += Buffer.byteLength(line) + 1
    return pattern.test(withoutEscapes(line.replace(/\r$/, ''))) ? [[at, begin]] : []
  })
  return { found, expected, lineEnds: hits.lineEnds, lines: lines.length - 1 }
}

describe('lines that match', () => {
  it('are those that a test of each line finds, in few lines and in many', () => {
    const line = fc.array(
      fc.constantFrom('a', 'b', 'ab', ' ', 'A', 'é', 'K', '\u212a', '\r', '\x1b[1m', '\x1b]0;t\x07', 'x'.repeat(50)),
      { maxLength: 8 },
    )
    const log = fc.tuple(fc.array(line, { minLength: 1, maxLength: 12 }), fc.constantFrom(1, 40, 1_500))
    fc.assert(
      fc.property(log, fc.constantFrom(...queries), ([some, times], query) => {
        const text = `${some.map((parts) => parts.join('')).join('\n')}\n`.repeat(times)
        const { found, expected, lineEnds, lines } = bothWays(text, query)
        expect([lineEnds, found.length]).toEqual([lines, expected.length])
        expect(found).toEqual(expected)
      }),
      { numRuns: 100 },
    )
  })

  it('are the same once a matcher stops looking for a text that almost every line has', () => {
    const log = Array.from({ length: 60_000 }, (_, n) => `request ${n} took ${n % 7} ms\n`).join('')
    const pattern = textPattern({ text: 'request \\d+ took 3', regex: true })
    const matcher = createMatcher(pattern, (_, work) => work())
    const bytes = matcher.room.subarray(0, matcher.room.write(log))
    const counts = [1, 2, 3].map(() => matcher.find({ bytes }, false, 1).count)
    expect(counts).toEqual(counts.map(() => log.match(/took 3/g)?.length))
    const few = createMatcher(textPattern({ text: 'request (?:1|2)5999 ', regex: true }), (_, work) => work())
    few.room.set(bytes)
    const found = [1, 2].map(() => few.find({ bytes: few.room.subarray(0, bytes.length) }, false, 1))
    expect(found.map(({ count, lines }) => [count, lines[0], lines[1]])).toEqual([
      [2, 15_999, 25_999],
      [2, 15_999, 25_999],
    ])
  })
})
