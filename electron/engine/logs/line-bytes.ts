import type { LogBytes, LogMatch } from '../../../shared/model/log.ts'
import { closeLog, openLog, withLog } from './log-files.ts'
import type { LogFiles } from './log-index.ts'
import { readStretches, startOfLine } from './log-reader.ts'
import { byteOf, type LineSpan } from './long-line.ts'
import type { Matcher } from './matcher.ts'
import type { MatchOrder } from './orders.ts'
import { nextLineEnd } from './pieces.ts'

type Place = { line: number; from: number; after: number }

/**
 * The bytes of one line with its end, from byte `from` of it on, and behind offset `after` of the log. Nothing where the log has no such
 * line.
 */
export async function* lineBytes(path: string, { line, from, after }: Place): AsyncGenerator<LogBytes> {
  const files = await openLog(path)
  if (!files) return
  try {
    const span = await spanOfLine(files, line, true)
    if (span === null) return
    const end = Math.min(files.bytes, span.offset + span.length + 1)
    for await (const { offset, stream, bytes } of readStretches(files, Math.max(span.offset + from, after), end))
      yield { offset, stream, data: bytes.toString('base64') }
  } finally {
    await closeLog(files)
  }
}

/** Null: the log has no such line. */
export async function spanOfLine(files: LogFiles, line: number, ended: boolean): Promise<LineSpan | null> {
  const offset = await startOfLine(files, line)
  if (offset === null) return null
  const end = await nextLineEnd(files.log, offset, files.bytes)
  return { offset, length: (end ?? files.bytes) - offset, open: end === null && !ended }
}

export const noMatch = (bytes: number): LogMatch => ({ column: null, end: null, bytes, text: '', start: 0 })

/** The first match in a line at or after one of its bytes. */
export const matchInLine = ({ path, line, from, ended }: Omit<MatchOrder, 'text'>, matcher: Matcher): Promise<LogMatch> =>
  withLog(path, noMatch(0), async (files) => {
    const span = files.records === 0 ? null : await spanOfLine(files, line, ended)
    if (span === null) return noMatch(0)
    const found = from > span.length ? null : await matcher.findInLine(files.log, span, line, from)
    if (found === null) return noMatch(span.length)
    const place = async (char: number, after = 0) => (await byteOf(files.log, found.parts, char, after)) - span.offset
    const [start, column] = [await place(found.start), await place(found.from)]
    // An escape behind the match is no part of it.
    const end = found.to === found.from ? column : await place(found.to - 1, 1)
    return { column, end, bytes: span.length, text: found.text, start }
  })
