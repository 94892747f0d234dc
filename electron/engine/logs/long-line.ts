import { placeWithEscapes, withoutEscapes } from '../../../shared/log/without-escapes.ts'
import type { LogFiles } from './log-index.ts'
import { decoder } from './log-reader.ts'
import type { Piece } from './pieces.ts'

type LogFile = LogFiles['log']

/** Bytes of a line that are read at once. */
const partBytes = 256 * 1024
/** Characters that two parts of a line share. A longer match may be missed if it needs all of both. */
const sharedChars = 64 * 1024
/** A match so near to the end of a part may depend on what follows. */
const nearEnd = 256
const longestEscape = 256
/** Bytes before the place to start from that are read, too: they say whether a word starts there. */
const bytesBefore = 256

/** Around a match in a line that is too long to be read at once: so many characters before it and after it. */
const [charsBefore, charsAfter] = [400, 2_000]

/** A line in a log; an `open` one has no end yet. */
export type LineSpan = { offset: number; length: number; open: boolean }

/** Whole characters and escapes of a line, and the number of characters in the parts before. */
type Part = { offset: number; bytes: number; chars: number }

/** `text` is around the match, without escapes. Places are characters, counted from the first part on. */
export type MatchInLine = { text: string; start: number; from: number; to: number; parts: Part[] }

export const isLong = ({ bytes, lineLength }: Piece): boolean => lineLength !== null && lineLength > bytes.length

/** The first match in a line, however long it is, at or after one of its bytes. */
export async function findInLine(
  log: LogFile,
  line: LineSpan,
  pattern: RegExp,
  guard: <T>(work: () => T) => T,
  fromByte = 0,
): Promise<MatchInLine | null> {
  const anywhere = new RegExp(pattern.source, `${pattern.flags.replace(/[gy]/g, '')}g`)
  const begin = Math.max(0, fromByte - bytesBefore)
  const fromChar = (await textBetween(log, line.offset + begin, line.offset + fromByte)).length
  const parts: Part[] = []
  let [before, chars] = ['', 0]
  for await (const { offset, bytes, text: own, isLast } of partsOf(log, line, begin)) {
    parts.push({ offset, bytes, chars })
    const text = before + own
    const first = chars - before.length
    // Only where the line begins may a match be at the start of the text.
    anywhere.lastIndex = Math.max(fromChar - first, first > 0 || begin > 0 ? 1 : 0)
    const found = guard(() => anywhere.exec(text))
    const isAgain = !isLast && found && found.index > text.length - sharedChars && anywhere.lastIndex > text.length - nearEnd
    if (found && !isAgain) {
      const start = Math.max(0, found.index - charsBefore)
      const places = { start: first + start, from: first + found.index, to: first + found.index + found[0].length }
      return { text: text.slice(start, found.index + charsAfter), ...places, parts }
    }
    chars += own.length
    before = text.slice(-sharedChars)
  }
  return null
}

/** The place of a character in the log, or of what comes `after` so many more. */
export async function byteOf(log: LogFile, parts: Part[], char: number, after = 0): Promise<number> {
  const part = parts.findLast(({ chars }) => chars <= char) ?? parts[0]
  if (!part) return 0
  const bytes = await readBytes(log, part.offset, part.bytes)
  const wanted = placeWithEscapes(decoder.decode(bytes), char - part.chars) + after
  let [low, high] = [0, bytes.length]
  while (low < high) {
    const middle = Math.ceil((low + high) / 2)
    if (decoder.decode(bytes.subarray(0, middle)).length <= wanted) low = middle
    else high = middle - 1
  }
  return part.offset + low
}

const textBetween = async (log: LogFile, from: number, to: number): Promise<string> =>
  withoutEscapes(decoder.decode(await readBytes(log, from, to - from)))

async function readBytes(log: LogFile, offset: number, length: number): Promise<Buffer> {
  const buffer = Buffer.allocUnsafe(length)
  const { bytesRead } = await log.read(buffer, 0, length, offset)
  return buffer.subarray(0, bytesRead)
}

type TextPart = Omit<Part, 'chars'> & { text: string; isLast: boolean }

async function* partsOf(log: LogFile, { offset, length, open }: LineSpan, begin: number): AsyncGenerator<TextPart> {
  const end = offset + length
  for (let at = offset + begin; at < end; ) {
    const bytes = await readBytes(log, at, Math.min(partBytes, end - at))
    if (bytes.length === 0) return
    const isLast = at + bytes.length >= end
    const whole = isLast ? bytes : bytes.subarray(0, wholeBytes(bytes))
    const raw = decoder.decode(whole)
    yield { offset: at, bytes: whole.length, text: withoutEscapes(isLast && !open ? raw.replace(/\r$/, '') : raw), isLast }
    at += whole.length
  }
}

/** How many of the bytes are surely not in the middle of a character or an escape. */
function wholeBytes(bytes: Buffer): number {
  const last = bytes.lastIndexOf(0x1b)
  if (last > 0 && last > bytes.length - longestEscape) return last
  let start = bytes.length - 1
  while (start > bytes.length - 4 && isContinued(bytes[start])) start--
  return (bytes[start] ?? 0) >= 0xc0 && start > 0 ? start : bytes.length
}

const isContinued = (byte = 0): boolean => (byte & 0xc0) === 0x80
