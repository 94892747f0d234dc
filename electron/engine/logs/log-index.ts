import type { FileHandle } from 'node:fs/promises'
import { decodeRecord, type LogRecord, recordBytes } from '../../runner/log-format.ts'

/** `index` is null for a log that is one stretch of stdout. */
export type LogFiles = { log: FileHandle; index: FileHandle | null; bytes: number; records: number; changedAt: number }

export async function recordAt({ index, changedAt }: LogFiles, at: number): Promise<LogRecord> {
  if (index === null) return { offset: 0, lines: 0, at: changedAt, stream: 'out' }
  const buffer = Buffer.allocUnsafe(recordBytes)
  await index.read(buffer, 0, recordBytes, at * recordBytes)
  return decodeRecord(buffer, 0)
}

/** The last record for which `before` holds; it holds for the first records and then no more. */
export async function lastRecord(files: LogFiles, before: (record: LogRecord) => boolean): Promise<number> {
  let low = 0
  let high = files.records - 1
  while (low < high) {
    const middle = Math.ceil((low + high) / 2)
    if (before(await recordAt(files, middle))) low = middle
    else high = middle - 1
  }
  return low
}

export type RecordCursor = {
  at(offset: number): Promise<LogRecord>
  /** The same if that is known without reading. */
  now(offset: number): LogRecord | null
  endOfStretch(): number | undefined
}

/** Finds the record that covers an offset, for ascending offsets. */
export async function recordCursor(files: LogFiles, start: number): Promise<RecordCursor> {
  let at = await lastRecord(files, ({ offset }) => offset <= start)
  const read = recordPages(files)
  let current = await read(at)
  let following = at + 1 < files.records ? await read(at + 1) : null
  const goTo = async (to: number): Promise<void> => {
    current = to === at + 1 && following ? following : await read(to)
    at = to
    following = at + 1 < files.records ? await read(at + 1) : null
  }
  return {
    async at(offset) {
      for (let steps = 0; following && following.offset <= offset; steps++) {
        // A program that writes slowly leaves many records between two places.
        const isFar = steps === pageRecords
        // A damaged index may lead back.
        const far = isFar ? await lastRecord(files, (record) => record.offset <= offset) : 0
        await goTo(Math.max(at + 1, far))
      }
      return current
    },
    now: (offset) => (following && following.offset <= offset ? null : current),
    endOfStretch: () => following?.offset,
  }
}

/** Records read at once: a slow program leaves a record for each of its lines. */
const pageRecords = 512

/** Reads consecutive records, many at a time. */
function recordPages(files: LogFiles): (at: number) => LogRecord | Promise<LogRecord> {
  const { index } = files
  if (index === null) return (at) => recordAt(files, at)
  const page = Buffer.alloc(pageRecords * recordBytes)
  let first = Number.POSITIVE_INFINITY
  const fill = async (at: number): Promise<LogRecord> => {
    await index.read(page, 0, page.length, at * recordBytes)
    first = at
    return decodeRecord(page, 0)
  }
  return (at) => (at >= first && at < first + pageRecords ? decodeRecord(page, (at - first) * recordBytes) : fill(at))
}
