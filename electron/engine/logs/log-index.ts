import type { FileHandle } from 'node:fs/promises'
import { decodeRecord, type LogRecord, recordBytes } from '../../runner/log-format.ts'

/**
 * `index` is null for a log that is one stretch of stdout. `trust` is shared by all who read the log: once a record proves to be
 * damaged, the log is read as if it had no index.
 */
export type LogFiles = {
  log: FileHandle
  index: FileHandle | null
  bytes: number
  records: number
  changedAt: number
  trust: { index: boolean }
}

export async function recordAt(files: LogFiles, at: number): Promise<LogRecord> {
  const { index, trust } = files
  if (index === null || !trust.index) return assumed(files)
  const buffer = Buffer.alloc(recordBytes)
  const bytesRead = await readIndex(index, buffer, at)
  return (bytesRead === recordBytes ? decodeRecord(buffer, 0) : null) ?? distrust(files)
}

const assumed = ({ changedAt }: LogFiles): LogRecord => ({ offset: 0, lines: 0, at: changedAt, stream: 'out', isAssumed: true })

function distrust(files: LogFiles): LogRecord {
  files.trust.index = false
  files.records = 1
  return assumed(files)
}

/** How much was read; nothing of something else that has the name of an index. */
const readIndex = (index: FileHandle, buffer: Buffer, at: number): Promise<number> =>
  index.read(buffer, 0, buffer.length, at * recordBytes).then(
    ({ bytesRead }) => bytesRead,
    () => 0,
  )

/** Each record is one stretch further, with no more line ends than bytes in between. */
const isAfter = (record: LogRecord, before: LogRecord): boolean =>
  record.offset >= before.offset && record.lines >= before.lines && record.lines - before.lines <= record.offset - before.offset

/** Records that are all looked at before an index is used, and how many of a longer one. */
const fewRecords = 2_048
const lookedAt = 6

/** A stretch is never longer, except in a log that has no index. */
const longestStretch = 8 * 1024 * 1024

/** Whether the index is damaged, missing or too short, so that most lines are found by reading all before them. */
export const needsIndex = async (files: LogFiles): Promise<boolean> =>
  files.bytes > 0 && (!files.trust.index || (await recordAt(files, files.records - 1)).offset < files.bytes - longestStretch)

/** Whether the records ascend, as far as some of them tell. */
export async function isSound(files: LogFiles): Promise<boolean> {
  const { index, records, bytes } = files
  if (index === null) return true
  if (records === 0) return bytes === 0
  let before: LogRecord = { offset: 0, lines: 0, at: 0, stream: 'out' }
  const isNext = (record: LogRecord | null, place: number): boolean => {
    if (!record || !isAfter(record, before) || record.offset > bytes || (place === 0 && record.offset > 0)) return false
    before = record
    return true
  }
  if (records <= fewRecords) {
    const buffer = Buffer.alloc(records * recordBytes)
    if ((await readIndex(index, buffer, 0)) < buffer.length) return false
    for (let at = 0; at < records; at++) if (!isNext(decodeRecord(buffer, at * recordBytes), at)) return false
    return true
  }
  for (let look = 0; look < lookedAt; look++) {
    const at = Math.floor((look * (records - 1)) / (lookedAt - 1))
    if (!isNext(await recordAt(files, at), at)) return false
  }
  return true
}

/**
 * The last record for which `before` holds; it holds for the first records and then no more. The first if the index is damaged.
 * No record starts beyond `most`.
 */
export async function lastRecord(files: LogFiles, before: (record: LogRecord) => boolean, most = files.bytes): Promise<number> {
  let low = 0
  let high = files.records - 1
  let lower: LogRecord | null = null
  let higher: LogRecord | null = null
  while (low < high) {
    const middle = Math.ceil((low + high) / 2)
    const record = await recordAt(files, middle)
    const fits = (!lower || isAfter(record, lower)) && (!higher || isAfter(higher, record)) && record.offset <= most
    if (!fits) distrust(files)
    if (!files.trust.index) return 0
    if (before(record)) {
      low = middle
      lower = record
    } else {
      high = middle - 1
      higher = record
    }
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
  let following = await after()

  async function after(): Promise<LogRecord | null> {
    if (!files.trust.index || at + 1 >= files.records) return null
    const next = await read(at + 1)
    if (files.trust.index && isAfter(next, current)) return next
    current = distrust(files)
    return null
  }
  const goTo = async (to: number): Promise<void> => {
    current = to === at + 1 && following ? following : await read(to)
    at = to
    following = await after()
  }
  return {
    async at(offset) {
      for (let steps = 0; following && following.offset <= offset; steps++) {
        // A program that writes slowly leaves many records between two places.
        const isFar = steps === pageRecords
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
  let first = 0
  let count = 0
  const decoded = (at: number): LogRecord => decodeRecord(page, (at - first) * recordBytes) ?? distrust(files)
  const fill = async (at: number): Promise<LogRecord> => {
    count = Math.floor((await readIndex(index, page, at)) / recordBytes)
    first = at
    return count === 0 ? distrust(files) : decoded(at)
  }
  return (at) => (!files.trust.index ? assumed(files) : at >= first && at < first + count ? decoded(at) : fill(at))
}
