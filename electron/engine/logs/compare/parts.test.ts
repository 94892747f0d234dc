import { describe, expect, it } from 'vitest'
import { matchLines } from './match-lines.ts'
import { partsOf, rowsOf } from './parts.ts'

const numbers = (text: string): Int32Array => Int32Array.from([...text].map((letter) => letter.codePointAt(0) ?? 0))

const rows = (a: string, b: string, context = 1): string[] =>
  rowsOf(partsOf(matchLines(numbers(a), numbers(b)), a.length), context).map(
    ({ kind, mine, theirs, count }) => `${kind} ${mine} ${theirs} ${count}`,
  )

describe('the rows of a comparison', () => {
  it('are the lines of this log, with the missing ones where they would be', () => {
    expect(rows('abc', 'aXc')).toEqual(['same 0 0 1', 'gone -1 1 1', 'new 1 -1 1', 'same 2 2 1'])
  })

  it('show equal lines only around a difference', () => {
    expect(rows('abcdefgh', 'abcdXefgh')).toEqual(['skipped 0 0 3', 'same 3 3 1', 'new 4 -1 1', 'same 5 4 1', 'skipped 6 5 3'])
    expect(rows('abcdefgh', 'abcdefgh')).toEqual(['skipped 0 0 8'])
    expect(rows('', '')).toEqual([])
  })

  it('fold no single line', () => {
    expect(rows('abcde', 'aXbcdYe')).toEqual(['same 0 0 1', 'new 1 -1 1', 'same 2 1 3', 'new 5 -1 1', 'same 6 4 1'])
  })

  it('name both places of a moved line', () => {
    expect(rows('abcde', 'aecbd', 5).filter((row) => row.startsWith('moved')).length).toBeGreaterThan(0)
  })

  it('split long parts', () => {
    expect(rows('', 'x'.repeat(1_200))).toEqual(['new 0 -1 500', 'new 500 -1 500', 'new 1000 -1 200'])
  })
})
