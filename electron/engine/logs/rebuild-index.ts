import { type FileHandle, open, rename, rm } from 'node:fs/promises'
import { countLineEnds, decodeRecord, encodeRecord, indexPath, type LogRecord, recordBytes } from '../../runner/log-format.ts'
import { chunksFrom } from './log-files.ts'

/** Between two records that are written anew. */
const stretchBytes = 256 * 1024
/** A record so far behind the one before is none of this log. */
const mostBetween = 8 * 1024 * 1024
const recordsAtOnce = 4_096

/**
 * Writes the index of a log again. The records of the old one are kept as long as they agree with the log; from there on, all that can
 * be known is the number of lines.
 */
export async function rebuildIndex(path: string): Promise<void> {
  const target = indexPath(path)
  const log = await open(path, 'r')
  const old = await open(target, 'r').catch(() => null)
  try {
    const file = await open(`${target}.new`, 'w', 0o600)
    try {
      await writeRecords(log, old, file)
    } finally {
      await file.close()
    }
    await rename(`${target}.new`, target)
  } catch (error) {
    await rm(`${target}.new`, { force: true })
    throw error
  } finally {
    await Promise.all([log.close(), old?.close()])
  }
}

async function writeRecords(log: FileHandle, old: FileHandle | null, file: FileHandle): Promise<void> {
  const { size, mtimeMs } = await log.stat()
  const known = old && createRecordReader(old)
  const records = createRecordWriter(file)
  let last: LogRecord = { offset: 0, lines: 0, at: Math.round(mtimeMs), stream: 'out', isAssumed: true }
  const nextKnown = async (): Promise<LogRecord | null> => {
    const next = known && (await known.next())
    return next && next.offset >= last.offset && next.offset - last.offset <= mostBetween ? next : null
  }
  let next = await nextKnown()
  if (next?.offset !== 0) await records.add(last)
  let lines = 0
  for await (const { offset, chunk } of chunksFrom(log, 0, size)) {
    let at = 0
    for (; next && next.offset < offset + chunk.length; next = await nextKnown()) {
      lines += countLineEnds(chunk.subarray(at, next.offset - offset))
      at = next.offset - offset
      if (next.lines !== lines) break
      await records.add((last = next))
    }
    if (next && next.offset < offset + chunk.length) next = null
    lines += countLineEnds(chunk.subarray(at))
    const end = offset + chunk.length
    if (next || end - last.offset < stretchBytes || end >= size) continue
    last = { offset: end, lines, at: Math.max(last.at, Math.round(mtimeMs)), stream: 'out', isAssumed: true }
    await records.add(last)
  }
  await records.flush()
}

/** Gives the records one by one; null at the end, and where one is damaged. */
function createRecordReader(index: FileHandle) {
  const page = Buffer.alloc(recordsAtOnce * recordBytes)
  let [at, count, read] = [0, 0, 0]
  return {
    async next(): Promise<LogRecord | null> {
      if (at === count) {
        // Something else of that name cannot be read.
        const { bytesRead } = await index.read(page, 0, page.length, read).catch(() => ({ bytesRead: 0 }))
        ;[at, count] = [0, Math.floor(bytesRead / recordBytes)]
        read += count * recordBytes
      }
      return at === count ? null : decodeRecord(page, at++ * recordBytes)
    },
  }
}

function createRecordWriter(file: FileHandle) {
  let pending: Buffer[] = []
  async function flush(): Promise<void> {
    await file.write(Buffer.concat(pending))
    pending = []
  }
  return {
    async add(record: LogRecord): Promise<void> {
      if (pending.push(encodeRecord(record)) >= recordsAtOnce) await flush()
    },
    flush,
  }
}
