import { type FileHandle, open } from 'node:fs/promises'
import { indexPath, type LogRecord, recordBytes } from '../../runner/log-format.ts'
import { isSound, type LogFiles, lastRecord, recordAt } from './log-index.ts'

const readBytes = 256 * 1024

/** Null if the log was never written. Close it with `closeLog`. */
export async function openLog(path: string): Promise<LogFiles | null> {
  const log = await openIfThere(path)
  if (!log) return null
  const { size: bytes, mtimeMs } = await log.stat()
  // The index is opened after the log, so that it covers every byte of it. It may also cover later ones.
  const index = await openIndex(path)
  const records = index === null ? 1 : Math.floor((await index.stat()).size / recordBytes)
  const files = { log, index, bytes, records, changedAt: Math.round(mtimeMs), trust: { index: true } }
  const within = await recordsWithin(files)
  if (files.trust.index && (await isSound({ ...files, records: within }))) return { ...files, records: within }
  await index?.close()
  return { ...files, index: null, records: 1, trust: { index: false } }
}

/** How many of the records cover existing bytes. */
async function recordsWithin(files: LogFiles): Promise<number> {
  const { index, bytes, records } = files
  if (index === null || records === 0) return records
  if (bytes === 0) return 0
  const isWithin = ({ offset }: LogRecord): boolean => offset < bytes
  return isWithin(await recordAt(files, records - 1))
    ? records
    : (await lastRecord(files, isWithin, Number.POSITIVE_INFINITY)) + 1
}

export async function closeLog({ log, index }: LogFiles): Promise<void> {
  await Promise.all([log.close(), index?.close()])
}

/** Runs `use` with an open log; returns `none` if the log was never written. */
export async function withLog<T>(path: string, none: T, use: (files: LogFiles) => Promise<T>): Promise<T> {
  const files = await openLog(path)
  if (!files) return none
  try {
    return await use(files)
  } finally {
    await closeLog(files)
  }
}

/** An index that cannot be opened is missed like one that is not there. */
const openIndex = (path: string): Promise<FileHandle | null> => openIfThere(indexPath(path)).catch(() => null)

async function openIfThere(path: string): Promise<FileHandle | null> {
  try {
    return await open(path, 'r')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw error
  }
}

/** The bytes between two offsets, in pieces; each is valid until the next. */
export async function* chunksFrom(
  log: FileHandle,
  offset: number,
  end: number,
): AsyncGenerator<{ offset: number; chunk: Buffer }> {
  const buffer = Buffer.allocUnsafe(Math.min(readBytes, Math.max(1, end - offset)))
  for (let at = offset; at < end; ) {
    const { bytesRead } = await log.read(buffer, 0, Math.min(buffer.length, end - at), at)
    if (bytesRead === 0) return
    yield { offset: at, chunk: buffer.subarray(0, bytesRead) }
    at += bytesRead
  }
}
