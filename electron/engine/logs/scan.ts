import { limits } from '../../../shared/model/limits.ts'
import type { LogHits, LogLine } from '../../../shared/model/log.ts'
import { countLineEnds } from '../../runner/log-format.ts'
import { closeLog, openLog } from './log-files.ts'
import { type LogFiles, recordCursor } from './log-index.ts'
import { decoder, lineText, startOfLine } from './log-reader.ts'
import type { SearchOrder } from './orders.ts'
import { type Piece, piecesFrom } from './pieces.ts'

export type Test = (text: string, line: number) => boolean

/** A line of a piece: its bytes without the end, and the number of lines before it. */
type Place = { start: number; end: number; index: number }

const batchLines = 500
const batchChars = 256 * 1024

/** The lines that match: a batch after each piece of the log with matches, and one at the end. */
export async function* scan(order: SearchOrder, test: Test): AsyncGenerator<LogHits> {
  const files = await openLog(order.path)
  if (!files) return yield { items: [], next: order.from }
  try {
    const start = files.bytes === 0 || files.records === 0 ? null : await startOfLine(files, order.from)
    if (start === null) yield { items: [], next: order.from }
    else yield* scanFrom(files, start, order, test)
  } finally {
    await closeLog(files)
  }
}

async function* scanFrom(files: LogFiles, start: number, order: SearchOrder, test: Test): AsyncGenerator<LogHits> {
  const literal = literalOf(order.pattern)
  const cursor = await recordCursor(files, start)
  const last = order.to ?? Number.POSITIVE_INFINITY
  const batch = createBatch()
  let line = order.from
  for await (const piece of piecesFrom(files, start)) {
    const places = literal ? placesOf(literal, piece.bytes) : placesPassing(test, piece, line, order.ended)
    for (const place of places.found) {
      const n = line + place.index
      if (n > last) break
      const { text, open, cut } = lineAt(piece, place, order.ended)
      if (literal && !test(text, n)) continue
      const { at, stream } = await cursor.at(piece.offset + place.start)
      if ((order.stream ?? stream) !== stream) continue
      if (batch.isFull()) yield batch.take(n)
      batch.add({ n, at, stream, text, cut, open })
    }
    // An unfinished line is searched again once it is complete.
    if (piece.closed || order.ended) line += places.lines
    if (line > last) break
    // Clients see hits as soon as they are found.
    if (!batch.isEmpty()) yield batch.take(line)
  }
  yield batch.take(Math.min(line, last + 1))
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

/** The bytes of every match, if the pattern is plain text. */
function literalOf(pattern: string): Buffer | null {
  // A replacement character in a line need not be in the log: the byte may not be UTF-8.
  const isLiteral = /^[^\\^$.*+?()[\]{}|\p{Cc}\uFFFD]+$/u.test(pattern) && pattern.isWellFormed()
  return isLiteral ? Buffer.from(pattern) : null
}

function placesOf(literal: Buffer, bytes: Buffer): { found: Place[]; lines: number } {
  const found: Place[] = []
  let index = 0
  let counted = 0
  for (let at = bytes.indexOf(literal); at !== -1; ) {
    const start = bytes.lastIndexOf(10, at) + 1
    const lineEnd = bytes.indexOf(10, at)
    const end = lineEnd === -1 ? bytes.length : lineEnd
    index += countLineEnds(bytes.subarray(counted, start))
    counted = start
    found.push({ start, end, index })
    at = bytes.indexOf(literal, end)
  }
  return { found, lines: index + Math.max(countLineEnds(bytes.subarray(counted)), bytes.at(-1) === 10 ? 0 : 1) }
}

/** Decodes a whole piece at once, which is several times as fast as line by line. */
function placesPassing(test: Test, piece: Piece, first: number, ended: boolean): { found: Place[]; lines: number } {
  const { bytes, closed } = piece
  const isClosed = closed || ended
  const found: Place[] = []
  const texts = decoder.decode(bytes).split('\n')
  if (bytes.at(-1) === 10) texts.pop()
  let offset = 0
  let offsetIndex = 0
  const placeOf = (index: number): Place => {
    for (; offsetIndex < index; offsetIndex++) offset = bytes.indexOf(10, offset) + 1
    const end = bytes.indexOf(10, offset)
    return { start: offset, end: end === -1 ? bytes.length : end, index }
  }
  for (const [index, text] of texts.entries()) {
    // A line so long that the client gets only a part: then only that part counts.
    const isLong = text.length * 3 > limits.lineBytes
    const short = isClosed && text.endsWith('\r') ? text.slice(0, -1) : text
    const shown = isLong ? lineAt(piece, placeOf(index), ended).text : short
    if (test(shown, first + index)) found.push(placeOf(index))
  }
  return { found, lines: texts.length }
}

function lineAt(piece: Piece, { start, end }: Place, ended: boolean): Pick<LogLine, 'text' | 'open' | 'cut'> {
  const kept = Math.min(end, start + limits.lineBytes)
  const open = !piece.closed && !ended
  return {
    text: lineText(piece.bytes.subarray(start, kept), open),
    open,
    cut: (piece.lineLength ?? end - start) - (kept - start),
  }
}
