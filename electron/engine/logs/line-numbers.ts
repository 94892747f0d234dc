import { countLineEnds } from '../../runner/log-format.ts'
import { chunksFrom } from './log-files.ts'
import type { LogFiles, RecordCursor } from './log-index.ts'
import type { Piece } from './pieces.ts'

/** Distances that are counted byte by byte. */
const near = 256

/** Numbers of lines by ascending offsets at which they start. Counts from the last place that the index or a call gave. */
export function createLineNumbers(files: LogFiles, cursor: RecordCursor, start: number, from: number) {
  let counted = start
  let ends = from - 1

  function within({ offset, bytes }: Piece, to: number): number {
    const first = counted - offset
    const last = to - offset
    counted = to
    if (last - first >= near) ends += countLineEnds(bytes.subarray(first, last))
    else for (let at = first; at < last; at++) if (bytes[at] === 10) ends++
    return ends + 1
  }

  async function beyond(piece: Piece, offset: number): Promise<number> {
    const record = await cursor.at(offset)
    if (record.offset > counted) {
      counted = record.offset
      ends = record.lines
    }
    if (counted < piece.offset) {
      for await (const { chunk } of chunksFrom(files.log, counted, piece.offset)) ends += countLineEnds(chunk)
      counted = piece.offset
    }
    return within(piece, offset)
  }

  return {
    /** The number of the line at an offset within a piece, or at its end. A promise only if something is to be read. */
    at(piece: Piece, offset: number): number | Promise<number> {
      const record = cursor.now(offset)
      const isNear = record !== null && record.offset <= counted && counted >= piece.offset
      return isNear ? within(piece, offset) : beyond(piece, offset)
    },
    /** The number of a line shortly before the newest place. */
    near: (): number => ends + 1,
  }
}
