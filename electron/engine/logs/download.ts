import { createReadStream } from 'node:fs'
import { withoutEscapes } from '../../../shared/log/without-escapes.ts'
import type { DownloadForm } from '../../../shared/model/log.ts'
import { decodeRecord, recordBytes } from '../../runner/log-format.ts'
import { chunksFrom, closeLog, openLog } from './log-files.ts'
import { type LogFiles, type RecordCursor, recordCursor } from './log-index.ts'

/** `bytes`: how many there are, if that is known before. */
export type Download = { bytes: number | null; content: AsyncIterable<Buffer> }

const pieceBytes = 1024 * 1024
const longestEscape = 256
const indexPage = 4_096 * recordBytes

type Range = { start: number; end: number }

/** The log as it is now; null if it was never written. Without `notes` it has what the program wrote, and nothing of LocalFlow. */
export async function downloadLog(path: string, form: DownloadForm, notes: boolean): Promise<Download | null> {
  const files = await openLog(path)
  if (!files) return null
  try {
    const ranges = notes ? [{ start: 0, end: files.bytes }] : await programRanges(files)
    if (form !== 'raw') return { bytes: null, content: textOf(path, ranges, form === 'times') }
    const bytes = ranges.reduce((sum, { start, end }) => sum + end - start, 0)
    return { bytes, content: bytesOf(path, ranges) }
  } finally {
    await closeLog(files)
  }
}

/** The stretches between LocalFlow's own lines. */
async function programRanges({ index, bytes, records }: LogFiles): Promise<Range[]> {
  const ranges: Range[] = []
  let start: number | null = 0
  let last = 0
  const page = Buffer.alloc(indexPage)
  for (let at = 0; index !== null && at < records * recordBytes; at += indexPage) {
    const { bytesRead } = await index.read(page, 0, indexPage, at)
    for (let place = 0; place + recordBytes <= bytesRead; place += recordBytes) {
      const record = decodeRecord(page, place)
      // Rather with notes than with gaps.
      if (record === null || record.offset < last) return [{ start: 0, end: bytes }]
      const { offset, stream } = record
      last = offset
      if (offset >= bytes || (stream === 'note') === (start === null)) continue
      if (start !== null && offset > start) ranges.push({ start, end: offset })
      start = start === null ? offset : null
    }
  }
  if (start !== null && start < bytes) ranges.push({ start, end: bytes })
  return ranges
}

async function* bytesOf(path: string, ranges: Range[]): AsyncGenerator<Buffer> {
  for (const { start, end } of ranges) yield* createReadStream(path, { start, end: end - 1, highWaterMark: pieceBytes })
}

async function* textOf(path: string, ranges: Range[], withTimes: boolean): AsyncGenerator<Buffer> {
  const files = await openLog(path)
  if (!files) return
  try {
    for (const { start, end } of ranges) yield* textOfRange(files, { start, end }, withTimes)
  } finally {
    await closeLog(files)
  }
}

/** Escapes are ASCII, so bytes of any encoding pass as they are. */
async function* textOfRange(files: LogFiles, { start, end: last }: Range, withTimes: boolean): AsyncGenerator<Buffer> {
  const cursor = withTimes ? await recordCursor(files, start) : null
  const lines = createLines(cursor)
  let rest = ''
  let at = start
  for await (const { chunk } of chunksFrom(files.log, start, last)) {
    const text = rest + chunk.toString('latin1')
    const end = wholeUntil(text)
    yield Buffer.from(await lines.write(text.slice(0, end), at), 'latin1')
    rest = text.slice(end)
    at += end
  }
  yield Buffer.from(await lines.write(rest, at), 'latin1')
}

/** Whole lines; of a long line all but an escape that may not be complete. */
function wholeUntil(text: string): number {
  const lineEnd = text.lastIndexOf('\n') + 1
  const escaped = text.lastIndexOf('\x1b')
  return lineEnd > 0 ? lineEnd : escaped > text.length - longestEscape && escaped >= 0 ? escaped : text.length
}

/** Lines without escapes, each with the time at which it began, if there is a cursor. */
function createLines(cursor: RecordCursor | null) {
  let atStart = true
  return {
    async write(text: string, offset: number): Promise<string> {
      let result = ''
      for (let place = 0; place < text.length; ) {
        if (cursor && atStart) {
          const { at } = cursor.now(offset + place) ?? (await cursor.at(offset + place))
          result += `${new Date(at).toISOString()} `
        }
        const found = text.indexOf('\n', place)
        const end = found === -1 ? text.length : found + 1
        result += withoutEscapes(text.slice(place, end))
        atStart = found !== -1
        place = end
      }
      return result
    },
  }
}
