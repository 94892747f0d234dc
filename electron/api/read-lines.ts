import { AppError } from '../../shared/errors.ts'
import { limits } from '../../shared/model/limits.ts'

/** A line of a batch, or why it cannot be one. */
export type Line = { index: number; text: string | AppError }

const newLine = 0x0a
const blank = /^[ \t\r]*$/

/** Pieces of a line are joined beyond this count: a stream of single bytes must not take a hundred times its size. */
const mostPieces = 1_000

/**
 * Reads lines from a stream of bytes, in groups as they arrive, and skips blank ones. Never holds more than one part of the
 * stream and one line. Throws too-large after the first `limits.batchLines` lines.
 */
export async function* readLines(parts: AsyncIterable<Uint8Array>): AsyncGenerator<Line[]> {
  const current = createLine()
  for await (const part of parts) {
    let lines: Line[] = []
    let from = 0
    for (let end = part.indexOf(newLine); end !== -1; end = part.indexOf(newLine, from)) {
      current.add(part.subarray(from, end))
      from = end + 1
      const line = current.end()
      if (line === null) continue
      if (line.index < limits.batchLines) lines.push(line)
      if (lines.length === limits.batchCallLines || line.index >= limits.batchLines) {
        if (lines.length > 0) yield lines
        lines = []
      }
      if (line.index >= limits.batchLines) throw tooMany()
    }
    current.add(part.subarray(from))
    if (lines.length > 0) yield lines
  }
  const last = current.end()
  if (last && last.index >= limits.batchLines) throw tooMany()
  if (last) yield [last]
}

/** Collects one line after the other. */
function createLine() {
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
  let pieces: Uint8Array[] = []
  let bytes = 0
  let index = 0

  function textOf(whole: Uint8Array): string | AppError {
    try {
      return decoder.decode(whole)
    } catch {
      return new AppError('invalid', 'The line is not valid UTF-8.')
    }
  }

  return {
    add(piece: Uint8Array): void {
      bytes += piece.length
      if (bytes > limits.batchLineBytes) pieces = []
      else if (piece.length > 0) pieces.push(piece)
      if (pieces.length > mostPieces) pieces = [Buffer.concat(pieces)]
    },
    /** Null for a blank line. */
    end(): Line | null {
      const [first] = pieces
      const whole = pieces.length === 1 && first ? first : Buffer.concat(pieces)
      const text = bytes > limits.batchLineBytes ? tooLong() : textOf(whole)
      pieces = []
      bytes = 0
      const line = { index: index++, text }
      return typeof text === 'string' && blank.test(text) ? null : line
    },
  }
}

const tooLong = (): AppError =>
  new AppError('too-large', `The line is longer than ${limits.batchLineBytes.toLocaleString('en')} bytes.`)

const tooMany = (): AppError =>
  new AppError(
    'too-large',
    `The batch has more than ${limits.batchLines.toLocaleString('en')} lines. Send the remaining lines as another batch.`,
  )
