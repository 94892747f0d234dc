import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createByteSearch } from './byte-search.ts'

const search = createByteSearch()

/** The same in plain words. */
function plainly(log: string, text: string, ignoreCase: boolean) {
  const [within, wanted] = ignoreCase ? [log.toLowerCase(), text.toLowerCase()] : [log, text]
  let start = 0
  return within.split('\n').flatMap((line, at) => {
    const begin = start
    start += line.length + 1
    return line.includes(wanted) ? [[at, begin]] : []
  })
}

const signs = (from: string, most: number) => fc.string({ unit: fc.constantFrom(...from), maxLength: most })

describe('a search of bytes', () => {
  it('finds the lines with a text, wherever they are in memory, and counts line ends', () => {
    fc.assert(
      fc.property(
        signs('abABkK@`[{ \n\n', 300),
        signs('abABkK@`[{ ', 3).filter((text) => text !== ''),
        fc.boolean(),
        fc.integer({ min: 0, max: 40 }),
        fc.integer({ min: 0, max: 5 }),
        (log, text, ignoreCase, at, before) => {
          // What follows does not count.
          search.room.write(`${'x'.repeat(at)}${log}${text}\n\x1b${text}`, 'latin1')
          const bytes = search.room.subarray(at, at + log.length)
          search.setText({ bytes: Buffer.from(text), ignoreCase }, bytes)
          const hits = search.find(bytes, before, 0)
          const found = Array.from({ length: hits }, (_, hit) => [
            (search.lines[hit] ?? 0) - before,
            (search.starts[hit] ?? 0) - bytes.byteOffset,
          ])
          expect(found).toEqual(plainly(log, text, ignoreCase))
          const lineEnds = log.split('\n').length - 1
          expect(search.lineEnds() - before).toBe(lineEnds)
          expect(search.countLineEnds(bytes)).toBe(lineEnds)
        },
      ),
      { numRuns: 2_000 },
    )
  })

  it('adds to the hits that it has', () => {
    search.room.write('one\ntwo\none\n')
    search.setText({ bytes: Buffer.from('one'), ignoreCase: false }, search.room.subarray(0, 12))
    expect(search.find(search.room.subarray(0, 8), 0, 0)).toBe(1)
    expect(search.find(search.room.subarray(8, 12), search.lineEnds(), 1)).toBe(2)
    expect([...search.lines.subarray(0, 2)]).toEqual([0, 2])
  })

  it('says when escapes of terminals may hide the text', () => {
    search.setText({ bytes: Buffer.from('one'), ignoreCase: false }, Buffer.alloc(0))
    for (const [log, has] of [
      ['two\n', false],
      ['o\x1b[31mne\n', true],
      [`${'x'.repeat(100)}\x1b\n`, true],
    ] as const) {
      search.room.fill(0).write(log)
      search.find(search.room.subarray(0, log.length), 0, 0)
      expect([log, search.hasEscapes()]).toEqual([log, has])
    }
  })

  it('takes as many lines as its room has', () => {
    search.room.fill('\n')
    search.room.fill('a\n', 0, 1_000_000)
    search.setText({ bytes: Buffer.from('a'), ignoreCase: true }, search.room)
    expect(search.find(search.room, 0, 0)).toBe(500_000)
    expect(search.lineEnds()).toBe(500_000 + search.room.length - 1_000_000)
    expect(search.lines[499_999]).toBe(499_999)
  })
})
