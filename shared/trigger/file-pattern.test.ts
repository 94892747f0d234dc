import { posix } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { checkPatterns, readPatterns } from './file-pattern.ts'
import { leadsThrough } from './leads-through.ts'

const matches = (pattern: string, path: string, ignoreCase = false): boolean => readPatterns([pattern], ignoreCase)(path)

describe('a pattern', () => {
  it.each([
    ['*.pdf', 'a.pdf', 'in/a/folder.pdf'],
    ['photo-?.{jpg,jpeg,h{eic,eif}}', 'photo-1.jpg', 'photo-2.heif'],
    ['[!a-c]*', 'draft', 'à'],
    ['[]a-]', ']', 'a', '-'],
    ['in/**/*.csv', 'in/a.csv', 'in/b/c/a.csv'],
    ['/in/*', 'in/a'],
    ['./in/*', 'in/a'],
    ['in/**', 'in/a', 'in/b/c'],
    ['\\*\\(1\\).txt', '*(1).txt'],
    ['.*', '.profile'],
    ['a,b', 'a,b'],
  ])('%s matches %s, %s', (pattern, ...paths) => {
    for (const path of paths) expect(matches(pattern, path)).toBe(true)
  })

  it.each([
    ['*.pdf', '.pdf', 'a.PDF', 'a.pdf.part'],
    ['[!a-c]*', 'a', '.draft', ''],
    ['in/*.csv', 'in/b/a.csv', 'a.csv', 'out/a.csv'],
    ['in/**', 'in', 'in/.git/config'],
    ['**/a', 'ba', '.git/a'],
  ])('%s does not stand for %s, %s', (pattern, ...paths) => {
    for (const path of paths) expect(matches(pattern, path)).toBe(false)
  })

  it('ignores capitals where the system does', () => {
    expect([matches('*.PDF', 'a.pdf', true), matches('[A-C].txt', 'B.TXT', true)]).toEqual([true, true])
  })

  it.each([
    ['*(*(a|aa))!b', 'uses *(…), which LocalFlow does not know: write {a,b}, or \\( for a literal parenthesis'],
    ['photo@(1).jpg', 'uses @(…), which LocalFlow does not know'],
    ['{a,b', 'has a { that is not closed'],
    ['a}', 'has a } without a {'],
    ['{1..9}', 'has braces without alternatives'],
    ['[a', 'has a [ that is not closed'],
    ['[z-a]', 'has the range z-a, which goes backwards'],
    ['[a/b]', 'has a / within brackets'],
    ['[[:alpha:]]', 'uses [: :], which LocalFlow does not know'],
    ['a\\b', 'has a needless backslash'],
    ['docs/', 'matches no file: write docs/** for all files in the folder docs'],
    ['{a,b}'.repeat(8), 'expands to more than 250 patterns'],
  ])('%s is refused: it %s', (pattern, words) => {
    expect(checkPatterns(['*.txt', pattern])).toEqual([
      { index: 1, message: expect.stringContaining(`"${pattern}" ${words}`) as string },
    ])
  })

  it('is refused if all patterns together are too long', () => {
    const long = `{${Array.from({ length: 200 }, () => 'a').join(',')}}${'b'.repeat(40)}`
    expect(checkPatterns([long, long]).map(({ index }) => index)).toEqual([1])
  })
})

describe('matching', () => {
  const piece = fc.constantFrom('a', 'b', '.', 'ab', '*', '?', '[ab]', '[!a]', '[a-c]', '{a,b}', '{a*,.b,{b,ab}}', '{,a}')
  const name = fc.array(piece, { minLength: 1, maxLength: 4 }).map((pieces) => pieces.join(''))
  const segment = fc.oneof({ weight: 3, arbitrary: name }, { weight: 1, arbitrary: fc.constant('**') })
  const pattern = fc.array(segment, { minLength: 1, maxLength: 4 }).map((segments) => segments.join('/'))
  const isName = (text: string): boolean => text !== '.' && text !== '..'
  const path = fc
    .array(fc.string({ unit: fc.constantFrom('a', 'b', 'c', '.'), minLength: 1, maxLength: 4 }).filter(isName), {
      minLength: 1,
      maxLength: 5,
    })
    .map((names) => names.join('/'))

  it("has the same result as Node's matcher for patterns that both accept", () => {
    fc.assert(
      fc.property(pattern, path, (pattern, path) => {
        // "." and ".." are not names of files, so they are left out.
        fc.pre(!/(?:^|[/}])\.{1,2}(?:[/{]|$)/.test(pattern) && checkPatterns([pattern]).length === 0)
        const asked = pattern.includes('/') ? path : (path.split('/').at(-1) ?? '')
        expect(matches(pattern, path)).toBe(posix.matchesGlob(asked, pattern))
      }),
      { numRuns: 2_000, seed: 4711 },
    )
  })

  it.each([
    ['stars and what they stand between', '*_*_*_*_*.csv', '_'.repeat(250)],
    ['nothing but stars', `${'*'.repeat(480)}b`, 'a'.repeat(4_000)],
    ['folders upon folders', '**/a/**/a/**/a/**/a/**/b', 'a/'.repeat(2_000).concat('c')],
    ['stars in folders upon folders', '**/*a*a*a*/**/*a*a*a*/**/b', 'aaaa/'.repeat(800).concat('c')],
    ['groups of stars', '{*a,*aa}{*a,*aa}{*a,*aa}{*a,*aa}{*a,*aa}b', 'a'.repeat(250)],
  ])('ends whatever the pattern: %s', (_, pattern, path) => {
    expect(matches(pattern, path)).toBe(false)
  })

  it('compares each item with each place once, at most', () => {
    let steps = 0
    const counted = (many: boolean, fits: boolean) => ({
      many,
      fits: () => {
        steps++
        return fits
      },
    })
    const places = [
      ...Array.from({ length: 20 }, () => [counted(true, true), counted(false, true)]).flat(),
      counted(false, false),
    ]
    expect(leadsThrough(places, [...'a'.repeat(300)])).toBe(false)
    expect(steps).toBeLessThanOrEqual(places.length * 300)
  })
})
