import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { temporaryFolder } from '../engine/testing/engine.ts'
import { decodeRecord, indexPath, type LogRecord, recordBytes } from './log-format.ts'
import { emptyLog, type LogState } from './log-state.ts'
import { createLogWriter, type LogSummary } from './log-writer.ts'
import { sizeText } from './size-text.ts'

type Chunk = { stream: 'out' | 'err'; bytes: Buffer }

/** Line ends, broken and split characters, and plain text, in pieces of any size. */
const bytes = fc
  .array(fc.constantFrom('a', 'bc', '\n', '\r', '\r\n', '\0', 'é', '𝄞', Buffer.from([0xff, 0xc3]), Buffer.from([0xf0, 0x9d])), {
    maxLength: 40,
  })
  .map((parts) => Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part) : part))))
const chunks = fc.array(fc.record({ stream: fc.constantFrom('out' as const, 'err' as const), bytes }), { maxLength: 40 })

const ofStream = (list: Chunk[], wanted: string): Buffer =>
  Buffer.concat(list.filter(({ stream }) => stream === wanted).map((chunk) => chunk.bytes))
const turn = () => new Promise(setImmediate)

async function write(
  path: string,
  list: Chunk[],
  limit = Number.MAX_SAFE_INTEGER,
  between?: () => Promise<unknown>,
): Promise<LogSummary> {
  const log = createLogWriter(path, limit, { grew: () => {}, drained: () => {} })
  for (const chunk of list) {
    log.append(chunk.stream, chunk.bytes)
    await between?.()
  }
  return log.end([])
}

/** The stretches of a log by its index: the bytes and the stream of each. */
function stretchesOf(path: string): (Chunk & { lines: number })[] {
  const log = readFileSync(path)
  // Without an index it is one stretch of stdout.
  if (!existsSync(indexPath(path))) return [{ stream: 'out', lines: 0, bytes: log }]
  const index = readFileSync(indexPath(path))
  const records = Array.from(
    { length: index.length / recordBytes },
    (_, at) => decodeRecord(index, at * recordBytes) as LogRecord,
  )
  return records.map(({ offset, lines, stream }, at) => ({
    stream: stream as 'out' | 'err',
    lines,
    bytes: log.subarray(offset, records[at + 1]?.offset ?? log.length),
  }))
}

describe('a log', () => {
  it('has each stream byte for byte, and an index that tells the streams apart', async () => {
    const folder = temporaryFolder()
    let n = 0
    await fc.assert(
      fc.asyncProperty(chunks, fc.boolean(), async (list, slowly) => {
        const path = join(folder, `${n++}.log`)
        const summary = await write(path, list, undefined, slowly ? turn : undefined)
        const total = Buffer.concat(list.map((chunk) => chunk.bytes))
        if (total.length === 0) return void expect(summary).toMatchObject({ bytes: 0, lines: 0, droppedBytes: 0 })
        const stretches = stretchesOf(path)
        for (const stream of ['out', 'err']) expect(ofStream(stretches, stream).equals(ofStream(list, stream))).toBe(true)
        const lineEnds = total.filter((byte) => byte === 10).length
        expect(summary).toMatchObject({ bytes: total.length, lines: lineEnds, droppedBytes: 0 })
      }),
      { numRuns: 150 },
    )
  })

  it('counts in each record of its index the line ends before it', async () => {
    const folder = temporaryFolder()
    let n = 0
    await fc.assert(
      fc.asyncProperty(chunks, async (list) => {
        const path = join(folder, `${n++}.log`)
        if ((await write(path, list, undefined, turn)).bytes === 0) return
        let lines = 0
        for (const stretch of stretchesOf(path)) {
          expect(stretch.lines).toBe(lines)
          lines += stretch.bytes.filter((byte) => byte === 10).length
        }
      }),
      { numRuns: 100 },
    )
  })

  it('never cuts a line of one stream by the other, while lines are written at once', async () => {
    const folder = temporaryFolder()
    let n = 0
    const line = fc.record({
      stream: fc.constantFrom('out' as const, 'err' as const),
      size: fc.nat(3_000),
      pieces: fc.integer({ min: 1, max: 4 }),
    })
    await fc.assert(
      fc.asyncProperty(fc.array(line, { minLength: 1, maxLength: 30 }), fc.integer(), async (lines, seed) => {
        const path = join(folder, `${n++}.log`)
        await write(path, interleave(lines, seed))
        for (const text of readFileSync(path, 'latin1').split('\n')) expect(text).toMatch(/^(o*|e*)$/)
      }),
      { numRuns: 60 },
    )
  })

  it('with a limit keeps exactly the first bytes, and reports how many are missing', async () => {
    const folder = temporaryFolder()
    let n = 0
    await fc.assert(
      fc.asyncProperty(bytes, fc.nat(60), async (all, limit) => {
        const path = join(folder, `${n++}.log`)
        const { droppedBytes } = await write(path, [{ stream: 'out', bytes: all }], limit)
        const missing = Math.max(0, all.length - limit)
        expect(droppedBytes).toBe(missing)
        if (all.length === 0) return
        const kept = all.subarray(0, limit)
        const isWhole = kept.length === 0 || kept.at(-1) === 10
        const note = `${isWhole ? '' : '\n'}[LocalFlow] ${sizeText(missing)} of output were dropped: the log reached its limit of ${sizeText(limit)}\n`
        expect(readFileSync(path).equals(Buffer.concat([kept, Buffer.from(missing > 0 ? note : '')]))).toBe(true)
      }),
      { numRuns: 100 },
    )
  })

  it('is not created without output', async () => {
    const path = join(temporaryFolder(), 'none.log')
    expect(await write(path, [])).toEqual({ bytes: 0, lines: 0, droppedBytes: 0, lastLine: null })
    expect(() => readFileSync(path)).toThrow(/ENOENT/)
  })

  it('counts output without text that an earlier runner wrote', async () => {
    const before = { ...emptyLog, bytes: 20, accepted: 20, byLimit: 9 }
    const ended = (state: LogState) =>
      createLogWriter(join(temporaryFolder(), 'x.log'), 20, { grew: () => {}, drained: () => {} }, state).end([])
    expect(await ended(before)).toMatchObject({ lastLine: null, outputBytes: 29 })
    expect(await ended(emptyLog)).not.toHaveProperty('outputBytes')
  })

  it('pauses the writer while the disk is slower, and resumes it', async () => {
    const path = join(temporaryFolder(), 'large.log')
    await new Promise<void>((drained) => {
      const log = createLogWriter(path, Number.MAX_SAFE_INTEGER, { grew: () => {}, drained })
      const line = Buffer.concat([Buffer.alloc(1024 * 1024, 'x'), Buffer.from('\n')])
      const goesOn = Array.from({ length: 8 }, () => log.append('out', line))
      expect([goesOn.at(0), goesOn.at(-1)]).toEqual([true, false])
    })
  })
})

/** The lines in pieces, mixed across the streams but in order within each. */
function interleave(lines: { stream: 'out' | 'err'; size: number; pieces: number }[], seed: number): Chunk[] {
  const queues = { out: [] as Buffer[], err: [] as Buffer[] }
  for (const { stream, size, pieces } of lines) {
    const line = Buffer.from(`${(stream === 'out' ? 'o' : 'e').repeat(size)}\n`)
    const piece = Math.ceil(line.length / pieces)
    for (let at = 0; at < line.length; at += piece) queues[stream].push(line.subarray(at, at + piece))
  }
  const mixed: Chunk[] = []
  for (let state = seed; queues.out.length + queues.err.length > 0; ) {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0
    const stream = queues.err.length === 0 || (state & 0x10000 && queues.out.length > 0) ? 'out' : 'err'
    mixed.push({ stream, bytes: queues[stream].shift() as Buffer })
  }
  return mixed
}
