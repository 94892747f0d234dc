import type { LogFiles } from './log-index.ts'

/** Whole lines with their ends; or the start of one line that is longer than a piece, or that has no end yet. */
export type Piece = { offset: number; bytes: Buffer; lineLength: number | null; closed: boolean }

const pieceBytes = 256 * 1024

const roomFor = (bytes: number): Buffer => Buffer.allocUnsafe(Math.max(1, Math.min(pieceBytes, bytes)))

/** The log from an offset on, which starts a line. Each piece is a part of `buffer`, and valid until the next. */
export async function* piecesFrom(
  { log, bytes: end }: LogFiles,
  start: number,
  buffer: Buffer = roomFor(end - start),
): AsyncGenerator<Piece> {
  for (let offset = start; offset < end; ) {
    const { bytesRead } = await log.read(buffer, 0, Math.min(buffer.length, end - offset), offset)
    if (bytesRead === 0) return
    const bytes = buffer.subarray(0, bytesRead)
    const whole = bytes.lastIndexOf(10) + 1
    if (whole > 0) {
      yield { offset, bytes: bytes.subarray(0, whole), lineLength: null, closed: true }
      offset += whole
      continue
    }
    const lineEnd = await nextLineEnd(log, offset + bytesRead, end)
    yield { offset, bytes, lineLength: (lineEnd ?? end) - offset, closed: lineEnd !== null }
    offset = (lineEnd ?? end) + 1
  }
}

/** Null: there is none before `end`. */
export async function nextLineEnd(log: LogFiles['log'], offset: number, end: number): Promise<number | null> {
  const buffer = Buffer.allocUnsafe(pieceBytes)
  for (let at = offset; at < end; ) {
    const { bytesRead } = await log.read(buffer, 0, Math.min(pieceBytes, end - at), at)
    const found = buffer.subarray(0, bytesRead).indexOf(10)
    if (found !== -1) return at + found
    if (bytesRead === 0) return null
    at += bytesRead
  }
  return null
}
