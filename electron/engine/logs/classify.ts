import { packLines } from '../../../shared/log/line-numbers.ts'
import { createLevels, type Levels } from '../../../shared/log/traces.ts'
import type { LogFiles } from './log-index.ts'
import { startOfLine } from './log-reader.ts'
import type { LevelsOrder, LevelsPart, LevelsState } from './orders.ts'
import { type Piece, piecesFrom } from './pieces.ts'
import { createSuspectLines } from './suspect-lines.ts'

/** Bytes of a log between two parts. */
const partBytes = 4 * 1024 * 1024

/** Levels and traces from a line on, in parts. What may change with later lines is left to the next order. */
export async function* classify(files: LogFiles, order: LevelsOrder): AsyncGenerator<LevelsPart> {
  const { from, error, warning, trace, ended } = order
  const levels = createLevels(order)
  const parts = createParts(levels, { from, error, warning, trace })
  const start = files.bytes === 0 || files.records === 0 ? null : await startOfLine(files, from)
  const reader = createReader(levels, from)
  let [read, sent] = [start ?? files.bytes, start ?? 0]
  for await (const piece of start === null ? [] : piecesFrom(files, start)) {
    if (!piece.closed && !ended) break
    reader.read(piece)
    read = piece.offset + (piece.lineLength ?? piece.bytes.length)
    // The first error is what most wait for.
    if (read - sent < partBytes && !parts.isFirst(levels)) continue
    yield parts.take(levels.finalBefore(reader.next() - 1), read, false)
    sent = read
  }
  if (ended) levels.finish()
  yield parts.take(ended ? reader.next() : levels.finalBefore(reader.next() - 1), ended ? files.bytes : read, ended)
}

/** Packs what is final. */
function createParts(levels: Levels, state: LevelsState) {
  let base = state
  return {
    isFirst: ({ hasError }: Levels): boolean => base.error === 0 && hasError(),
    take(before: number, bytes: number, done: boolean): LevelsPart {
      const from = Math.max(base.from, before)
      const { errors, warnings, traces } = levels.taken(from)
      const last = {
        from,
        error: errors.at(-1) ?? base.error,
        warning: warnings.at(-1) ?? base.warning,
        trace: traces.at(-1) ?? base.trace,
      }
      const part = {
        errors: packLines(errors, base.error),
        warnings: packLines(warnings, base.warning),
        traces: packLines(traces, base.trace),
        ...{ base, last, first: errors[0] ?? null, bytes, done },
      }
      base = last
      return part
    },
  }
}

/** Gives the lines that matter to `levels`, with their numbers. */
function createReader(levels: Levels, from: number) {
  const suspects = createSuspectLines()
  let line = from
  let before: string | null = null

  function read({ bytes }: Piece): void {
    for (let at = 0; at < bytes.length; ) {
      const start = levels.isOpen() ? at : suspects.next(bytes, at)
      if (start > at) line += suspects.lineEnds()
      if (start === bytes.length) {
        if (bytes.at(-1) !== 10) line++
        break
      }
      const found = bytes.indexOf(10, start)
      const end = found === -1 ? bytes.length : found
      levels.take(line, textOf(bytes, start, end), start === 0 ? before : lineBefore(bytes, start))
      line++
      at = end + 1
    }
    before = bytes.at(-1) === 10 ? lineBefore(bytes, bytes.length) : null
  }

  return { read, next: () => line }
}

/** Levels are written in ASCII, and bytes are decoded fastest as they are. */
const textOf = (bytes: Buffer, start: number, end: number): string =>
  bytes.toString('latin1', start, Math.min(end, start + longestText))
const longestText = 4_096

const lineBefore = (bytes: Buffer, start: number): string =>
  textOf(bytes, start < 2 ? 0 : bytes.lastIndexOf(10, start - 2) + 1, start - 1)
