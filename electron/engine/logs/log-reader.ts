import { type FileHandle, open } from 'node:fs/promises'
import { limits } from '../../../shared/model/limits.ts'
import type { LogLine } from '../../../shared/model/log.ts'
import { countLineEnds, decodeRecord, indexPath, type LogRecord, recordBytes } from '../../runner/log-format.ts'

const readBytes = 256 * 1024
const decoder = new TextDecoder('utf-8', { fatal: false, ignoreBOM: true })

/** `index` is null for a log that is one stretch of stdout. */
export type LogFiles = { log: FileHandle; index: FileHandle | null; bytes: number; records: number; changedAt: number }

/** Null where nothing was ever written. To be closed with `closeLog`. */
export async function openLog(path: string): Promise<LogFiles | null> {
  const log = await openIfThere(path)
  if (!log) return null
  const { size: bytes, mtimeMs } = await log.stat()
  // The index after that: of every byte it says by now whose it is. It may also speak of some that came since.
  const index = await openIfThere(indexPath(path))
  const records = index === null ? 1 : Math.floor((await index.stat()).size / recordBytes)
  const files = { log, index, bytes, records, changedAt: Math.round(mtimeMs) }
  return { ...files, records: await recordsWithin(files) }
}

/** How many of the records speak of bytes that were there. */
async function recordsWithin(files: LogFiles): Promise<number> {
  const { index, bytes, records } = files
  if (index === null || records === 0) return records
  if (bytes === 0) return 0
  const isWithin = ({ offset }: LogRecord): boolean => offset < bytes
  return isWithin(await recordAt(files, records - 1)) ? records : (await lastRecord(files, isWithin)) + 1
}

export async function closeLog({ log, index }: LogFiles): Promise<void> {
  await Promise.all([log.close(), index?.close()])
}

/** Runs `use` with an open log; gives `none` where nothing was ever written. */
export async function withLog<T>(path: string, none: T, use: (files: LogFiles) => Promise<T>): Promise<T> {
  const files = await openLog(path)
  if (!files) return none
  try {
    return await use(files)
  } finally {
    await closeLog(files)
  }
}

async function openIfThere(path: string): Promise<FileHandle | null> {
  try {
    return await open(path, 'r')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw error
  }
}

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
/** Lines of one answer together; it ends with the line that passes this. */
const pageBytes = 2 * 1024 * 1024

async function* chunksFrom(log: FileHandle, offset: number, end: number): AsyncGenerator<{ offset: number; chunk: Buffer }> {
  const buffer = Buffer.allocUnsafe(Math.min(readBytes, Math.max(1, end - offset)))
  for (let at = offset; at < end; ) {
    const { bytesRead } = await log.read(buffer, 0, Math.min(buffer.length, end - at), at)
    if (bytesRead === 0) return
    yield { offset: at, chunk: buffer.subarray(0, bytesRead) }
    at += bytesRead
  }
}

async function recordAt({ index, changedAt }: LogFiles, at: number): Promise<LogRecord> {
  if (index === null) return { offset: 0, lines: 0, at: changedAt, stream: 'out' }
  const buffer = Buffer.allocUnsafe(recordBytes)
  await index.read(buffer, 0, recordBytes, at * recordBytes)
  return decodeRecord(buffer, 0)
}

/** The last record for which `before` holds; it holds for a beginning of the index and then no more. */
async function lastRecord(files: LogFiles, before: (record: LogRecord) => boolean): Promise<number> {
  let low = 0
  let high = files.records - 1
  while (low < high) {
    const middle = Math.ceil((low + high) / 2)
    if (before(await recordAt(files, middle))) low = middle
    else high = middle - 1
  }
  return low
}

/** The offset at which a line begins; null when the log has no such line. */
async function startOfLine(files: LogFiles, line: number): Promise<number | null> {
  if (line === 1) return 0
  // The line begins after line end number `line - 1`, which lies in the last stretch with fewer line ends before it.
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

type RecordCursor = { at(offset: number): Promise<LogRecord>; endOfStretch(): number | undefined }

/** Gives the record that covers an offset, for offsets that only grow. */
async function recordCursor(files: LogFiles, start: number): Promise<RecordCursor> {
  let at = await lastRecord(files, ({ offset }) => offset <= start)
  let current = await recordAt(files, at)
  let following = at + 1 < files.records ? await recordAt(files, at + 1) : null
  return {
    async at(offset) {
      while (following && following.offset <= offset) {
        at++
        current = following
        following = at + 1 < files.records ? await recordAt(files, at + 1) : null
      }
      return current
    },
    endOfStretch: () => following?.offset,
  }
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
    // Copied: the chunk's memory is used again.
    parts.push(Buffer.from(bytes.subarray(0, room)))
    kept += Math.min(room, bytes.length)
  }

  function close(open: boolean): void {
    const bytes = Buffer.concat(parts)
    const text = decoder.decode(bytes.at(-1) === 13 && !open ? bytes.subarray(0, -1) : bytes)
    found.push({ n: from + found.length, at: record?.at ?? 0, stream: record?.stream ?? 'out', text, cut: length - kept, open })
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

/** The stretches from an offset on, in pieces of a bearable size. */
export async function* readStretches(
  files: LogFiles,
  from: number,
): AsyncGenerator<{ offset: number; stream: LogRecord['stream']; bytes: Buffer }> {
  if (files.records === 0) return
  const cursor = await recordCursor(files, from)
  for (let offset = from; offset < files.bytes; ) {
    const { stream } = await cursor.at(offset)
    const end = Math.min(cursor.endOfStretch() ?? files.bytes, files.bytes, offset + pieceBytes)
    for await (const { chunk } of chunksFrom(files.log, offset, end)) yield { offset, stream, bytes: Buffer.from(chunk) }
    offset = end
  }
}
