import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { textPattern } from '../../../shared/log/text-pattern.ts'
import { requiredTexts } from './required-text.ts'

const textsOf = (pattern: RegExp) => requiredTexts(pattern).map(({ bytes }) => bytes.toString())

describe('the texts that a pattern requires', () => {
  it.each([
    [/abc/, ['abc']],
    [/a\.b\/c/, ['a.b/c']],
    [/orders [0-9]+ ms, [^x]*77,/, ['orders ', ' ms, ', '77,']],
    [/ab?c*d+e{2,}f{0,3}g/, ['a', 'd', 'e', 'g']],
    [/(?:abc)d(e|f)(?<name>gh)/, ['abc', 'd', 'gh']],
    [/(?:abc)?(?:d)*(?<!e)(?=f)g/, ['g']],
    [/\bfoo\d\tbar$/, ['foo', 'bar']],
    [/a|b/, []],
    [/a[)|]b/, ['a', 'b']],
    [/\x41bc/, []],
    [/(.)\1abc/, []],
    [/a{b/, []],
    [/\uFFFDa💩/, []],
    [/skå\nt/i, ['sk', 't']],
    [/asks for/iu, ['a', ' for']],
  ])('of %s', (pattern, texts) => expect(textsOf(pattern)).toEqual(texts))

  it('are the pattern itself only for plain text', () => {
    const all = (pattern: RegExp) => requiredTexts(pattern).some(({ isAll }) => isAll)
    expect([/abc/, /abc/i, /a\.b/].map(all)).toEqual([true, true, true])
    expect([/abc$/, /^abc/, /(?:abc)/, /ab+/, /a.c/, /abé/i, new RegExp('a'.repeat(256))].map(all)).toEqual([
      false,
      false,
      false,
      false,
      false,
      false,
      false,
    ])
  })

  it('are in every line that matches', () => {
    const part = fc.constantFrom(
      'a',
      'b',
      'K',
      's',
      '.',
      '\\.',
      '\\w',
      '[ab]',
      '[^a]',
      '(?:ab)',
      '(a|b)',
      'é',
      '\\b',
      '|',
      '(?!a)',
    )
    const repeated = fc
      .tuple(part, fc.constantFrom('', '', '', '?', '*', '+', '{2}', '+?', '{0,2}'))
      .map(([one, more]) => one + more)
    const line = fc.string({ unit: fc.constantFrom('a', 'b', 'A', 'k', 'K', 's', 'ſ', '.', 'é', 'É'), maxLength: 8 })
    const query = fc.record({
      text: fc.array(repeated, { maxLength: 6 }).map((parts) => parts.join('')),
      ...{ regex: fc.boolean(), case: fc.boolean(), word: fc.boolean() },
    })
    fc.assert(
      fc.property(query, fc.array(line, { minLength: 20, maxLength: 20 }), (wanted, lines) => {
        const pattern = patternOf(wanted)
        if (pattern === null) return
        for (const one of lines.filter((text) => pattern.test(text)))
          for (const { bytes, ignoreCase } of requiredTexts(pattern)) {
            const [within, text] = ignoreCase ? [one.toLowerCase(), bytes.toString().toLowerCase()] : [one, bytes.toString()]
            expect([String(pattern), within, within.includes(text)]).toEqual([String(pattern), within, true])
          }
      }),
      { numRuns: 500 },
    )
  })
})

function patternOf(wanted: Parameters<typeof textPattern>[0]): RegExp | null {
  try {
    return textPattern(wanted)
  } catch {
    // Such as a repeated edge of a word.
    return null
  }
}
