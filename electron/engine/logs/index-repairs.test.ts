import { existsSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { encodeRecord, indexPath, recordBytes } from '../../runner/log-format.ts'
import { createLogWriter } from '../../runner/log-writer.ts'
import { runToEnd, shell, startTestEngine, temporaryFolder, until } from '../testing/engine.ts'
import { withLog } from './log-files.ts'
import { needsIndex } from './log-index.ts'
import { readLines } from './log-reader.ts'
import { rebuildIndex } from './rebuild-index.ts'

const lines = 60_000

/** A log of some megabytes whose third lines are of stderr, with a line of LocalFlow near its end. */
async function writeLog(): Promise<string> {
  const path = join(temporaryFolder(), 'a.log')
  const log = createLogWriter(path, 1e9, { grew: () => {}, drained: () => {} })
  for (let n = 1; n < lines; n++) log.append(n % 3 === 0 ? 'err' : 'out', Buffer.from(`${'x'.repeat(90)} ${n}\n`))
  log.note('stopped: SIGTERM')
  await log.end([])
  return path
}

const read = (path: string, from: number) => withLog(path, [], (files) => readLines(files, from, 3, true))
const isDone = (path: string) => withLog(path, false, async (files) => !(await needsIndex(files)))

describe('an index that is written again', () => {
  it('keeps the records before the damage, and knows the numbers of all lines', async () => {
    const path = await writeLog()
    const places = [1, 20_000, 59_998]
    const before = await Promise.all(places.map((from) => read(path, from)))
    const index = readFileSync(indexPath(path))
    index.fill(0xff, Math.floor(lines / 2) * recordBytes)
    writeFileSync(indexPath(path), index)
    expect(await isDone(path)).toBe(false)
    await rebuildIndex(path)
    expect(await isDone(path)).toBe(true)
    const [first, middle, last] = await Promise.all(places.map((from) => read(path, from)))
    expect([first, middle]).toEqual(before.slice(0, 2))
    expect(last?.map(({ n, stream, text }) => [n, stream, text.slice(-5)])).toEqual([
      [59_998, 'out', '59998'],
      [59_999, 'out', '59999'],
      [60_000, 'note', 'GTERM'],
    ])
    expect(statSync(indexPath(path)).size).toBeGreaterThan((lines / 2) * recordBytes)
  })

  it.each([
    ['is missing', (path: string) => rmSync(path)],
    ['is empty', (path: string) => truncateSync(path, 0)],
    ['is of zeros', (path: string) => writeFileSync(path, Buffer.alloc(28 * 500))],
    [
      'starts far inside the log',
      (path: string) => writeFileSync(path, encodeRecord({ offset: 1e6, lines: 1, at: 1, stream: 'err' })),
    ],
    ['has wrong numbers', (path: string) => writeFileSync(path, readFileSync(path).subarray(recordBytes))],
  ])('serves where the old one %s', async (_, damage) => {
    const path = await writeLog()
    damage(indexPath(path))
    await rebuildIndex(path)
    expect(await isDone(path)).toBe(true)
    expect((await read(path, 40_001)).map(({ n, text }) => [n, text.slice(-5)])).toEqual([
      [40_001, '40001'],
      [40_002, '40002'],
      [40_003, '40003'],
    ])
    expect(existsSync(`${indexPath(path)}.new`)).toBe(false)
  })

  it('is written in a thread when the log of a run that has ended is read', async () => {
    const engine = await startTestEngine()
    const { id } = await runToEnd(engine, shell('seq 2000; seq 2000 >&2'))
    const path = indexPath(engine.logs.rawPath(id, null) ?? '')
    writeFileSync(path, 'damaged'.repeat(40))
    const page = (from: number) => engine.logs.read(id, null, from, 2)
    expect((await page(3_000)).items.map(({ text }) => text)).toEqual(['1000', '1001'])
    await until(() => readFileSync(path).length % recordBytes === 0 && !readFileSync(path, 'utf8').startsWith('damaged'))
    expect((await page(3_000)).items.map(({ text }) => text)).toEqual(['1000', '1001'])
  })
})
