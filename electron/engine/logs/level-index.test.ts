import { existsSync, mkdirSync, readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { unpackLines } from '../../../shared/log/line-numbers.ts'
import { systemClock } from '../base/clock.ts'
import { runToEnd, searcherScript, shell, startTestEngine, temporaryFolder } from '../testing/engine.ts'
import { createLevelIndex } from './level-index.ts'
import { levelsPath, storedParts } from './levels-file.ts'
import { createSearches } from './searches.ts'

const lines = (count: number, from = 1) =>
  Array.from({ length: count }, (_, at) => `${(at + from) % 10_000 === 0 ? 'ERROR:' : 'INFO'} line ${at + from} `.padEnd(99, '.'))

const textOf = (count: number, from = 1) => `${lines(count, from).join('\n')}\n`
const everyTenThousand = (count: number) => Array.from({ length: count }, (_, at) => (at + 1) * 10_000)

const index = createLevelIndex(createSearches(searcherScript, systemClock))

function largeLog(): string {
  const path = join(temporaryFolder(), 'a.log')
  writeFileSync(path, textOf(90_000))
  return path
}

async function errorsOf(path: string): Promise<number[]> {
  const errors: number[] = []
  for await (const part of index.parts(path, true, undefined)) errors.push(...unpackLines(part.errors, part.base.error))
  return errors
}

async function storedOf(path: string): Promise<number> {
  let count = 0
  for await (const _ of storedParts(path, statSync(path).size)) count++
  return count
}

describe('the index of levels', () => {
  it('is written once and read afterwards', async () => {
    const path = largeLog()
    expect(await errorsOf(path)).toEqual(everyTenThousand(9))
    const written = readFileSync(levelsPath(path))
    expect(await storedOf(path)).toBeGreaterThan(1)
    expect(await errorsOf(path)).toEqual(everyTenThousand(9))
    expect(readFileSync(levelsPath(path))).toEqual(written)
  })

  it('is continued for a log that grew', async () => {
    const path = largeLog()
    await errorsOf(path)
    const before = readFileSync(levelsPath(path), 'latin1')
    writeFileSync(path, textOf(20_000, 90_001), { flag: 'a' })
    expect(await errorsOf(path)).toEqual(everyTenThousand(11))
    expect(readFileSync(levelsPath(path), 'latin1').startsWith(before)).toBe(true)
  })

  it.each([
    ['damaged', (path: string) => writeFileSync(path, readFileSync(path, 'latin1').replace('"errors":"', '"errors":"A'))],
    ['cut off', (path: string) => truncateSync(path, statSync(path).size - 7)],
    ['no index at all', (path: string) => writeFileSync(path, Buffer.alloc(5_000, 0xff))],
    ['empty', (path: string) => truncateSync(path, 0)],
  ])('is built again when it is %s', async (_, damage) => {
    const path = largeLog()
    await errorsOf(path)
    const written = readFileSync(levelsPath(path), 'latin1')
    damage(levelsPath(path))
    expect(await errorsOf(path)).toEqual(everyTenThousand(9))
    expect(readFileSync(levelsPath(path), 'latin1')).toBe(written)
  })

  it('is built again for a log that was cut off', async () => {
    const path = largeLog()
    await errorsOf(path)
    truncateSync(path, 35_000 * 100)
    expect(await errorsOf(path)).toEqual(everyTenThousand(3))
    expect(await errorsOf(path)).toEqual(everyTenThousand(3))
  })

  it('is shared by all who wait for it', async () => {
    const path = largeLog()
    const all = await Promise.all([errorsOf(path), errorsOf(path), errorsOf(path)])
    expect(all).toEqual([everyTenThousand(9), everyTenThousand(9), everyTenThousand(9)])
  })

  it('is not needed: without a place for it the log itself is read', async () => {
    const path = largeLog()
    // A folder of its name cannot be opened as a file.
    mkdirSync(levelsPath(path))
    expect(await errorsOf(path)).toEqual(everyTenThousand(9))
  })
})

describe('an engine', () => {
  const program = (code: number) =>
    shell(`awk 'BEGIN { for (n = 1; n < 40000; n++) print "INFO line number " n " of many"; print "ERROR: last" }'; exit ${code}`)

  it('indexes the large log of a run that failed, and deletes the index with the run', async () => {
    const engine = await startTestEngine()
    const { id } = await runToEnd(engine, program(1))
    const path = engine.logs.rawPath(id, null) ?? ''
    await expect.poll(() => storedOf(path)).toBeGreaterThan(0)
    expect(await engine.logs.firstError(id, null)).toMatchObject({ line: 40_000, kind: 'error' })
    await engine.operations.remove(id)
    expect([path, levelsPath(path)].filter(existsSync)).toEqual([])
  })

  it('writes no index for a small log, or before somebody wants one', async () => {
    const engine = await startTestEngine()
    const small = await runToEnd(engine, shell('echo ERROR: bad; exit 1'))
    expect(await engine.logs.firstError(small.id, null)).toMatchObject({ line: 1 })
    const large = await runToEnd(engine, program(0))
    for (const { id } of [small, large]) expect(existsSync(levelsPath(engine.logs.rawPath(id, null) ?? ''))).toBe(false)
  })
})
