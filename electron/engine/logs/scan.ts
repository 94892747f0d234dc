import { limits } from '../../../shared/model/limits.ts'
import type { LogHits, LogLine } from '../../../shared/model/log.ts'
import { createLineNumbers } from './line-numbers.ts'
import { closeLog, openLog } from './log-files.ts'
import { type LogFiles, type RecordCursor, recordCursor } from './log-index.ts'
import { lineText, startOfLine, streamOf } from './log-reader.ts'
import { findInLongLine, isLong } from './long-line.ts'
import { createMatcher, type Guard, type Places } from './matches.ts'
import type { SearchOrder } from './orders.ts'
import { type Piece, piecesFrom } from './pieces.ts'

const pieceBytes = 4 * 1024 * 1024
const batchLines = 500
const batchChars = 256 * 1024

export type Found = { piece: Piece; places: Places; numbers: ReturnType<typeof createLineNumbers>; cursor: RecordCursor }
type Wanted = Pick<SearchOrder, 'path' | 'from' | 'ended'>

/** The matching lines of each piece of a log. Nothing without a log, or without the line to start from. */
export async function* matches(files: LogFiles, { from, ended }: Wanted, pattern: RegExp, guard: Guard): AsyncGenerator<Found> {
  const start = files.bytes === 0 || files.records === 0 ? null : await startOfLine(files, from)
  if (start === null) return
  const matcher = createMatcher(pattern, guard)
  const cursor = await recordCursor(files, start)
  const numbers = createLineNumbers(files, cursor, start, from)
  for await (const piece of piecesFrom(files, start, pieceBytes)) {
    // Without an index each line end is counted once, while it is in memory.
    const line = files.records === 1 ? await numbers.at(piece, piece.offset) : numbers.near()
    const open = !piece.closed && !ended
    const isFound = isLong(piece) && (await findInLongLine(files.log, piece, open, pattern, (work) => guard(line, work))) !== null
    const places = !isLong(piece) ? matcher.find(piece, open, line) : isFound ? [0, piece.bytes.length] : []
    yield { piece, places, numbers, cursor }
  }
}

/** The lines that match: a batch after each piece of the log with matches, and one at the end. */
export async function* scan(order: SearchOrder, pattern: RegExp, guard: Guard): AsyncGenerator<LogHits> {
  const files = await openLog(order.path)
  if (!files) return yield { items: [], next: order.from }
  try {
    yield* scanFiles(files, order, pattern, guard)
  } finally {
    await closeLog(files)
  }
}

async function* scanFiles(files: LogFiles, order: SearchOrder, pattern: RegExp, guard: Guard): AsyncGenerator<LogHits> {
  const last = order.to ?? Number.POSITIVE_INFINITY
  const batch = createBatch()
  let next = order.from
  for await (const { piece, places, numbers, cursor } of matches(files, order, pattern, guard)) {
    for (let at = 0; at < places.length; at += 2) {
      const [within = 0, end = 0] = [places[at], places[at + 1]]
      const start = within === 0 ? 0 : piece.bytes.lastIndexOf(10, within - 1) + 1
      const n = await numbers.at(piece, piece.offset + start)
      if (n > last) break
      const record = cursor.now(piece.offset + start) ?? (await cursor.at(piece.offset + start))
      const stream = streamOf(record, piece.bytes.subarray(start, end))
      if ((order.stream ?? stream) !== stream) continue
      if (batch.isFull()) yield batch.take(n)
      batch.add({ n, at: record.at, stream, ...lineAt(piece, start, end, order.ended) })
    }
    next = await nextLine(piece, numbers, order.ended)
    if (next > last) break
    // Clients see hits as soon as they are found.
    if (!batch.isEmpty()) yield batch.take(next)
  }
  yield batch.take(Math.min(next, last + 1))
}

/** The first line after a piece. An unfinished line is searched again once it is complete. */
export async function nextLine(piece: Piece, numbers: Found['numbers'], ended: boolean): Promise<number> {
  const line = await numbers.at(piece, piece.offset + piece.bytes.length)
  return piece.lineLength !== null && (piece.closed || ended) ? line + 1 : line
}

function createBatch() {
  let items: LogLine[] = []
  let chars = 0
  return {
    isEmpty: () => items.length === 0,
    isFull: () => items.length >= batchLines || chars >= batchChars,
    add(line: LogLine): void {
      items.push(line)
      chars += line.text.length
    },
    /** Returns the hits; `next` is the first line that was not searched. */
    take(next: number): LogHits {
      const hits = { items, next }
      items = []
      chars = 0
      return hits
    },
  }
}

function lineAt(piece: Piece, start: number, end: number, ended: boolean): Pick<LogLine, 'text' | 'open' | 'cut'> {
  const kept = Math.min(end, start + limits.lineBytes)
  const open = !piece.closed && !ended
  return {
    text: lineText(piece.bytes.subarray(start, kept), open),
    open,
    cut: (piece.lineLength ?? end - start) - (kept - start),
  }
}
