import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { unpackLines } from '../../../shared/log/line-numbers.ts'
import { withoutEscapes } from '../../../shared/log/without-escapes.ts'
import { limits } from '../../../shared/model/limits.ts'
import type { LogHits, LogLine } from '../../../shared/model/log.ts'
import { createLogWriter } from '../../runner/log-writer.ts'
import { systemClock } from '../base/clock.ts'
import { searcherScript, temporaryFolder } from '../testing/engine.ts'
import { withLog } from './log-files.ts'
import { readLines } from './log-reader.ts'
import { createMatcher } from './matcher.ts'
import { scan } from './scan.ts'
import { createSearches } from './searches.ts'

const searches = createSearches(searcherScript, systemClock)

async function linesOf(hits: AsyncIterable<LogHits>): Promise<{ items: LogLine[]; next: number }> {
  const items: LogLine[] = []
  let next = 0
  for await (const batch of hits) {
    items.push(...batch.items)
    next = batch.next
  }
  return { items, next }
}

const order = (path: string, pattern: string) => ({ path, pattern, from: 1, to: null, ended: true })
const scanned = (path: string, pattern: string, more: { from?: number; to?: number; ended?: boolean } = {}) =>
  linesOf(
    scan(
      { ...order(path, pattern), ...more },
      createMatcher(new RegExp(pattern), (_, work) => work()),
    ),
  )
const allLines = (path: string, ended = true) => withLog(path, [] as LogLine[], (files) => readLines(files, 1, 100_000, ended))

/** The lines without the limit of what a client gets, and without escapes. */
function wholeLines(path: string, ended: boolean): string[] {
  if (!existsSync(path)) return []
  const lines = readFileSync(path, 'utf8').split('\n')
  return lines.map((line, at) => withoutEscapes(at === lines.length - 1 && !ended ? line : line.replace(/\r$/, '')))
}

const piece = fc.constantFrom('a', 'b', 'ab', '\n', '\r', '\r\n', '\0', 'é', '𝄞', '\x1b[31m', 'x'.repeat(9_000), '\xff')
const patterns = [
  'a',
  'a[^b]',
  'a\\s*b',
  'a\\W',
  '(?:a|b)$',
  '(?:a|b)+b',
  'é.',
  'ab',
  'é',
  '𝄞',
  '$',
  '^$',
  '',
  'a$',
  '^b',
  'b\\r',
  '\\x1b\\[31m',
  '\uFFFD',
  '^x{16384}$',
  '[^]a',
  '(?!a)b',
  '\\n',
]

describe('searching a log', () => {
  it('finds the lines that a test of each line finds, with their numbers, times and streams', async () => {
    const folder = temporaryFolder()
    let names = 0
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.constantFrom('out' as const, 'err' as const), fc.array(piece, { maxLength: 12 })), {
          maxLength: 12,
        }),
        fc.constantFrom(...patterns),
        fc.record({ from: fc.integer({ min: 1, max: 6 }), to: fc.integer({ min: 1, max: 20 }), ended: fc.boolean() }),
        async (chunks, pattern, { from, to, ended }) => {
          const path = join(folder, `${names++}.log`)
          const log = createLogWriter(path, Number.MAX_SAFE_INTEGER, { grew: () => {}, drained: () => {} })
          for (const [stream, parts] of chunks) log.append(stream, Buffer.from(parts.join(''), 'utf8'))
          await log.end([])
          const whole = wholeLines(path, ended)
          const expected = (await allLines(path, ended)).filter(({ n }) => new RegExp(pattern).test(whole[n - 1] ?? ''))
          const { items } = await scanned(path, pattern, { from, to, ended })
          expect(items).toEqual(expected.filter(({ n }) => n >= from && n <= to))
        },
      ),
      { numRuns: 40 },
    )
  })

  it('reads lines on both sides of a piece, and long lines to their end', async () => {
    const path = join(temporaryFolder(), 'long.log')
    const long = `start ${'y'.repeat(600_000)} needle`
    writeFileSync(path, `${`${'x'.repeat(99)}\n`.repeat(5_000)}needle 1\n${long}\nneedle 2\nlast needle`)
    for (const pattern of ['needle', 'need[l]e']) {
      const { items, next } = await scanned(path, pattern)
      expect(items.map(({ n, text }) => [n, text])).toEqual([
        [5_001, 'needle 1'],
        [5_002, long.slice(0, limits.lineBytes)],
        [5_003, 'needle 2'],
        [5_004, 'last needle'],
      ])
      expect(next).toBe(5_005)
    }
    const { items } = await scanned(path, '^start')
    expect(items).toMatchObject([{ n: 5_002, cut: long.length - limits.lineBytes }])
  })

  it('finds a match anywhere in a line that is longer than a piece, also across its parts, and no other', async () => {
    const path = join(temporaryFolder(), 'longest.log')
    const rest = 9 * 1024 * 1024
    // In parts of 256 KB: one on an edge, an escape on an edge, and one within.
    const line = Buffer.alloc(rest, 'x')
    line.write('one Edge', 8 * 1024 * 1024 - 4)
    line.write('tw\x1b[31mo', 7 * 1024 * 1024 - 6)
    line.write(' three é ', 5 * 1024 * 1024 + 77)
    writeFileSync(path, Buffer.concat([Buffer.from('short\nfirst'), line, Buffer.from('last\r\nshort\n')]))
    const found = async (text: string, regex = false, word = false) => {
      const lines: number[] = []
      const wanted = { path, text, regex, case: false, word, stream: null, from: 1, ended: true }
      for await (const event of searches.find(wanted, undefined)) lines.push(...unpackLines(event.lines, lines.at(-1) ?? 0))
      return lines
    }
    for (const text of ['ONE EDGE', 'two', 'Three É', 'firstx', 'xlast']) expect([text, await found(text)]).toEqual([text, [2]])
    for (const text of ['^firstx', 'xl[a]st$', 'o[n]e ', 'three\\s']) expect([text, await found(text, true)]).toEqual([text, [2]])
    for (const text of ['^x', 'x$', '^one', 'edge$', 'four']) expect([text, await found(text, true)]).toEqual([text, []])
    expect(await found('three', false, true)).toEqual([2])
    expect(await found('thre', false, true)).toEqual([])
    expect((await scanned(path, 'three')).items.map(({ n }) => n)).toEqual([2])
  })

  it('leaves an unfinished line to the next search', async () => {
    const path = join(temporaryFolder(), 'open.log')
    writeFileSync(path, 'one\ntwo')
    expect(await scanned(path, 'o', { ended: false })).toMatchObject({ items: [{ n: 1 }, { n: 2, open: true }], next: 2 })
    expect(await scanned(path, 'o', { ended: true })).toMatchObject({ items: [{ n: 1 }, { n: 2, open: false }], next: 3 })
  })

  it('yields many hits in batches, and the line to continue from', async () => {
    const path = join(temporaryFolder(), 'many.log')
    writeFileSync(path, 'hit\n'.repeat(5_000))
    const sizes: number[] = []
    for await (const { items } of searches.run(order(path, 'h.t'), undefined)) sizes.push(items.length)
    expect(Math.max(...sizes)).toBeLessThanOrEqual(500)
    expect(sizes.reduce((sum, size) => sum + size)).toBe(5_000)
    expect(await linesOf(searches.run({ ...order(path, 'hit'), from: 4_998, to: 4_999 }, undefined))).toMatchObject({
      items: [{ n: 4_998 }, { n: 4_999 }],
      next: 5_000,
    })
  })

  it('aborts a pattern that never ends, and names the line', async () => {
    const path = join(temporaryFolder(), 'slow.log')
    writeFileSync(path, `short\n${'a'.repeat(60)}!\n`)
    const fast = {
      ...systemClock,
      awake: () => systemClock.awake() * 20,
      after: (ms: number, call: () => void) => systemClock.after(ms / 20, call),
    }
    const hits = createSearches(searcherScript, fast).run(order(path, '^(a+)+$'), undefined)
    await expect(linesOf(hits)).rejects.toMatchObject({
      code: 'invalid',
      message: expect.stringContaining('the pattern took longer than 5 seconds on line 2. Use a simpler pattern'),
    })
  })

  it('refuses an invalid pattern, and ends when its reader disconnects', async () => {
    const path = join(temporaryFolder(), 'a.log')
    writeFileSync(path, 'hit\n'.repeat(100_000))
    await expect(linesOf(searches.run(order(path, '('), undefined))).rejects.toMatchObject({ code: 'invalid' })
    const reader = new AbortController()
    let batches = 0
    for await (const _ of searches.run(order(path, 'hit'), reader.signal)) {
      batches++
      reader.abort()
    }
    expect(batches).toBe(1)
  })
})
