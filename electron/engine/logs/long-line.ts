import { withoutEscapes } from '../../../shared/log/without-escapes.ts'
import { chunksFrom } from './log-files.ts'
import type { LogFiles } from './log-index.ts'
import type { Piece } from './pieces.ts'

/** Characters that two parts of a line share. A longer match may be missed if it needs all of both. */
const sharedChars = 64 * 1024
/** A match so near to the end of a part may depend on what follows. */
const nearEnd = 256
const longestEscape = 256

/** Around a match in a line that is too long to be read at once: so many characters before it and after it. */
const [charsBefore, charsAfter] = [400, 2_000]

export const isLong = ({ bytes, lineLength }: Piece): boolean => lineLength !== null && lineLength > bytes.length

/** The text around the first match in a long line, without escapes of terminals; null: it does not match. */
export async function findInLongLine(
  log: LogFiles['log'],
  line: Piece,
  open: boolean,
  pattern: RegExp,
  guard: <T>(work: () => T) => T,
): Promise<string | null> {
  const anywhere = new RegExp(pattern.source, `${pattern.flags.replace(/[gy]/g, '')}g`)
  for await (const { text, isFirst, isLast } of partsOf(log, line, open)) {
    // Only the first part begins where the line does.
    anywhere.lastIndex = isFirst ? 0 : 1
    const found = guard(() => anywhere.exec(text))
    if (!found) continue
    const isAgain = !isLast && found.index > text.length - sharedChars && anywhere.lastIndex > text.length - nearEnd
    if (!isAgain) return text.slice(Math.max(0, found.index - charsBefore), found.index + charsAfter)
  }
  return null
}

type Part = { text: string; isFirst: boolean; isLast: boolean }

/** The text of a line in overlapping parts. */
async function* partsOf(log: LogFiles['log'], { offset, lineLength }: Piece, open: boolean): AsyncGenerator<Part> {
  const decoder = new TextDecoder('utf-8', { fatal: false, ignoreBOM: true })
  const end = offset + (lineLength ?? 0)
  let before = ''
  let rest = ''
  let isFirst = true
  for await (const { offset: at, chunk } of chunksFrom(log, offset, end)) {
    const isLast = at + chunk.length >= end
    const raw = rest + decoder.decode(chunk, { stream: !isLast })
    const whole = isLast ? raw.length : startOfEscape(raw)
    rest = raw.slice(whole)
    const text = before + withoutEscapes(isLast && !open ? raw.replace(/\r$/, '') : raw.slice(0, whole))
    yield { text, isFirst, isLast }
    before = text.slice(-sharedChars)
    isFirst &&= text === ''
  }
}

/** Where an escape begins that may not be complete; the end of the text without one. */
function startOfEscape(text: string): number {
  const at = text.lastIndexOf('\x1b')
  return at >= 0 && at > text.length - longestEscape ? at : text.length
}
