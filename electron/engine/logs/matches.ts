import { isAscii } from 'node:buffer'
import { withoutEscapes } from '../../../shared/log/without-escapes.ts'
import { decoder, lineText } from './log-reader.ts'
import type { Piece } from './pieces.ts'
import { literalOf, withinLines } from './within-lines.ts'

/** Does work that may take forever, and lets others notice that; `line` is near the place. */
export type Guard = <T>(line: number, work: () => T) => T

/** Of each line a place within it and its end, in turn. */
export type Places = number[]

/** So many bytes are decoded at once: they stay in the cache of the processor. */
const blockBytes = 128 * 1024

export type Matcher = ReturnType<typeof createMatcher>

/** Finds the lines of a piece that match a pattern. Escapes of terminals are no part of a line. */
export function createMatcher(pattern: RegExp, guard: Guard) {
  const literal = literalOf(pattern)
  const inBlock = withinLines(pattern)

  const passes = (bytes: Uint8Array, open: boolean, line: number): boolean => {
    const text = withoutEscapes(lineText(bytes, open))
    return guard(line, () => pattern.test(text))
  }

  return {
    /** `line`: the number of the first line, or of one shortly before. */
    find(piece: Piece, open: boolean, line: number): Places {
      const { bytes } = piece
      // An escape may be within what is looked for.
      if (literal && !bytes.includes(27)) return literalPlaces(bytes, literal)
      const found: Places = []
      for (let at = 0; at < bytes.length; ) {
        const end = endOfBlock(bytes, at)
        const block = bytes.subarray(at, end)
        const verify = (start: number, stop: number, n: number) => passes(block.subarray(start, stop), open, n)
        for (const place of placesOfBlock(inBlock, block, line, verify, guard)) found.push(at + place)
        at = end
      }
      return found
    },
  }
}

function endOfBlock(bytes: Buffer, at: number): number {
  if (bytes.length - at <= blockBytes) return bytes.length
  const last = bytes.lastIndexOf(10, at + blockBytes)
  if (last >= at) return last + 1
  const end = bytes.indexOf(10, at + blockBytes)
  return end === -1 ? bytes.length : end + 1
}

function literalPlaces(bytes: Buffer, literal: Buffer): Places {
  const found: Places = []
  for (let at = bytes.indexOf(literal); at !== -1; ) {
    const lineEnd = bytes.indexOf(10, at)
    const end = lineEnd === -1 ? bytes.length : lineEnd
    found.push(at, end)
    at = bytes.indexOf(literal, end)
  }
  return found
}

type Verify = (start: number, end: number, line: number) => boolean

function placesOfBlock(inBlock: RegExp | null, block: Buffer, line: number, verify: Verify, guard: Guard): Places {
  const ascii = isAscii(block)
  const raw = ascii ? block.toString('latin1') : decoder.decode(block)
  // Such an escape can hold anything, also line ends.
  if (!inBlock || raw.includes('\x1b]')) return eachLine(block, line, verify)
  const text = withoutEscapes(raw)
  const found: Places = []
  const isSame = ascii && text.length === raw.length
  const offsets = isSame ? sameOffsets : walkedOffsets(block, text)
  const isSure = isSame && isExact(inBlock)
  inBlock.lastIndex = 0
  while (guard(line, () => inBlock.test(text))) {
    const at = inBlock.lastIndex
    if (at === text.length && at > 0 && text.endsWith('\n')) break
    const lineEnd = text.indexOf('\n', at)
    if (isSure) found.push(at, lineEnd === -1 ? text.length : lineEnd)
    else {
      const [from, to] = offsets(startOfText(text, at), lineEnd === -1 ? text.length : lineEnd)
      if (verify(from, to, line)) found.push(from, to)
    }
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
    const end = block.indexOf(10, inBytes)
    return [inBytes, end === -1 ? block.length : end]
  }
}

function eachLine(block: Buffer, first: number, verify: Verify): Places {
  const found: Places = []
  let line = first
  for (let at = 0; at < block.length; line++) {
    const lineEnd = block.indexOf(10, at)
    const end = lineEnd === -1 ? block.length : lineEnd
    if (verify(at, end, line)) found.push(at, end)
    at = end + 1
  }
  return found
}
