import { limits } from '../../../shared/model/limits.ts'
import type { LogLine } from '../../../shared/model/log.ts'
import { countLineEnds, type LogRecord } from '../../runner/log-format.ts'
import { chunksFrom } from './log-files.ts'
import { type LogFiles, lastRecord, type RecordCursor, recordAt, recordCursor } from './log-index.ts'

/** The text of a line for a client, from its bytes without the end. */
export function lineText(bytes: Uint8Array, open: boolean): string {
  return decoder.decode(bytes.at(-1) === 13 && !open ? bytes.subarray(0, -1) : bytes)
}

const ownLine = Buffer.from('[LocalFlow] ')

/** Without an index, lines of LocalFlow are known by how they start. */
export const streamOf = ({ stream, isAssumed }: LogRecord, line: Uint8Array): LogRecord['stream'] =>
  isAssumed && ownLine.equals(line.subarray(0, ownLine.length)) ? 'note' : stream

/** Bytes that are not UTF-8 become replacement characters. */
export const decoder = new TextDecoder('utf-8', { fatal: false, ignoreBOM: true })

/** Lines and bytes so far; a last line without an end counts as one. */
export async function sizeOf(files: LogFiles): Promise<{ lines: number; bytes: number }> {
  const { bytes, records } = files
  if (bytes === 0 || records === 0) return { lines: 0, bytes }
  const last = await recordAt(files, records - 1)
  let lines = last.lines
  let endsLine = false
  for await (const { chunk } of chunksFrom(files.log, last.offset, bytes)) {
    lines += countLineEnds(chunk)
    endsLine = chunk.at(-1) === 10
  }
  return { lines: lines + (endsLine ? 0 : 1), bytes }
}

/** Up to `count` lines from line `from` (the first is 1). Stops early when the page is large. */
export async function readLines(files: LogFiles, from: number, count: number, ended: boolean): Promise<LogLine[]> {
  if (files.bytes === 0 || files.records === 0) return []
  const start = await startOfLine(files, from)
  if (start === null) return []
  const lines = createLineCollector(await recordCursor(files, start), from)
  for await (const { offset, chunk } of chunksFrom(files.log, start, files.bytes)) {
    await lines.take(offset, chunk, count)
    if (lines.found.length >= count || lines.bytes() > pageBytes) return lines.found.slice(0, count)
  }
  lines.finish(ended)
  return lines.found.slice(0, count)
}

const pieceBytes = 64 * 1024
/** The limit of one answer; it ends with the line that exceeds this. */
const pageBytes = 2 * 1024 * 1024
/** Characters of the newest lines that are sent while a log grows. */
const tailChars = 256 * 1024

/** The newest of the lines from `from` to `to`, the last line of the log, up to a limit. */
export async function readTail(files: LogFiles, from: number, to: number, ended: boolean): Promise<LogLine[]> {
  for (let count = to - from + 1; count > 0; count = Math.floor(count / 2)) {
    const lines = await readLines(files, to - count + 1, count, ended)
    // Long lines fill a page early: then fewer are requested.
    const isWhole = lines.at(-1)?.n === to
    if (isWhole && (count === 1 || lines.reduce((sum, { text }) => sum + text.length, 0) <= tailChars)) return lines
  }
  return []
}

/** The offset at which a line starts; null if the log has no such line. */
export async function startOfLine(files: LogFiles, line: number): Promise<number | null> {
  if (line === 1) return 0
  // The line starts after line end number `line - 1`, which is in the last stretch with fewer line ends before it.
  const wanted = line - 1
  const record = await recordAt(files, await lastRecord(files, ({ lines }) => lines < wanted))
  let seen = record.lines
  for await (const { offset, chunk } of chunksFrom(files.log, record.offset, files.bytes)) {
    for (let at = chunk.indexOf(10); at !== -1; at = chunk.indexOf(10, at + 1)) {
      if (++seen === wanted) return offset + at + 1 < files.bytes ? offset + at + 1 : null
    }
  }
  return null
}

function createLineCollector(cursor: RecordCursor, from: number) {
  const found: LogLine[] = []
  let parts: Buffer[] = []
  let kept = 0
  let length = 0
  let record: LogRecord | null = null
  let total = 0

  function add(bytes: Buffer): void {
    length += bytes.length
    const room = limits.lineBytes - kept
    if (room <= 0) return
    // Copied, because the chunk's memory is reused.
    parts.push(Buffer.from(bytes.subarray(0, room)))
    kept += Math.min(room, bytes.length)
  }

  function close(open: boolean): void {
    const bytes = Buffer.concat(parts)
    const stream = record ? streamOf(record, bytes) : 'out'
    found.push({ n: from + found.length, at: record?.at ?? 0, stream, text: lineText(bytes, open), cut: length - kept, open })
    total += kept
    parts = []
    kept = 0
    length = 0
    record = null
  }

  return {
    found,
    bytes: () => total,
    async take(offset: number, chunk: Buffer, count: number): Promise<void> {
      let at = 0
      while (at < chunk.length && found.length < count) {
        record ??= await cursor.at(offset + at)
        const end = chunk.indexOf(10, at)
        add(chunk.subarray(at, end === -1 ? chunk.length : end))
        if (end === -1) return
        close(false)
        at = end + 1
      }
    },
    finish(ended: boolean): void {
      if (length > 0) close(!ended)
    },
  }
}

/** The stretches between two offsets, in pieces. */
export async function* readStretches(
  files: LogFiles,
  from: number,
  to = files.bytes,
): AsyncGenerator<{ offset: number; stream: LogRecord['stream']; bytes: Buffer }> {
  if (files.records === 0) return
  const cursor = await recordCursor(files, from)
  for (let offset = from; offset < to; ) {
    const { stream } = await cursor.at(offset)
    const end = Math.min(cursor.endOfStretch() ?? to, to, offset + pieceBytes)
    for await (const { chunk } of chunksFrom(files.log, offset, end)) yield { offset, stream, bytes: Buffer.from(chunk) }
    offset = end
  }
}
