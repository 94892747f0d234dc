import { execFileSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { appendFileSync, readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { unpackLines } from '../../../shared/log/line-numbers.ts'
import { limits } from '../../../shared/model/limits.ts'
import { encodeRecord, indexPath, type StreamName } from '../../runner/log-format.ts'
import { createLogWriter } from '../../runner/log-writer.ts'
import { systemClock } from '../base/clock.ts'
import { searcherScript, temporaryFolder } from '../testing/engine.ts'
import { classifyLog } from './build-levels.ts'
import { downloadLog } from './download.ts'
import { find } from './find.ts'
import { firstSince } from './line-at.ts'
import { withLog } from './log-files.ts'
import { readLines, sizeOf } from './log-reader.ts'
import { createMatcher } from './matcher.ts'
import { createSearches } from './searches.ts'

const newLog = () => join(temporaryFolder(), 'a.log')

async function writeLog(lines: number): Promise<string> {
  const path = newLog()
  const log = createLogWriter(path, 1e9, { grew: () => {}, drained: () => {} })
  for (let n = 1; n <= lines; n++)
    log.append(n % 3 === 0 ? 'err' : 'out', Buffer.from(`${n % 5 === 0 ? 'ERROR: ' : ''}line ${n}\n`))
  await log.end([])
  return path
}

const textsOf = (path: string) =>
  withLog(path, [], async (files) => (await readLines(files, 1, 1_000, true)).map(({ text }) => text))

async function linesWith(path: string, pattern: RegExp): Promise<number[]> {
  const order = { path, stream: null, from: 1, ended: true }
  const lines: number[] = []
  const matcher = createMatcher(pattern, (_, work) => work())
  for await (const event of find(order, matcher)) lines.push(...unpackLines(event.lines, lines.at(-1) ?? 0))
  return lines
}

async function errorsOf(path: string): Promise<number[]> {
  const errors: number[] = []
  const state = { from: 1, error: 0, warning: 0, trace: 0 }
  for await (const part of classifyLog({ path, ended: true, ...state })) errors.push(...unpackLines(part.errors, part.base.error))
  return errors
}

describe('a damaged index', () => {
  it.each([
    ['of random bytes', (path: string) => writeFileSync(path, randomBytes(28 * 30))],
    ['of zeros', (path: string) => writeFileSync(path, Buffer.alloc(28 * 30))],
    ['that is empty', (path: string) => truncateSync(path, 0)],
    ['of another log', (path: string) => writeFileSync(path, Buffer.concat([readFileSync(path).subarray(28 * 7)]))],
  ])('%s is not used: lines are still found by their numbers', async (_, damage) => {
    const path = await writeLog(60)
    const texts = await textsOf(path)
    damage(indexPath(path))
    expect(await textsOf(path)).toEqual(texts)
    expect(await withLog(path, null, sizeOf)).toEqual({ lines: 60, bytes: statSync(path).size })
    expect(await linesWith(path, /line 4/)).toEqual([4, 40, 41, 42, 43, 44, 45, 46, 47, 48, 49])
    expect((await errorsOf(path)).slice(0, 3)).toEqual([5, 10, 15])
  })

  it('never makes a reader fail, wherever it is damaged', async () => {
    const path = await writeLog(60)
    const good = readFileSync(indexPath(path))
    await fc.assert(
      fc.asyncProperty(fc.nat(good.length - 1), fc.uint8Array({ minLength: 1, maxLength: 60 }), async (at, bytes) => {
        const bad = Buffer.from(good)
        Buffer.from(bytes).copy(bad, at)
        writeFileSync(indexPath(path), bad)
        for (const { n, at: time } of await withLog(path, [], (files) => readLines(files, 1, 100, true)))
          expect([Number.isSafeInteger(n), Number.isSafeInteger(time)]).toEqual([true, true])
        await linesWith(path, /line/)
        await errorsOf(path)
        const log = await downloadLog(path, 'plain', false)
        for await (const _ of log?.content ?? []);
      }),
      { numRuns: 60 },
    )
  })
})

describe('a log', () => {
  it('that was cut off by hand has the lines that are left', async () => {
    const path = await writeLog(60)
    truncateSync(path, 50)
    const texts = readFileSync(path, 'utf8').split('\n')
    expect(await textsOf(path)).toEqual(texts)
    expect(await linesWith(path, /line [12]$/)).toEqual([1, 2])
  })

  it('with a line of 200 MB is read, searched to its end, and classified', async () => {
    const path = newLog()
    writeFileSync(path, 'first\n')
    const part = Buffer.alloc(20_000_000, 'x')
    for (let at = 0; at < 10; at++) appendFileSync(path, part)
    appendFileSync(path, ' needle\nERROR: after it\n')
    const items = await withLog(path, [], (files) => readLines(files, 1, 10, true))
    expect(items.map(({ text, cut }) => [text.length, cut])).toEqual([
      [5, 0],
      [limits.lineBytes, 200_000_007 - limits.lineBytes],
      [15, 0],
    ])
    expect(await linesWith(path, /needle/)).toEqual([2])
    expect(await linesWith(path, /^x+/)).toEqual([2])
    expect(await errorsOf(path)).toEqual([3])
  })

  it('of random bytes has as many matching lines as grep finds', async () => {
    const path = newLog()
    // Without escapes, which are no part of a line for LocalFlow.
    writeFileSync(
      path,
      randomBytes(3_000_000).map((byte) => (byte === 27 ? 0 : byte)),
    )
    for (const [pattern, text] of [
      [/ab/, 'ab'],
      [/[a-c]x/, '[a-c]x'],
    ] as const) {
      const count = execFileSync('grep', ['-caE', text, path], { env: { ...process.env, LC_ALL: 'C' }, encoding: 'utf8' })
      expect((await linesWith(path, pattern)).length).toBe(Number(count))
    }
    await errorsOf(path)
  })

  it('whose times go backwards is found by any time', async () => {
    const path = newLog()
    writeFileSync(path, 'a\nb\nc\nd\n')
    const record = (line: number, at: number, stream: StreamName) => encodeRecord({ offset: line * 2, lines: line, at, stream })
    writeFileSync(indexPath(path), Buffer.concat([100, 300, 200, 400].map((at, line) => record(line, at, 'out'))))
    const lineSince = (time: number) => withLog(path, 0, (files) => firstSince(files, time))
    expect(await lineSince(0)).toBe(1)
    expect(await lineSince(350)).toBe(4)
    expect(await lineSince(500)).toBe(5)
    expect([2, 3, 4]).toContain(await lineSince(250))
    expect((await withLog(path, [], (files) => readLines(files, 1, 9, true))).map(({ at }) => at)).toEqual([100, 300, 200, 400])
  })

  it('is not searched without end by a pattern that backtracks', async () => {
    const path = newLog()
    writeFileSync(path, `short\n${'a'.repeat(60)}!\n`)
    const fast = {
      ...systemClock,
      awake: () => systemClock.awake() * 20,
      after: (ms: number, call: () => void) => systemClock.after(ms / 20, call),
    }
    const order = { path, text: '^(a+)+$', regex: true, case: true, word: false, stream: null, from: 1, ended: true }
    const search = async () => {
      for await (const _ of createSearches(searcherScript, fast).find(order, undefined));
    }
    await expect(search()).rejects.toMatchObject({ code: 'invalid', message: expect.stringContaining('on line 2') })
  })
})
