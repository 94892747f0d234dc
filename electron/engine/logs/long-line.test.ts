import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { systemClock } from '../base/clock.ts'
import { searcherScript, temporaryFolder } from '../testing/engine.ts'
import type { MatchOrder } from './orders.ts'
import { createSearches } from './searches.ts'

const searches = createSearches(searcherScript, systemClock)

function logWith(...parts: (string | Buffer)[]): string {
  const path = join(temporaryFolder(), 'a.log')
  writeFileSync(path, Buffer.concat(parts.map((part) => Buffer.from(part))))
  return path
}

const plain = { line: 2, regex: false, case: true, word: false, from: 0, ended: true }
const match = (path: string, text: string, more: Partial<MatchOrder> = {}) =>
  searches.match({ ...plain, path, text, ...more }, undefined)

/** The bytes of the log that a match names, after `first` bytes. */
async function matched(path: string, first: number, text: string, more: Partial<MatchOrder> = {}): Promise<string | null> {
  const { column, end } = await match(path, text, more)
  return column === null || end === null
    ? null
    : readFileSync(path)
        .subarray(first + column, first + end)
        .toString()
}

describe('a match within a line', () => {
  it('has its place in bytes, whatever comes before it', async () => {
    const path = logWith(
      'first\n',
      'é𝄞\x1b[31m',
      Buffer.from([0xff, 0xc3]),
      'x'.repeat(300),
      ' needle\x1b[0m, needle 2\r\n',
      'needle\n',
    )
    const { column, end, bytes, text, start } = await match(path, 'needle')
    expect([column, end, bytes]).toEqual([314, 320, 335])
    expect(text).toBe(`é𝄞\uFFFD\uFFFD${'x'.repeat(300)} needle, needle 2`)
    expect(start).toBe(0)
    expect(await match(path, 'needle', { from: 320 })).toMatchObject({ column: 326, end: 332 })
    expect(await match(path, 'needle', { from: 314 })).toMatchObject({ column: 314 })
    expect(await match(path, 'needle', { from: 327 })).toMatchObject({ column: null, end: null, bytes: 335 })
    expect(await match(path, 'needle', { from: 5_000 })).toMatchObject({ column: null })
    expect(await match(path, 'needle', { line: 3 })).toMatchObject({ column: 0, end: 6, bytes: 6 })
    expect(await match(path, 'needle', { line: 4 })).toMatchObject({ column: null, bytes: 0 })
  })

  it('is found far inside a line, with the text around it, on both sides of what is read at once', async () => {
    const mb = 1024 * 1024
    const line = Buffer.alloc(9 * mb, 'xé')
    for (const [at, text] of [
      [mb - 4, ' edge one '],
      [3 * mb - 3, '\x1b[31mcolor\x1b[0m'],
      [5 * mb + 77, ' three '],
    ] as const)
      line.write(text, at)
    const path = logWith('first\n', line, '\n')
    for (const text of ['edge one', 'color', 'three']) expect(await matched(path, 6, text)).toBe(text)
    expect(await matched(path, 6, 'thr[e]+', { regex: true })).toBe('three')
    expect(await matched(path, 6, 'three', { word: true })).toBe('three')
    expect(await matched(path, 6, 'hree', { word: true })).toBe(null)
    expect(await matched(path, 6, '^xé', { regex: true, from: 2 * mb })).toBe(null)
    const { text, start } = await match(path, 'three')
    expect(text.length).toBeLessThanOrEqual(2_400)
    expect(text.indexOf('three')).toBe(400)
    expect(
      readFileSync(path)
        .subarray(6 + start)
        .toString()
        .startsWith(text.slice(0, 300)),
    ).toBe(true)
  })

  it('can be followed to the next one, also where they touch', async () => {
    const path = logWith('first\n', 'ab'.repeat(200_000), '\n')
    expect(await match(path, 'ab', { from: 300_000 })).toMatchObject({ column: 300_000, end: 300_002 })
    expect(await match(path, 'ab', { from: 300_001 })).toMatchObject({ column: 300_002 })
  })
})
