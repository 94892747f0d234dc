import { expect, it } from 'vitest'
import { type TextQuery, textPattern } from './text-pattern.ts'

const matches = (query: TextQuery, text: string): string | null => textPattern(query).exec(text)?.[0] ?? null

it('plain text matches itself, whatever its characters mean in a regular expression', () => {
  const text = String.raw`\^$.*+?()[]{}|/-"`
  expect(matches({ text }, `before ${text} after`)).toBe(text)
  expect(matches({ text: 'a.c' }, 'abc')).toBeNull()
})

it('upper and lower case are the same unless case counts', () => {
  expect(matches({ text: 'größe' }, 'GRÖßE')).toBe('GRÖßE')
  expect(matches({ text: 'Error', case: true }, 'error')).toBeNull()
  expect(matches({ text: 'e(r+)or', regex: true }, 'ERROR')).toBe('ERROR')
})

it('a whole word has no letter, digit or underscore beside it, in any script', () => {
  expect(matches({ text: 'disk', word: true }, 'diskette, disk: full')).toBe('disk')
  for (const text of ['disks', 'mydisk', 'disk_1', 'disk2', 'Großdisk', 'diskø'])
    expect(matches({ text: 'disk', word: true }, text), text).toBeNull()
  expect(matches({ text: '-x', word: true }, 'ls -x, -xy')).toBe('-x')
  expect(matches({ text: 'a|b', regex: true, word: true }, 'xa b')).toBe('b')
})

it('a pattern that only an older form of regular expressions allows still finds whole words', () => {
  expect(matches({ text: String.raw`\d\-\d`, regex: true, word: true }, '11-2 1-2')).toBe('1-2')
})

it('an invalid regular expression is refused in terms of what was written', () => {
  expect(() => textPattern({ text: 'a(', regex: true, word: true })).toThrow('/a(/')
})
