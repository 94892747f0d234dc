import { limits } from '../../../shared/model/limits.ts'
import type { LogHits, LogLine } from '../../../shared/model/log.ts'
import { closeLog, openLog } from './log-files.ts'
import type { LogFiles } from './log-index.ts'
import { lineText, streamOf } from './log-reader.ts'
import type { Matcher } from './matcher.ts'
import { matches } from './matches.ts'
import type { SearchOrder } from './orders.ts'
import type { Piece } from './pieces.ts'

const batchLines = 500
const batchChars = 256 * 1024

/** The lines that match: a batch after each piece of the log with matches, and one at the end. */
export async function* scan(order: Omit<SearchOrder, 'pattern'>, matcher: Matcher): AsyncGenerator<LogHits> {
  const files = await openLog(order.path)
  if (!files) return yield { items: [], next: order.from }
  try {
    yield* scanFiles(files, order, matcher)
  } finally {
    await closeLog(files)
  }
}

async function* scanFiles(files: LogFiles, order: Omit<SearchOrder, 'pattern'>, matcher: Matcher): AsyncGenerator<LogHits> {
  const last = order.to ?? Number.POSITIVE_INFINITY
  const batch = createBatch()
  let next = order.from
  for await (const { piece, line, next: after, hits, cursor } of matches(files, order, matcher)) {
    for (let hit = 0; hit < hits.count; hit++) {
      const [n, start] = [line + (hits.lines[hit] as number), hits.startOf(hit)]
      if (n > last) break
      const record = cursor.now(piece.offset + start) ?? (await cursor.at(piece.offset + start))
      const end = endOfLine(piece.bytes, start)
      const stream = streamOf(record, piece.bytes.subarray(start, end))
      if ((order.stream ?? stream) !== stream) continue
      if (batch.isFull()) yield batch.take(n)
      batch.add({ n, at: record.at, stream, ...lineAt(piece, start, end, order.ended) })
    }
    next = after
    if (next > last) break
    // Clients see hits as soon as they are found.
    if (!batch.isEmpty()) yield batch.take(next)
  }
  yield batch.take(Math.min(next, last + 1))
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

/** The place of its line end, or the end of the bytes. */
function endOfLine(bytes: Buffer, start: number): number {
  const end = bytes.indexOf(10, start)
  return end === -1 ? bytes.length : end
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
