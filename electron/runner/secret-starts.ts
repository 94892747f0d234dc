import type { Form, Spelling } from './secret-forms.ts'

/** Where secrets may start, judged by two bytes at a time. */
export type Starts = {
  /** No form is shorter than this many bytes, and so many of each are looked at. */
  window: number
  /** By the last two bytes of a window: the distance to the next one in which a secret may start. */
  skips: Uint8Array
  /** The forms that may start with these two bytes. */
  byPair: Map<number, Form[]>
  /** The bytes that a form may start with. */
  firsts: Set<number>
}

/** A longer window skips little more, and takes longer to prepare. */
const longestWindow = 16

export const pairAt = (bytes: Buffer, at: number): number => ((bytes[at] as number) << 8) | (bytes[at + 1] as number)

export const lineBreaks: Spelling[] = ['\n', '\r\n', '\\n', '\\r\\n', '%0a', '%0d%0a'].map((text) => ({
  bytes: Buffer.from(text),
  anyCase: true,
}))

export const lineBreakStarts = firstBytes(lineBreaks)

export const mayWrapAt = ({ wrapsUntil }: Form, index: number): boolean => index > 0 && index < wrapsUntil

export function startsOf(forms: Form[]): Starts {
  const window = Math.min(longestWindow, ...forms.map(shortestOf))
  const skips = new Uint8Array(65_536).fill(window - 1)
  const byPair = new Map<number, Form[]>()
  for (const form of forms) {
    const firstPairs = new Set<number>()
    eachPair(form, window, (offset, pair) => {
      skips[pair] = Math.min(skips[pair] as number, window - 2 - offset)
      if (offset === 0) firstPairs.add(pair)
    })
    for (const pair of firstPairs) byPair.set(pair, [...(byPair.get(pair) ?? []), form])
  }
  return { window, skips, byPair, firsts: new Set([...byPair.keys()].map((pair) => pair >> 8)) }
}

/** 1 for each byte that any of these forms may hold; line breaks count only where they are a part of a secret. */
export function bytesOf(forms: Form[]): Uint8Array {
  const found = new Uint8Array(256)
  const spellings = new Set(forms.flatMap(({ characters }) => characters.flat()))
  for (const spelling of spellings)
    for (let at = 0; at < spelling.bytes.length; at++) for (const byte of variantsAt(spelling, at)) found[byte] = 1
  return found
}

/** How many bytes a form has at least, as far as a window goes. */
function shortestOf({ characters }: Form): number {
  let length = 0
  for (let index = 0; index < characters.length && length < longestWindow; index++)
    length += Math.min(...(characters[index] ?? []).map(({ bytes }) => bytes.length))
  return length
}

/**
 * Every two bytes that may follow each other within a window from the start of a form, and where. A window holds one line
 * break at most: lines are longer.
 */
function eachPair(form: Form, window: number, visit: (offset: number, pair: number) => void): void {
  const firsts = Array.from({ length: window + 1 }, (_, index) => firstBytes(form.characters[index] ?? []))
  const seen = new Set<number>()
  const open = [{ index: 0, offset: 0, isBroken: false }]
  const pass = (spelling: Spelling, offset: number, following: number[]): void => {
    const { length } = spelling.bytes
    for (let at = 0; at < length && offset + at <= window - 2; at++) {
      const seconds = at + 1 < length ? variantsAt(spelling, at + 1) : following
      for (const one of variantsAt(spelling, at)) for (const two of seconds) visit(offset + at, (one << 8) | two)
    }
  }
  for (let state = open.pop(); state; state = open.pop()) {
    const { index, offset, isBroken } = state
    const key = (index * window + offset) * 2 + Number(isBroken)
    if (offset > window - 2 || seen.has(key)) continue
    seen.add(key)
    const following = [...(firsts[index + 1] ?? []), ...(!isBroken && mayWrapAt(form, index + 1) ? lineBreakStarts : [])]
    for (const spelling of form.characters[index] ?? []) {
      pass(spelling, offset, following)
      open.push({ index: index + 1, offset: offset + spelling.bytes.length, isBroken })
    }
    if (isBroken || !mayWrapAt(form, index)) continue
    for (const lineBreak of lineBreaks) {
      pass(lineBreak, offset, firsts[index] ?? [])
      open.push({ index, offset: offset + lineBreak.bytes.length, isBroken: true })
    }
  }
}

function firstBytes(spellings: readonly Spelling[]): number[] {
  return [...new Set(spellings.flatMap((spelling) => variantsAt(spelling, 0)))]
}

function variantsAt({ bytes, anyCase }: Spelling, at: number): number[] {
  const byte = bytes[at]
  if (byte === undefined) return []
  const isLetter = (byte >= 97 && byte <= 122) || (byte >= 65 && byte <= 90)
  return anyCase && isLetter ? [byte | 32, byte & ~32] : [byte]
}
