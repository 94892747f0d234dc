import { write, writev, writevSync } from 'node:fs'
import { promisify } from 'node:util'
import { createLineHold } from './line-hold.ts'
import { closeQuietly, openToAppend } from './log-files.ts'
import { countLineEnds, encodeRecord, indexPath, isOfStdout, type StreamName } from './log-format.ts'
import { emptyLog, type LogRest, type LogState } from './log-state.ts'
import type { Outcome } from './protocol.ts'
import type { SecretFinder } from './secret-finder.ts'
import { cutNote, sizeText } from './size-text.ts'

const writeAsync = promisify(write)
const writevAsync = promisify(writev)

/** The most memory of one log while the disk is slower than the child; beyond it the child waits, as at any full pipe. */
const highWater = 8 * 1024 * 1024
/** Written at once: small enough that reading continues in the meantime. */
const batchBytes = 1024 * 1024

/** So few bytes reach the disk's cache sooner than a thread could start for them. */
const littleBytes = 16 * 1024

/** What was put into the log by some moment: how far each stream came, and what the log's limit dropped of it. */
type Put = { out: number; err: number } & Pick<LogState, 'accepted' | 'byLimit' | 'told'>
type Stretch = { stream: StreamName; buffers: Buffer[]; bytes: number; lineEnds: number; at: number; put?: Put }
type Listen = {
  grew: () => void
  drained: () => void
  /** All up to these places of the streams is on the disk, or dropped for good, and `state` tells of it. */
  settled?: (places: { out: number; err: number }, state: LogState) => void
}

export type LogSummary = Pick<
  Outcome,
  'bytes' | 'lines' | 'droppedBytes' | 'unsaidBytes' | 'lastLine' | 'lastLineOf' | 'outputBytes'
>
export type LogWriter = ReturnType<typeof createLogWriter>

/**
 * Writes a log and its index. The log has the bytes exactly as they came. Bytes past the limit, or that a full disk refuses,
 * are counted, and the log itself says where they are missing; the child never notices.
 */
export function createLogWriter(path: string, limit: number, listen: Listen, from: LogState = emptyLog, rest?: LogRest) {
  const hold = createLineHold(write, rest)
  const size = { bytes: from.bytes, lines: from.lines }
  const dropped = { byDisk: from.byDisk, unsaid: from.unsaid }
  const now: Put = { out: 0, err: 0, accepted: from.accepted, byLimit: from.byLimit, told: from.told }
  let given = from.accepted + from.byLimit
  let indexBytes = from.indexBytes
  let logFd: number | null = null
  let indexFd: number | null = null
  /** The first record, while there is no other: a log without an index is one stretch of stdout. */
  let onlyRecord = rest?.onlyRecord ?? null
  const pending: Stretch[] = []
  let pendingBytes = 0
  let writing: Promise<void> | null = null
  let ended = false
  /** Whether the next byte starts a line. */
  let atLineStart = rest?.atLineStart ?? true

  function write(stream: 'out' | 'err', buffers: Buffer[], bytes: number): void {
    now[stream] += bytes
    const room = Math.min(bytes, limit - now.accepted)
    now.accepted += room
    now.byLimit += bytes - room
    const last = pending.at(-1)
    if (room === bytes) put(stream, buffers, bytes)
    else if (room > 0) put(stream, [Buffer.concat(buffers).subarray(0, room)], room)
    else if (last) last.put = { ...now }
    else if (!writing) settle(now)
  }

  function settle(put: Put): void {
    if (!ended) listen.settled?.({ out: put.out, err: put.err }, { ...put, ...size, ...dropped, indexBytes })
  }

  function put(stream: StreamName, buffers: Buffer[], bytes: number): void {
    // Counted now, while the bytes are still in the CPU cache.
    pending.push({ stream, buffers, bytes, lineEnds: sumLineEnds(buffers), at: Date.now(), put: { ...now } })
    pendingBytes += bytes
    atLineStart = buffers.at(-1)?.at(-1) === 10
    writing ??= flush()
  }

  async function flush(): Promise<void> {
    while (pending.length > 0) {
      const batch = takeBatch()
      const bytes = sumBytes(batch)
      await writeBatch(batch)
      pendingBytes -= bytes
      settle(pending.length === 0 ? now : (batch.at(-1)?.put ?? now))
      listen.grew()
      if (pendingBytes < highWater / 2) listen.drained()
    }
    writing = null
  }

  function takeBatch(): Stretch[] {
    let bytes = 0
    const end = pending.findIndex((stretch) => {
      bytes += stretch.bytes
      return bytes > batchBytes
    })
    return pending.splice(0, end === -1 ? pending.length : Math.max(1, end))
  }

  async function writeBatch(batch: Stretch[]): Promise<void> {
    const missing = dropped.unsaid
    if (missing > 0) batch.unshift(noteOf(cutNote(size.bytes, missing)))
    const total = sumBytes(batch)
    const written = await writeToDisk(batch)
    if (missing > 0 && written >= (batch[0]?.bytes ?? 0)) dropped.unsaid -= missing
    const lost = total - written - (missing > 0 && written === 0 ? (batch[0]?.bytes ?? 0) : 0)
    dropped.byDisk += lost
    dropped.unsaid += lost
  }

  /** Returns the number of bytes that the disk accepted. */
  async function writeToDisk(batch: Stretch[]): Promise<number> {
    try {
      logFd ??= openToAppend(path)
      const written = await writeWhole(logFd, batch)
      writeRecords(takeRecords(batch, written))
      return written
    } catch {
      return 0
    }
  }

  function writeRecords(records: Buffer[]): void {
    const [first] = records
    if (first && indexFd === null && onlyRecord === null && records.length === 1 && isOfStdout(first)) {
      onlyRecord = first
      return
    }
    if (records.length === 0) return
    try {
      indexFd ??= openToAppend(indexPath(path))
      indexBytes += writevSync(indexFd, onlyRecord ? [onlyRecord, ...records] : records)
      onlyRecord = null
    } catch {
      // The bytes are in the log; a gap in its index only blurs their time and stream.
    }
  }

  /** Writes index records for bytes on disk, and updates the size. */
  function takeRecords(batch: Stretch[], written: number): Buffer[] {
    const records: Buffer[] = []
    let left = written
    for (const stretch of batch) {
      if (left <= 0) break
      const taken = Math.min(left, stretch.bytes)
      records.push(encodeRecord({ offset: size.bytes, lines: size.lines, at: stretch.at, stream: stretch.stream }))
      size.bytes += taken
      size.lines += taken === stretch.bytes ? stretch.lineEnds : countLineEnds(Buffer.concat(stretch.buffers).subarray(0, taken))
      left -= taken
    }
    return records
  }

  function putNote(text: string): void {
    const { buffers, bytes } = noteOf(text, atLineStart)
    put('note', buffers, bytes)
  }

  /** Writes the buffered bytes and notes about missing ones, and closes. Never throws: the outcome matters more than its notes. */
  async function end(notes: string[], find: SecretFinder | null = null): Promise<LogSummary> {
    hold.release()
    while (writing) await writing
    // From here on it says what only the end knows.
    listen = { ...listen, settled: () => {} }
    if (now.byLimit > 0)
      notes.unshift(`${sizeText(now.byLimit)} of output were dropped: the log reached its limit of ${sizeText(limit)}`)
    for (const text of notes) putNote(text)
    while (writing) await writing
    if (dropped.unsaid > 0) await writeBatch([])
    ended = true
    for (const fd of [logFd, indexFd]) if (fd !== null) closeQuietly(fd)
    const last = hold.lastLine(find)
    const unread = last.lastLine === null && given > 0 ? { outputBytes: given } : {}
    const unsaid = dropped.unsaid > 0 ? { unsaidBytes: dropped.unsaid } : {}
    return { ...size, droppedBytes: now.byLimit + dropped.byDisk, ...unsaid, ...last, ...unread }
  }

  return {
    /** False: enough is buffered; stop reading until `drained`. */
    append(stream: 'out' | 'err', chunk: Buffer): boolean {
      // The files are closed, and other logs may have their descriptors by now.
      if (ended) return true
      given += chunk.length
      hold.append(stream, chunk)
      return pendingBytes < highWater
    },
    /** A line of LocalFlow, after the output so far. */
    note(text: string): void {
      if (ended) return
      hold.release()
      putNote(text)
    },
    /** A note about what happened to the program. The next runner is told of it again. */
    tell(text: string): void {
      if (ended) return
      hold.release()
      now.told++
      putNote(text)
    },
    end,
    size: () => ({ ...size }),
    /** Bytes the child wrote, stored or not. */
    written: () => given,
  }
}

/** A line of its own, whatever the program wrote before. */
function noteOf(text: string, atLineStart = false): Stretch {
  const buffer = Buffer.from(`${atLineStart ? '' : '\n'}[LocalFlow] ${text}\n`)
  return { stream: 'note', buffers: [buffer], bytes: buffer.length, lineEnds: sumLineEnds([buffer]), at: Date.now() }
}

const sumLineEnds = (buffers: Buffer[]): number => buffers.reduce((sum, buffer) => sum + countLineEnds(buffer), 0)

const sumBytes = (stretches: Stretch[]): number => stretches.reduce((sum, stretch) => sum + stretch.bytes, 0)

/** Writes all of it, or as much as the disk accepts; returns the number of bytes. */
async function writeWhole(fd: number, batch: Stretch[]): Promise<number> {
  const buffers = batch.flatMap((stretch) => stretch.buffers)
  const total = sumBytes(batch)
  let done = total <= littleBytes ? writevSync(fd, buffers) : (await writevAsync(fd, buffers)).bytesWritten
  if (done === total) return done
  const whole = Buffer.concat(buffers)
  while (done < total) {
    const { bytesWritten } = await writeAsync(fd, whole, done, total - done).catch(() => ({ bytesWritten: 0 }))
    if (bytesWritten === 0) break
    done += bytesWritten
  }
  return done
}
