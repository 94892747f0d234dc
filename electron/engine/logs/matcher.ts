import { isAscii } from 'node:buffer'
import { withoutEscapes } from '../../../shared/log/without-escapes.ts'
import { type ByteSearch, createByteSearch } from './byte-search/byte-search.ts'
import type { LogFiles } from './log-index.ts'
import { decoder, lineText } from './log-reader.ts'
import { findInLine, type LineSpan, type MatchInLine } from './long-line.ts'
import type { Piece } from './pieces.ts'
import { type RequiredText, requiredTexts } from './required-text.ts'
import { withinLines } from './within-lines.ts'

/** Does work that may take forever, and lets others notice that; `line` is near the place. */
export type Guard = <T>(line: number, work: () => T) => T

/** The lines of a piece that match: the number of line ends before them, and their starts within the piece. Valid until the next. */
export type Hits = { count: number; lines: Uint32Array; startOf(hit: number): number; lineEnds: number }

/** So many bytes are decoded at once: they stay in the cache of the processor. */
const blockBytes = 128 * 1024
const sampleBytes = 64 * 1024

/** So many bytes show whether candidates are worth their tests: if most are near each other and no match, whole blocks are tested instead. */
const triedBytes = 256 * 1024
const nearBytes = 200
const mostTests = 8

/** In a block with more candidates than this it is cheaper to decode all of it than each of them. */
const manyCandidates = 32

export type Matcher = ReturnType<typeof createMatcher>

/** Finds lines that match a pattern. Escapes of terminals are no part of a line. For threads: `search` needs some megabytes. */
export function createMatcher(pattern: RegExp, guard: Guard, search = createByteSearch()) {
  const inBlock = withinLines(pattern)
  const texts = requiredTexts(pattern)
  const tried = { bytes: 0, candidates: 0, hits: 0 }
  let sampled = 0
  let text: RequiredText | undefined
  let count = 0

  function add(line: number, start: number): void {
    search.lines[count] = line
    search.starts[count++] = start
  }

  /** Reads a block, and returns the number of line ends up to its end. `first` is the number of the first line of the piece. */
  function readBlock(block: Buffer, open: boolean, first: number, before: number): number {
    const found = count
    if (text) {
      count = search.find(block, before, found)
      // An escape may be within what is looked for.
      if (!search.hasEscapes()) {
        if (!text.isAll) {
          tried.candidates += count - found
          checkCandidates(block, open, first, found)
          tried.hits += count - found
          tried.bytes += block.length
        }
        return search.lineEnds()
      }
      count = found
    }
    let [ends, at] = [before, 0]
    for (const start of matchingLines(block, open, first + before)) {
      ends += search.countLineEnds(block.subarray(at, start))
      at = start
      add(ends, block.byteOffset + start)
    }
    return ends + search.countLineEnds(block.subarray(at))
  }

  /** Keeps those of the newest hits that match. */
  function checkCandidates(block: Buffer, open: boolean, first: number, before: number): void {
    const candidates = count
    const { lines, starts } = search
    const isMatch = testerOf(block, open, candidates - before)
    const check = (): void => {
      for (let at = before; at < candidates; at++) {
        const [line, start] = [lines[at] as number, starts[at] as number]
        const place = start - block.byteOffset
        const isFound = inBlock ? isMatch(place) : guard(first + line, () => isMatch(place))
        if (isFound) add(line, start)
      }
    }
    count = before
    // Of a pattern that cannot take forever, all lines are tested as one.
    if (inBlock) guard(first + (lines[before] ?? 0), check)
    else check()
  }

  /** Tests the line that starts at a place of a block. */
  function testerOf(block: Buffer, open: boolean, candidates: number): (start: number) => boolean {
    if (candidates < manyCandidates || !isAscii(block))
      return (start) => pattern.test(withoutEscapes(lineText(block.subarray(start, endOfLine(block, start)), open)))
    const text = block.toString('latin1')
    return (start) => {
      const found = text.indexOf('\n', start)
      const end = found === -1 ? text.length : found
      const isWindows = text.charCodeAt(end - 1) === 13 && end > start && !open
      return pattern.test(text.slice(start, isWindows ? end - 1 : end))
    }
  }

  function matchingLines(block: Buffer, open: boolean, line: number): number[] {
    const verify = (start: number, end: number, n: number): boolean => {
      const text = withoutEscapes(lineText(block.subarray(start, end), open))
      return guard(n, () => pattern.test(text))
    }
    return linesOfBlock(inBlock, block, line, verify, guard)
  }

  return {
    /** Where pieces are put that are to be searched. */
    room: search.room,
    /** The lines of a piece, the first of which has the number `line`. */
    find({ bytes }: Pick<Piece, 'bytes'>, open: boolean, line: number): Hits {
      if (sampled < Math.min(bytes.length, sampleBytes)) {
        text = setRarest(texts, bytes.subarray(0, sampleBytes), search)
        sampled = bytes.length
      }
      if (inBlock && areCandidatesPoor(tried)) text = undefined
      count = 0
      let lineEnds = 0
      for (let at = 0; at < bytes.length; ) {
        const end = endOfBlock(bytes, at)
        lineEnds = readBlock(bytes.subarray(at, end), open, line, lineEnds)
        at = end
      }
      const { lines, starts } = search
      return { count, lines, startOf: (hit) => (starts[hit] as number) - bytes.byteOffset, lineEnds }
    },
    /** The first match in a line that is too long for a piece, at or after one of its bytes. */
    findInLine: (log: LogFiles['log'], span: LineSpan, line: number, fromByte = 0): Promise<MatchInLine | null> =>
      findInLine(log, span, pattern, (work) => guard(line, work), fromByte),
  }
}

const areCandidatesPoor = ({ bytes, candidates, hits }: { bytes: number; candidates: number; hits: number }): boolean =>
  bytes > triedBytes && bytes < candidates * nearBytes && hits * mostTests < candidates

/** Looks for the text that the fewest lines of a sample have. */
function setRarest(texts: RequiredText[], sample: Buffer, search: ByteSearch): RequiredText | undefined {
  const counted = texts.map((text) => {
    search.setText(text, sample)
    return { text, count: search.find(sample, 0, 0) }
  })
  const byCount = counted.sort((one, other) => one.count - other.count || other.text.bytes.length - one.text.bytes.length)
  const rarest = byCount[0]?.text
  if (rarest) search.setText(rarest, sample)
  return rarest
}

function endOfBlock(bytes: Buffer, at: number): number {
  if (bytes.length - at <= blockBytes) return bytes.length
  const last = bytes.lastIndexOf(10, at + blockBytes)
  return last >= at ? last + 1 : Math.min(bytes.length, endOfLine(bytes, at + blockBytes) + 1)
}

/** The place of the line end, or the end of the bytes. */
function endOfLine(bytes: Buffer, at: number): number {
  const end = bytes.indexOf(10, at)
  return end === -1 ? bytes.length : end
}

type Verify = (start: number, end: number, line: number) => boolean

/** The starts of the lines that match. */
function linesOfBlock(inBlock: RegExp | null, block: Buffer, line: number, verify: Verify, guard: Guard): number[] {
  const ascii = isAscii(block)
  const raw = ascii ? block.toString('latin1') : decoder.decode(block)
  // Such an escape can hold anything, also line ends.
  if (!inBlock || raw.includes('\x1b]')) return eachLine(block, line, verify)
  const text = withoutEscapes(raw)
  const found: number[] = []
  const isSame = ascii && text.length === raw.length
  const offsets = isSame ? sameOffsets : walkedOffsets(block, text)
  const isSure = isSame && isExact(inBlock)
  inBlock.lastIndex = 0
  while (guard(line, () => inBlock.test(text))) {
    const at = inBlock.lastIndex
    if (at === text.length && at > 0 && text.endsWith('\n')) break
    const lineEnd = text.indexOf('\n', at)
    const [from, to] = offsets(startOfText(text, at), lineEnd === -1 ? text.length : lineEnd)
    if (isSure || verify(from, to, line)) found.push(from)
    if (lineEnd === -1) break
    inBlock.lastIndex = lineEnd + 1
  }
  return found
}

const startOfText = (text: string, at: number): number => (at === 0 ? 0 : text.lastIndexOf('\n', at - 1) + 1)

/** Matches the same in a line and among others: no edges, and nothing that might be the end of a line of Windows. */
const isExact = ({ source }: RegExp): boolean => /^(?:[^\\^$[\]()]|\\[dw.*+?()[\]{}|/-])*$/.test(source)

const sameOffsets = (start: number, end: number): [number, number] => [start, end]

/** Offsets of a line in the bytes, by those in their text, for ascending lines. */
function walkedOffsets(block: Buffer, text: string): (start: number, end: number) => [number, number] {
  let [inText, inBytes] = [0, 0]
  return (start) => {
    while (inText < start) {
      inText = text.indexOf('\n', inText) + 1
      inBytes = block.indexOf(10, inBytes) + 1
    }
    return [inBytes, endOfLine(block, inBytes)]
  }
}

function eachLine(block: Buffer, first: number, verify: Verify): number[] {
  const found: number[] = []
  let line = first
  for (let at = 0; at < block.length; line++) {
    const end = endOfLine(block, at)
    if (verify(at, end, line)) found.push(at)
    at = end + 1
  }
  return found
}
