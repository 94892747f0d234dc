import { closeSync, fstatSync, ftruncateSync, openSync, readSync, rmSync } from 'node:fs'
import { decodeRecord, encodeRecord, indexPath, recordBytes, type StreamName } from './log-format.ts'

/** What of a log is on the disk, so that another process can go on with it. */
export type LogState = {
  bytes: number
  lines: number
  indexBytes: number
  /** Bytes of the program: in the log, past its limit, refused by the disk, and refused without a note of it. */
  accepted: number
  byLimit: number
  byDisk: number
  unsaid: number
  /** Notes about what happened to the program. */
  told: number
}

const fields = ['bytes', 'lines', 'indexBytes', 'accepted', 'byLimit', 'byDisk', 'unsaid', 'told'] as const

export const emptyLog: LogState = { bytes: 0, lines: 0, indexBytes: 0, accepted: 0, byLimit: 0, byDisk: 0, unsaid: 0, told: 0 }

export function encodeState(state: LogState): Buffer {
  const bytes = Buffer.allocUnsafe(fields.length * 8)
  for (const [at, field] of fields.entries()) bytes.writeDoubleLE(state[field], at * 8)
  return bytes
}

/** Without a note, nothing of the log counts. */
export function decodeState(bytes: Buffer): LogState {
  if (bytes.length !== fields.length * 8) return emptyLog
  return Object.fromEntries(fields.map((field, at) => [field, bytes.readDoubleLE(at * 8)])) as LogState
}

/** The last of what each stream wrote, and the only record of a log that has no index. */
export type LogRest = { out: Buffer; err: Buffer; atLineStart: boolean; onlyRecord: Buffer | null }

const tailBytes = 64 * 1024
const noRest = (): LogRest => ({ out: Buffer.alloc(0), err: Buffer.alloc(0), atLineStart: true, onlyRecord: null })

/** Cuts a log and its index off behind what counts. Never throws: a program that runs matters more than its log. */
export function cutLog(path: string, state: LogState): LogRest {
  const log = cut(path, state.bytes, tailBytes)
  // An index without a record is not what a log without an index has.
  if (state.indexBytes === 0) rmSync(indexPath(path), { force: true })
  const index = cut(indexPath(path), state.indexBytes, (tailBytes / 64) * recordBytes)
  if (!log || log.tail.length === 0) return noRest()
  const { out, err } = streamsOf(log.tail, state.bytes - log.tail.length, recordsIn(index?.tail ?? Buffer.alloc(0)))
  const isWhole = state.indexBytes === 0
  const onlyRecord = isWhole ? encodeRecord({ offset: 0, lines: 0, at: Math.round(log.changedAt), stream: 'out' }) : null
  return { out, err, atLineStart: log.tail.at(-1) === 10, onlyRecord }
}

/** Null: there is no such file, or it cannot be read. */
function cut(path: string, size: number, tail: number): { tail: Buffer; changedAt: number } | null {
  let fd: number | null = null
  try {
    fd = openSync(path, 'r+')
    const { size: found, mtimeMs } = fstatSync(fd)
    if (found > size) ftruncateSync(fd, size)
    const bytes = Buffer.alloc(Math.min(tail, size, found))
    readSync(fd, bytes, 0, bytes.length, Math.min(size, found) - bytes.length)
    return { tail: bytes, changedAt: mtimeMs }
  } catch {
    return null
  } finally {
    if (fd !== null) closeSync(fd)
  }
}

function recordsIn(bytes: Buffer): { offset: number; stream: StreamName }[] {
  const count = Math.floor(bytes.length / recordBytes)
  return Array.from({ length: count }, (_, at) => decodeRecord(bytes, at * recordBytes)).filter((record) => record !== null)
}

/** Without records all of it is of stdout. */
function streamsOf(tail: Buffer, start: number, records: { offset: number; stream: StreamName }[]) {
  const parts: Record<StreamName, Buffer[]> = { out: [], err: [], note: [] }
  if (records.length === 0) parts.out.push(tail)
  for (const [at, { offset, stream }] of records.entries()) {
    const end = records[at + 1]?.offset ?? start + tail.length
    if (end > start) parts[stream].push(tail.subarray(Math.max(0, offset - start), end - start))
  }
  return { out: Buffer.concat(parts.out), err: Buffer.concat(parts.err) }
}
