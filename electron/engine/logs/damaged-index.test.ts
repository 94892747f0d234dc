import { randomBytes } from 'node:crypto'
import { readFileSync, truncateSync, writeFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { unpackLines } from '../../../shared/log/line-numbers.ts'
import { encodeRecord, indexPath, recordBytes } from '../../runner/log-format.ts'
import type { Engine } from '../engine.ts'
import { runToEnd, shell, startTestEngine } from '../testing/engine.ts'

/** More than are all looked at. */
const lines = 2_400
const script = `i=1; while [ $i -le ${lines} ]; do echo "line $i"; [ $((i % 40)) = 39 ] && echo "ERROR: no space $i" >&2; i=$((i+1)); done; exit 3`

async function collect<T>(stream: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = []
  for await (const value of stream) all.push(value)
  return all
}

const anything = { text: 'LINE 39', regex: false, case: false, word: false }
const textOf = (pieces: { data: string }[]): string =>
  Buffer.concat(pieces.map(({ data }) => Buffer.from(data, 'base64'))).toString()

/** What every way to read a log gives, without what only its index tells: streams and times. */
async function readEveryWay(engine: Engine, id: string) {
  const { logs } = engine
  const page = async (from: number) => (await logs.read(id, null, from, 500)).items.map(({ n, text }) => [n, text])
  const found = await collect(logs.find(id, null, { ...anything, stream: null, from: 1 }, undefined))
  const hits = await collect(logs.search(id, null, { pattern: 'line 39', from: 2, to: null }, undefined))
  const levels = await collect(logs.levels(id, null, undefined))
  const file = await logs.download(id, null, 'plain', true)
  const search = { ...anything, q: '', before: null, limit: 10, lines: 5 }
  const [run] = (await collect(engine.search.logs(search, undefined))).filter(({ type }) => type === 'found')
  return {
    size: await logs.size(id, null),
    watched: (await collect(logs.watch(id, null, undefined, 10))).map(({ tail = [], ...size }) => [size, tail.map(({ n }) => n)]),
    pages: [await page(1), await page(217), await page(9_999)],
    lineAt: await logs.lineAt(id, null, { from: 1, count: 10, end: true, error: false }),
    followed: (await collect(logs.follow(id, null, 1, undefined))).map(({ text }) => text),
    bytes: [
      textOf(await collect(logs.bytes(id, null, 0, false, undefined))),
      textOf(await collect(logs.bytes(id, null, 321, false, undefined))),
    ],
    line: textOf(await collect(logs.lineBytes(id, null, { line: 217, from: 0, after: 0 }))),
    found: found.flatMap(({ lines }) => unpackLines(lines, 0)),
    hits: hits.flatMap(({ items }) => items.map(({ n }) => n)),
    errors: levels.map(({ errors }) => errors),
    firstError: await logs.firstError(id, null),
    file: Buffer.concat(await collect(file?.content ?? (async function* () {})())).toString(),
    run: run?.type === 'found' ? [run.count, run.lines.map(({ n, text }) => [n, text])] : null,
  }
}

const numbers = (index: Buffer, at: number, values: [offset: number, lines: number, at: number]): void =>
  values.forEach((value, place) => void index.writeDoubleLE(value, at * recordBytes + place * 8))

/** Each writes over records of a good index. */
const damages: [string, (index: Buffer, records: number) => Buffer | undefined][] = [
  ['random bytes', (index) => randomBytes(index.length)],
  ['random bytes of another length', (index) => randomBytes(index.length - 11)],
  [
    'random bytes in its middle',
    (index, records) => void randomBytes(100).copy(index, Math.floor(records / 2) * recordBytes + 3),
  ],
  ['huge offsets', (index, records) => void numbers(index, records - 2, [2 ** 52, 2 ** 51, 5])],
  ['offsets beyond all whole numbers', (index, records) => void numbers(index, Math.floor(records / 3), [7e145, 1e300, 1])],
  ['negative offsets', (index, records) => void numbers(index, Math.floor(records / 2), [-7e145, -5, -1])],
  ['offsets that are no numbers', (index) => void numbers(index, 1, [Number.NaN, Number.NaN, Number.POSITIVE_INFINITY])],
  [
    'descending records',
    (index, records) =>
      Buffer.concat(
        Array.from({ length: records }, (_, at) =>
          index.subarray((records - 1 - at) * recordBytes, (records - at) * recordBytes),
        ),
      ),
  ],
  ['more line ends than bytes', (index, records) => void numbers(index, records - 1, [100, 5_000, 1])],
  ['records of nothing', (index) => void index.fill(0, recordBytes)],
]

/** The index of a log with a record for each `stride` lines. */
function goodIndex(log: Buffer, stride: number): Buffer {
  const records: Buffer[] = []
  let line = 0
  for (let offset = 0; offset < log.length; offset = log.indexOf(10, offset) + 1, line++)
    if (line % stride === 0) records.push(encodeRecord({ offset, lines: line, at: 1_000 + line, stream: 'out' }))
  return Buffer.concat(records)
}

describe('an index with', () => {
  it.each(damages)('%s changes nothing that is read of the log, and ends no engine', async (_, damage) => {
    const engine = await startTestEngine()
    const { id } = await runToEnd(engine, shell(script))
    const log = engine.logs.rawPath(id, null) ?? ''
    const path = indexPath(log)
    const expected = await readEveryWay(engine, id)
    expect(expected).toMatchObject({ size: { lines: lines + 60 }, firstError: { kind: 'error', text: 'ERROR: no space 39' } })
    for (const stride of [20, 1]) {
      const index = goodIndex(readFileSync(log), stride)
      writeFileSync(path, index)
      expect(await readEveryWay(engine, id)).toEqual(expected)
      writeFileSync(path, damage(index, index.length / recordBytes) ?? index)
      expect(await readEveryWay(engine, id)).toEqual(expected)
    }
    truncateSync(path, 17)
    expect(await readEveryWay(engine, id)).toEqual(expected)
  })
})
