import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { limits } from '../../../shared/model/limits.ts'
import { createLogWriter } from '../../runner/log-writer.ts'
import { temporaryFolder } from '../testing/engine.ts'
import { withLog } from './log-files.ts'
import type { LogFiles } from './log-index.ts'
import { readLines, readStretches, sizeOf } from './log-reader.ts'

type Chunk = { stream: 'out' | 'err'; bytes: Buffer }

const piece = fc.constantFrom(
  'a',
  'bc',
  '\n',
  '\n\n',
  '\r',
  '\r\n',
  '\0',
  'é',
  '𝄞',
  '\x1b[31m',
  Buffer.from([0xff, 0xc3]),
  Buffer.from([0xf0, 0x9d]),
)
const chunks: fc.Arbitrary<Chunk[]> = fc.array(
  fc.record({
    stream: fc.constantFrom('out' as const, 'err' as const),
    bytes: fc.array(piece, { maxLength: 30 }).map((parts) => Buffer.concat(parts.map((part) => Buffer.from(part)))),
  }),
  { minLength: 1, maxLength: 30 },
)

async function written(list: Chunk[]): Promise<string> {
  const path = join(temporaryFolder(), 'a.log')
  const log = createLogWriter(path, Number.MAX_SAFE_INTEGER, { grew: () => {}, drained: () => {} })
  for (const { stream, bytes } of list) {
    log.append(stream, bytes)
    await new Promise(setImmediate)
  }
  await log.end([])
  return path
}

const out = (...texts: (string | Buffer)[]): Promise<string> =>
  written(texts.map((text) => ({ stream: 'out', bytes: Buffer.from(text) })))
const open = <T>(path: string, use: (files: LogFiles) => Promise<T>): Promise<T | null> => withLog<T | null>(path, null, use)
const all = (path: string, ended = true) => open(path, (files) => readLines(files, 1, 100_000, ended))

/** The lines of the file as any other tool splits it. */
function linesOf(path: string): string[] {
  const lines = readFileSync(path).toString('latin1').split('\n')
  if (lines.at(-1) === '') lines.pop()
  return lines.map((line) => new TextDecoder().decode(Buffer.from(line.replace(/\r$/, ''), 'latin1')))
}

describe('the lines of a log', () => {
  it('are those that any other tool sees in the file, and each can be asked for by its number', async () => {
    await fc.assert(
      fc.asyncProperty(chunks, fc.nat(), async (list, some) => {
        if (list.every(({ bytes }) => bytes.length === 0)) return
        const path = await written(list)
        const expected = linesOf(path)
        const lines = (await all(path)) ?? []
        expect(lines.map(({ text }) => text)).toEqual(expected)
        expect(lines.map(({ n }) => n)).toEqual(expected.map((_, at) => at + 1))
        expect(await open(path, sizeOf)).toEqual({ lines: expected.length, bytes: readFileSync(path).length })
        const n = 1 + (some % (expected.length + 2))
        expect(await open(path, (files) => readLines(files, n, 3, true))).toEqual(lines.slice(n - 1, n + 2))
      }),
      { numRuns: 150 },
    )
  })

  it('know the stream that started them', async () => {
    const path = await written([
      { stream: 'out', bytes: Buffer.from('a\nb\n') },
      { stream: 'err', bytes: Buffer.from('c\n') },
      { stream: 'out', bytes: Buffer.from('d') },
    ])
    expect((await all(path))?.map(({ stream, text }) => `${stream} ${text}`)).toEqual(['out a', 'out b', 'err c', 'out d'])
  })

  it('know it also while they are being written', async () => {
    const path = join(temporaryFolder(), 'a.log')
    const log = createLogWriter(path, Number.MAX_SAFE_INTEGER, { grew: () => {}, drained: () => {} })
    let isOver = false
    const wrong: string[] = []
    async function look(): Promise<void> {
      while (!isOver) {
        const lines = (await all(path, false)) ?? []
        wrong.push(
          ...lines.filter(({ text, stream }) => text !== stream).map(({ n, text, stream }) => `line ${n}: ${text} as ${stream}`),
        )
      }
    }
    const looking = look()
    for (let n = 0; n < 400; n++) {
      const stream = n % 2 === 0 ? 'out' : 'err'
      log.append(stream, Buffer.from(`${stream}\n`))
      await new Promise(setImmediate)
    }
    isOver = true
    await looking
    await log.end([])
    expect(wrong).toEqual([])
  })

  it('are shown from a page of any size, however many there are', async () => {
    const texts = Array.from({ length: 5_000 }, (_, n) => `line ${n + 1}\n`)
    const path = await out(...Array.from({ length: 50 }, (_, at) => texts.slice(at * 100, at * 100 + 100).join('')))
    for (const from of [1, 2, 99, 100, 101, 2_500, 4_999, 5_000]) {
      const page = await open(path, (files) => readLines(files, from, 2, true))
      expect(page?.map(({ n, text }) => [n, text])).toEqual(
        [from, from + 1].filter((n) => n <= 5_000).map((n) => [n, `line ${n}`]),
      )
    }
    expect(await open(path, (files) => readLines(files, 5_001, 2, true))).toEqual([])
  })

  it.each([
    ['invalid UTF-8', Buffer.from([0x61, 0xff, 0xfe, 0x62]), 'a��b'],
    ['a NUL', Buffer.from('a\0b'), 'a\0b'],
    ['progress with lone carriage returns', Buffer.from('10%\r20%\r30%'), '10%\r20%\r30%'],
    ['colors and links of a terminal', Buffer.from('\x1b[31mred\x1b[0m \x1b]8;;x\x07'), '\x1b[31mred\x1b[0m \x1b]8;;x\x07'],
    ['a mark of byte order', Buffer.from('\ufeffa'), '\ufeffa'],
    ['UTF-16', Buffer.from('hi', 'utf16le'), 'h\0i\0'],
  ])('may hold %s', async (_, bytes, text) => {
    const path = await out(bytes, '\n')
    expect(readFileSync(path).equals(Buffer.concat([bytes, Buffer.from('\n')]))).toBe(true)
    expect(await all(path)).toMatchObject([{ text, cut: 0, open: false }])
  })

  it('hold a character of four bytes whole, at whatever byte it was split', async () => {
    const bytes = Buffer.from('a😀b\n')
    for (let at = 1; at < bytes.length; at++) {
      const path = await out(bytes.subarray(0, at), bytes.subarray(at))
      expect(await all(path)).toMatchObject([{ text: 'a😀b' }])
    }
  })

  it('without an end are open while the program may add to them, and closed when it has ended', async () => {
    const path = await out('a\nb\r')
    expect((await all(path, false))?.map(({ text, open }) => [text, open])).toEqual([
      ['a', false],
      ['b\r', true],
    ])
    expect((await all(path, true))?.at(-1)).toMatchObject({ open: false })
  })

  it('that are too long are cut, and say by how much', async () => {
    const path = await out('x'.repeat(limits.lineBytes), '\n', 'y'.repeat(limits.lineBytes + 7), '\nshort\n')
    expect((await all(path))?.map(({ text, cut }) => [text.length, cut])).toEqual([
      [limits.lineBytes, 0],
      [limits.lineBytes, 7],
      [5, 0],
    ])
  })

  it('come in pages of limited size, and the next page continues', async () => {
    const path = await out(...Array.from({ length: 600 }, (_, n) => `${String(n + 1).padEnd(10_000, '.')}\n`))
    const numbers: number[] = []
    for (let pages = 0; ; pages++) {
      const page = await open(path, (files) => readLines(files, numbers.length + 1, 2_000, true))
      if (!page?.length) break
      numbers.push(...page.map(({ n }) => n))
      expect(pages).toBeLessThan(10)
    }
    expect(numbers).toEqual(Array.from({ length: 600 }, (_, n) => n + 1))
  })
})

describe('the bytes of a log', () => {
  it('from any offset on are the rest of the file', async () => {
    await fc.assert(
      fc.asyncProperty(chunks, fc.nat(), async (list, some) => {
        const path = await written(list)
        const stretches = await open(path, async (files) => {
          const parts: Buffer[] = []
          const from = some % (files.bytes + 1)
          for await (const { bytes } of readStretches(files, from)) parts.push(bytes)
          expect(Buffer.concat(parts).equals(readFileSync(path).subarray(from))).toBe(true)
          return true
        })
        expect(stretches).toBe(list.some(({ bytes }) => bytes.length > 0) ? true : null)
      }),
      { numRuns: 100 },
    )
  })
})

it('a log that was never written is empty, not an error', async () => {
  expect(await open('/no/such/log', sizeOf)).toBeNull()
})
