import { type LogFiles, type RecordCursor, recordCursor } from './log-index.ts'
import { startOfLine } from './log-reader.ts'
import { isLong } from './long-line.ts'
import type { Hits, Matcher } from './matcher.ts'
import { type Piece, piecesFrom } from './pieces.ts'

/** `line`: the number of the first line of the piece. `next`: the first after it; an unfinished line is searched again once it is complete. */
export type Found = { piece: Piece; line: number; next: number; hits: Hits; cursor: RecordCursor }
type Wanted = { from: number; ended: boolean }

/** The matching lines of each piece of a log. Nothing without a log, or without the line to start from. */
export async function* matches(files: LogFiles, { from, ended }: Wanted, matcher: Matcher): AsyncGenerator<Found> {
  const start = files.bytes === 0 || files.records === 0 ? null : await startOfLine(files, from)
  if (start === null) return
  const cursor = await recordCursor(files, start)
  let line = from
  for await (const piece of piecesFrom(files, start, matcher.room)) {
    const open = !piece.closed && !ended
    const hits = isLong(piece) ? await ofLongLine(files, piece, open, line, matcher) : matcher.find(piece, open, line)
    const next = line + hits.lineEnds + (piece.lineLength !== null && !open ? 1 : 0)
    yield { piece, line, next, hits, cursor }
    line = next
  }
}

const first = Uint32Array.of(0)

async function ofLongLine({ log }: LogFiles, piece: Piece, open: boolean, line: number, matcher: Matcher): Promise<Hits> {
  const found = await matcher.findInLine(log, { offset: piece.offset, length: piece.lineLength ?? 0, open }, line)
  return { count: found === null ? 0 : 1, lines: first, startOf: () => 0, lineEnds: 0 }
}
