import { type Form, formsOf, type Spelling } from './secret-forms.ts'
import { bytesOf, lineBreakStarts, lineBreaks, mayWrapAt, pairAt, startsOf } from './secret-starts.ts'

/** A secret among bytes. Without an end: it may start there, and the next bytes decide. */
export type Found = { start: number; end: number | null }
/** The first secret at or after `from`, the longest of those that start there. `isEnd`: no more bytes follow. */
export type SecretFinder = {
  (bytes: Buffer, from: number, isEnd: boolean): Found | null
  /** 1 for each byte that a form of a secret may hold. */
  isOfSecret: Uint8Array
}

/** An encoding is taken to go on behind a line break only if this much of it stands before. */
export const shortestLine = 32

/** Runs of a job have the same secrets, and those of many lines take long to prepare. */
const mostPrepared = 8
const prepared = new Map<string, SecretFinder>()

/** Null where there is nothing to look for. */
export function secretFinder(secrets: readonly string[]): SecretFinder | null {
  if (secrets.length === 0) return null
  const key = JSON.stringify(secrets)
  const find = prepared.get(key) ?? prepare(secrets)
  // The one that was used last is the last to go.
  prepared.delete(key)
  prepared.set(key, find)
  for (const oldest of prepared.keys()) if (prepared.size > mostPrepared) prepared.delete(oldest)
  return find
}

function prepare(secrets: readonly string[]): SecretFinder {
  const forms = formsOf(secrets)
  const { window, skips, byPair, firsts } = startsOf(forms)

  function foundAt(bytes: Buffer, start: number, isEnd: boolean): Found | null {
    const started = byPair.get(pairAt(bytes, start))
    const end = started ? longestEnd(started, bytes, start, isEnd) : none
    return end === none ? null : { start, end: end === undecided ? null : end }
  }

  function find(bytes: Buffer, from: number, isEnd: boolean): Found | null {
    const last = bytes.length - 1
    let start = from
    while (start + window <= bytes.length) {
      const skip = skips[pairAt(bytes, start + window - 2)] as number
      const found = skip === 0 ? foundAt(bytes, start, isEnd) : null
      if (found) return found
      start += Math.max(1, skip)
    }
    if (isEnd) return null
    for (; start < last; start++) {
      const found = foundAt(bytes, start, isEnd)
      if (found) return found
    }
    return start === last && firsts.has(bytes[last] as number) ? { start, end: null } : null
  }

  return Object.assign(find, { isOfSecret: bytesOf(forms) })
}

const lower = (byte: number): number => (byte >= 65 && byte <= 90 ? byte + 32 : byte)

const none = -1
const undecided = -2

function longestEnd(forms: Form[], bytes: Buffer, start: number, isEnd: boolean): number {
  let longest = none
  for (const form of forms) {
    const end = endOf(form, bytes, start, isEnd)
    if (end === undecided) return undecided
    longest = Math.max(longest, end)
  }
  return longest
}

/** The end of a form that starts there, trying all its spellings at once. */
function endOf(form: Form, bytes: Buffer, start: number, isEnd: boolean): number {
  let ends = [start]
  for (const [index, spellings] of form.characters.entries()) {
    const positions = mayWrapAt(form, index) ? acrossLineBreaks(bytes, ends) : ends
    const next = behindAny(spellings, bytes, positions)
    if (!isEnd && next.includes(undecided)) return undecided
    ends = next.filter((end) => end !== undecided)
    if (ends.length === 0) return none
  }
  return Math.max(...ends)
}

/** The end of any of these spellings that starts at one of these positions. */
function behindAny(spellings: readonly Spelling[], bytes: Buffer, positions: number[]): number[] {
  const ends: number[] = []
  for (const position of positions)
    for (const spelling of spellings) {
      const end = position === undecided ? undecided : behind(spelling, bytes, position)
      if (end !== none && !ends.includes(end)) ends.push(end)
    }
  return ends
}

function behind({ bytes: spelling, anyCase }: Spelling, bytes: Buffer, at: number): number {
  for (let index = 0; index < spelling.length; index++) {
    const byte = bytes[at + index]
    if (byte === undefined) return undecided
    if ((anyCase ? lower(byte) : byte) !== spelling[index]) return none
  }
  return at + spelling.length
}

/** These positions, and those that a line break leads to from there. */
function acrossLineBreaks(bytes: Buffer, positions: number[]): number[] {
  const broken = positions.filter((position) => lineBreakStarts.includes(bytes[position] ?? 0) && isLongLine(bytes, position))
  return broken.length === 0 ? positions : [...positions, ...behindAny(lineBreaks, bytes, broken)]
}

function isLongLine(bytes: Buffer, end: number): boolean {
  for (let at = end - 1; at >= end - shortestLine; at--) if (isDigit[bytes[at] ?? 0] !== 1) return false
  return true
}

/** The digits of base64, base64url and hex, and what they are escaped with. */
const isDigit = new Uint8Array(256)
for (const byte of Buffer.from('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/-_\\%')) isDigit[byte] = 1
