import { packLines } from '../../../shared/log/line-numbers.ts'
import { candidates, createLevels, type Levels } from '../../../shared/log/traces.ts'
import { countLineEnds } from '../../runner/log-format.ts'
import type { LogFiles } from './log-index.ts'
import { startOfLine } from './log-reader.ts'
import type { LevelsOrder, LevelsPart } from './orders.ts'
import { type Piece, piecesFrom } from './pieces.ts'

/** Levels and traces from a line on, in parts. What may change with later lines is left to the next order. */
export async function* classify(files: LogFiles, order: LevelsOrder): AsyncGenerator<LevelsPart> {
  const levels = createLevels(order)
  const parts = createParts(levels, order)
  const start = files.bytes === 0 || files.records === 0 ? null : await startOfLine(files, order.from)
  if (start === null) return yield parts.take(order.from)
  const reader = createReader(levels, order.from)
  for await (const piece of piecesFrom(files, start)) {
    if (!piece.closed && !order.ended) break
    reader.read(piece)
    yield parts.take(levels.finalBefore(reader.next() - 1))
  }
  if (order.ended) levels.finish()
  yield parts.take(order.ended ? reader.next() : levels.finalBefore(reader.next() - 1))
}

/** Packs what is final. */
function createParts(levels: Levels, order: LevelsOrder) {
  let { error, warning, trace } = order
  let next = order.from
  return {
    take(before: number): LevelsPart {
      next = Math.max(next, before)
      const found = levels.taken(next)
      const part = {
        errors: packLines(found.errors, error),
        warnings: packLines(found.warnings, warning),
        traces: packLines(found.traces, trace),
        next,
        first: found.errors[0] ?? null,
      }
      error = found.errors.at(-1) ?? error
      warning = found.warnings.at(-1) ?? warning
      trace = found.traces.at(-1) ?? trace
      return { ...part, last: { from: next, error, warning, trace } }
    },
  }
}

/** Gives the lines that matter to `levels`, with their numbers. */
function createReader(levels: Levels, from: number) {
  const pattern = new RegExp(candidates, 'gim')
  let line = from
  let before: string | null = null

  function read({ bytes }: Piece): void {
    // Levels are written in ASCII, and so many bytes are decoded fastest as they are.
    const text = bytes.toString('latin1')
    for (let at = 0; at < text.length; ) {
      const start = levels.isOpen() ? at : startOfCandidate(text, at)
      line += countLineEnds(bytes.subarray(at, start))
      if (start === text.length) break
      const found = text.indexOf('\n', start)
      const end = found === -1 ? text.length : found
      levels.take(line, text.slice(start, end), start === 0 ? before : lineBefore(text, start))
      line++
      at = end + 1
    }
    before = lineBefore(text, text.endsWith('\n') ? text.length : text.length + 1)
  }

  function startOfCandidate(text: string, at: number): number {
    pattern.lastIndex = at
    const found = pattern.exec(text)
    return found ? Math.max(at, text.lastIndexOf('\n', found.index) + 1) : text.length
  }

  return { read, next: () => line }
}

const lineBefore = (text: string, start: number): string => text.slice(text.lastIndexOf('\n', start - 2) + 1, start - 1)
