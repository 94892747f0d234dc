import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { matchLines } from './match-lines.ts'

const numbers = (text: string): Int32Array => Int32Array.from([...text].map((letter) => letter.codePointAt(0) ?? 0))

/** Of each line of the second text: `=` in order, `~` moved, `+` new. */
function marks(a: string, b: string): string {
  const { inA, moved } = matchLines(numbers(a), numbers(b))
  return [...inA].map((at, index) => (at === -1 ? '+' : moved[index] ? '~' : '=')).join('')
}

describe('matching the lines of two logs', () => {
  it('marks new lines', () => {
    expect(marks('abcd', 'abcd')).toBe('====')
    expect(marks('abcd', 'abXcd')).toBe('==+==')
    expect(marks('', 'ab')).toBe('++')
    expect(marks('ab', '')).toBe('')
  })

  it('marks lines in another order as moved', () => {
    expect(marks('abcdef', 'abdcef')).toMatch(/^==(=~|~=)==$/)
    expect(marks('abcdefgh', 'efghabcd')).toMatch(/^(====~~~~|~~~~====)$/)
  })

  it('finds repeated lines between the others', () => {
    expect(marks('a..b', 'a...b')).toMatch(/^=(==\+|=\+=|\+==)=$/)
    expect(marks('....', '..')).toBe('==')
    expect(marks('x.y.z', 'x.z')).toBe('===')
  })

  it('pairs each line once, with an equal one, and those in order ascend', () => {
    const line = fc.integer({ min: 0, max: 6 })
    fc.assert(
      fc.property(fc.array(line, { maxLength: 40 }), fc.array(line, { maxLength: 40 }), (left, right) => {
        const [a, b] = [Int32Array.from(left), Int32Array.from(right)]
        const { inA, moved } = matchLines(a, b)
        const paired = [...inA].filter((at) => at !== -1)
        expect(new Set(paired).size).toBe(paired.length)
        for (const [bt, at] of inA.entries()) if (at !== -1) expect(a[at]).toBe(b[bt])
        const inOrder = [...inA].filter((at, bt) => at !== -1 && !moved[bt])
        expect(inOrder).toEqual(inOrder.toSorted((x, y) => x - y))
        // A line is new only if the other side has no such line left.
        const left2 = [...a].filter((_, at) => !paired.includes(at))
        for (const [bt, at] of inA.entries()) if (at === -1) expect(left2).not.toContain(b[bt])
      }),
    )
  })

  it('needs no longer for many equal lines than for different ones', () => {
    const many = new Int32Array(200_000).fill(1)
    const { inA } = matchLines(many, many.subarray(0, 150_000))
    expect(inA.every((at) => at !== -1)).toBe(true)
  })
})
