import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { limits } from '../model/limits.ts'
import type { Filter, Token } from './filter.ts'
import { matchesWhole, matchesWithin } from './match-text.ts'
import { printTokens, writtenValue } from './print.ts'
import { readFilter } from './read-filter.ts'
import { readTokens } from './read-tokens.ts'
import { boundsOfTime, readTime } from './times.ts'

const problemsOf = (text: string): [string, string][] =>
  readFilter('runs', text).problems.map(({ from, to, message }) => [text.slice(from, to), message])

/** The meaning, without the places. */
const meant = ({ terms }: Filter) => terms.map(({ key, part, isNegated, meanings }) => ({ key, part, isNegated, meanings }))
const written = (tokens: readonly Token[]) =>
  tokens.map(({ isNegated, key, values }) => ({ isNegated, key: key?.name ?? null, values: values.map(({ parts }) => parts) }))

const pieces = [
  '"',
  '\\',
  '*',
  ',',
  ':',
  '-',
  ' ',
  '\t',
  '>',
  '<',
  '..',
  'status',
  'error',
  'é',
  '😀',
  'a',
  '7d',
  'failed',
  '\0',
  '٣',
]
const filterText = fc
  .array(fc.oneof(fc.constantFrom(...pieces), fc.string({ maxLength: 4 })), { maxLength: 40 })
  .map((all) => all.join(''))

describe('the text of a filter', () => {
  it('is cut into tokens with alternatives, negation, wildcards, quotes and free text', () => {
    const text = 'status:failed,timed-out -job:nightly* error:"disk quota" -"C:\\temp" backup'
    const { tokens, problems } = readTokens(text)
    expect(problems).toEqual([])
    expect(written(tokens)).toEqual([
      { isNegated: false, key: 'status', values: [['failed'], ['timed-out']] },
      { isNegated: true, key: 'job', values: [['nightly', '']] },
      { isNegated: false, key: 'error', values: [['disk quota']] },
      { isNegated: true, key: null, values: [['C:\\temp']] },
      { isNegated: false, key: null, values: [['backup']] },
    ])
    expect(tokens.map(({ from, to }) => text.slice(from, to))).toEqual([
      'status:failed,timed-out',
      '-job:nightly*',
      'error:"disk quota"',
      '-"C:\\temp"',
      'backup',
    ])
  })

  it('gives equal tokens again after it was printed', () => {
    fc.assert(
      fc.property(filterText, (text) => {
        const { tokens, problems } = readTokens(text)
        fc.pre(problems.length === 0)
        const printed = readTokens(printTokens(tokens))
        expect(printed.problems).toEqual([])
        expect(written(printed.tokens)).toEqual(written(tokens))
      }),
      { numRuns: 2_000 },
    )
  })

  it('means the same again after it was printed', () => {
    const text = 'status:failed started:"last tuesday" duration:">5m" -param.Region:eu,us exit:1..5 "a b"'
    const first = readFilter('runs', text)
    expect(first.problems).toEqual([])
    expect(meant(readFilter('runs', printTokens(readTokens(text).tokens)))).toEqual(meant(first))
  })

  it('is never ignored in part: each character is a space, in a token that is understood, or in a problem', () => {
    fc.assert(
      fc.property(filterText, (text) => {
        const { tokens } = readTokens(text)
        const { terms, problems } = readFilter('runs', text)
        const outside = [...text].reduce(
          ({ at, rest }, char) => ({
            at: at + char.length,
            rest: tokens.some(({ from, to }) => at >= from && at < to) ? rest : rest + char,
          }),
          { at: 0, rest: '' },
        ).rest
        expect(outside.trim()).toBe('')
        expect(problems.length > 0 || terms.length === tokens.length).toBe(true)
        for (const { from, to } of problems) expect(from >= 0 && to > from && to <= text.length, `${from}-${to}`).toBe(true)
      }),
      { numRuns: 2_000 },
    )
  })

  it('finds any text by its written form', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), (text) => {
        const { terms, problems } = readFilter('runs', writtenValue(text))
        expect([problems, terms.map(({ key, meanings }) => ({ key, meanings }))]).toEqual([
          [],
          [{ key: null, meanings: [{ type: 'text', parts: [text], isWhole: false }] }],
        ])
      }),
    )
  })

  it.each([
    ['stauts:failed', 'stauts', /no key "stauts". Did you mean "status"\?/],
    ['colour:red', 'colour', /no key "colour". Keys are status, reason/],
    ['status:faild', 'faild', /"faild" is not a value of "status". Did you mean "failed"\?/],
    ['status:failed,nope', 'nope', /Use queued, running/],
    ['started:2026-02-30', '2026-02-30', /is not a time/],
    ['duration:5m', '5m', /Use one such as >5m/],
    ['exit:abc', 'abc', /is not a number/],
    ['error:', ':', /Write a value after the colon/],
    ['status:failed,', ',', /before and after each comma/],
    ['error:"disk', '"disk', /Add a quote at the end/],
    ['"a"b', 'b', /space or a comma after the closing quote/],
    ['param.:x', 'param.', /no key "param."/],
    ['constructor:x', 'constructor', /no key/],
  ])('with the mistake in %s names its place and what to write', (text, place, message) => {
    expect(problemsOf(text)).toEqual([[place, expect.stringMatching(message)]])
  })

  it('with the key that a list of jobs does not need says so', () => {
    expect(readFilter('jobs', 'name:hk').problems.map(({ message }) => message)).toEqual([
      'Names need no key: type the name alone.',
    ])
  })

  it('takes no time, however long or hostile it is', () => {
    const long = (piece: string) => piece.repeat(Math.ceil(limits.filterChars / piece.length)).slice(0, limits.filterChars)
    for (const piece of ['"', '*', 'a*', '"a', '\\', '"\\', 'a:', 'a:,', '-', 'x ', ' ', '>', '9', '..', 'status:'])
      expect(readFilter('runs', long(piece)).problems.length, piece).toBeLessThanOrEqual(20)
    const hostile = `${'a*'.repeat(5_000)}b`
    expect(matchesWithin(hostile.split('*'), 'a'.repeat(65_536))).toBe(false)
    expect(readFilter('runs', 'x'.repeat(limits.filterChars + 1)).problems).toHaveLength(1)
    expect(readFilter('runs', 'x '.repeat(limits.filterValues + 1)).problems).toHaveLength(1)
  })
})

describe('a pattern', () => {
  it('matches like the regular expression that it stands for', () => {
    const letters = fc.array(fc.constantFrom('a', 'B', 'b'), { maxLength: 8 }).map((all) => all.join(''))
    fc.assert(
      fc.property(fc.array(letters, { minLength: 1, maxLength: 4 }), letters, (parts, text) => {
        expect(matchesWhole(parts, text)).toBe(new RegExp(`^${parts.join('.*')}$`, 'is').test(text))
        expect(matchesWithin(parts, text)).toBe(new RegExp(parts.join('.*'), 'is').test(text))
      }),
      { numRuns: 2_000 },
    )
  })
})

describe('a time in a filter', () => {
  const at = (text: string) => new Date(text).getTime()
  const now = at('2026-11-27T10:30:00')

  it.each([
    ['today', '2026-11-27T00:00', '2026-11-28T00:00'],
    ['yesterday', '2026-11-26T00:00', '2026-11-27T00:00'],
    ['last tuesday', '2026-11-24T00:00', '2026-11-25T00:00'],
    ['last friday', '2026-11-20T00:00', '2026-11-21T00:00'],
    ['this week', '2026-11-23T00:00', '2026-11-30T00:00'],
    ['last month', '2026-10-01T00:00', '2026-11-01T00:00'],
    ['2026-11-24', '2026-11-24T00:00', '2026-11-25T00:00'],
    ['2026-11-24..2026-11-26', '2026-11-24T00:00', '2026-11-27T00:00'],
    ['..2026-11-26', null, '2026-11-27T00:00'],
    ['>2026-11-24', '2026-11-25T00:00', null],
    ['>=2026-11-24', '2026-11-24T00:00', null],
    ['<2026-11-24', null, '2026-11-24T00:00'],
    ['2026-11-24T10:05', '2026-11-24T10:05', '2026-11-24T10:06'],
    ['7d', '2026-11-20T10:30', null],
    ['<2h', '2026-11-27T08:30', null],
    ['>2h', null, '2026-11-27T08:30'],
  ])('%s is from %s to %s', (text, from, to) => {
    const time = readTime(text, 'past')
    expect(time && boundsOfTime(time, now)).toEqual({ from: from && at(from), to: to && at(to) })
  })

  it('counts ahead from now where it is about what comes', () => {
    const bounds = (text: string) => {
      const time = readTime(text, 'future')
      return time && boundsOfTime(time, now)
    }
    expect(bounds('2h')).toEqual({ from: null, to: now + 7_200_000 })
    expect(bounds('>2h')).toEqual({ from: now + 7_200_000, to: null })
    expect(bounds('tomorrow')).toEqual({ from: at('2026-11-28T00:00'), to: at('2026-11-29T00:00') })
  })
})
