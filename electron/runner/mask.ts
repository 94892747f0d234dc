import { colorsIn, uncolored } from './colors.ts'
import { type SecretFinder, shortestLine } from './secret-finder.ts'

/** Replaces a secret. */
const blot = Buffer.from('***')
/** No secret is this long in any form: more bytes are held back only if sequence after sequence colors the start of one. */
const mostHeld = 1024 * 1024

/** So much of a chunk is searched together with the bytes before it. */
const seam = 256

/** A stream of bytes without the secrets in it. */
export type Mask = {
  /** Returns the bytes that can be passed on: the end of the input may be the start of a secret. */
  take(chunk: Buffer): Buffer
  /** The same in pieces that need no copy of the chunk. */
  pieces(chunk: Buffer): Buffer[]
  /** Returns the bytes that were held back. */
  end(): Buffer
  /** How many bytes are held back. */
  held(): number
}

/** Is told what becomes of the input: so many bytes pass as they are, and so many behind them are replaced. */
export type Passed = (same: number, replaced: number, by: number) => void

/** Null if there are no secrets. `before`: what was passed on by an earlier one. */
export function createMask(find: SecretFinder | null, tell: Passed = () => {}, before: Buffer = Buffer.alloc(0)): Mask | null {
  if (!find) return null
  /** The last bytes that were passed on, and the bytes that are held back. */
  let kept: Buffer = before.subarray(-shortestLine)
  let passed = kept.length

  function pieces(chunk: Buffer): Buffer[] {
    const decided = decidedOf(chunk)
    if (decided === 0) return [pass(chunk, false)]
    const held = kept.subarray(passed)
    tell(held.length + decided, 0, 0)
    const { parts, heldFrom } = blotted(find as SecretFinder, chunk, decided, false, tell)
    parts[0] = chunk.subarray(0, decided + (parts[0]?.length ?? 0))
    keep(chunk, heldFrom)
    return held.length === 0 ? [joined(parts)] : [held, joined(parts)]
  }

  /**
   * How many bytes of a chunk can be passed on, judged together with the bytes before it. The rest does not need those, and is
   * searched in place: a copy of a chunk takes longer than a search. 0: the chunk is to be searched together with them.
   */
  function decidedOf(chunk: Buffer): number {
    if (kept.length === 0 || chunk.length <= seam) return 0
    const { parts, heldFrom } = blotted(find as SecretFinder, Buffer.concat([kept, chunk.subarray(0, seam)]), passed, false)
    const decided = heldFrom - kept.length
    return parts.length === 1 && decided >= shortestLine ? decided : 0
  }

  function pass(chunk: Buffer, isEnd: boolean): Buffer {
    const bytes = kept.length === 0 ? chunk : Buffer.concat([kept, chunk])
    const isLast = isEnd || bytes.length > mostHeld + chunk.length
    const { parts, heldFrom } = blotted(find as SecretFinder, bytes, passed, isLast, tell)
    keep(bytes, heldFrom)
    return joined(parts)
  }

  function keep(bytes: Buffer, heldFrom: number): void {
    const from = Math.max(0, heldFrom - shortestLine)
    kept = Buffer.from(bytes.subarray(from))
    passed = heldFrom - from
  }

  return {
    take: (chunk) => joined(pieces(chunk)),
    pieces,
    end: () => pass(Buffer.alloc(0), true),
    held: () => kept.length - passed,
  }
}

const joined = (parts: Buffer[]): Buffer => (parts.length === 1 && parts[0] ? parts[0] : Buffer.concat(parts))

/** A complete text without secrets; for a truncated one, also without the start of a secret at its end. */
export function masked(text: string, find: SecretFinder | null, isCutOff = false): string {
  if (!find || text === '') return text
  const bytes = Buffer.from(text)
  const { parts, heldFrom } = blotted(find, bytes, 0, !isCutOff)
  if (heldFrom < bytes.length) parts.push(blot)
  return parts.length === 1 ? text : Buffer.concat(parts).toString('utf8')
}

/**
 * The bytes from there on, with secrets masked, up to a possible start of a secret. A program may color a part of a secret,
 * as `grep --color` does: the color codes stay.
 */
function blotted(
  find: SecretFinder,
  bytes: Buffer,
  from: number,
  isEnd: boolean,
  tell: Passed = () => {},
): { parts: Buffer[]; heldFrom: number } {
  const plain = uncolored(bytes, from, find.isOfSecret)
  const parts: Buffer[] = []
  let passed = from
  for (let at = from; ; ) {
    const found = find(plain.bytes, at, isEnd)
    const start = found ? plain.origin(found.start) : bytes.length
    parts.push(bytes.subarray(passed, start))
    if (!found || found.end === null) {
      tell(start - passed, 0, 0)
      return { parts, heldFrom: start }
    }
    const colors = colorsIn(bytes.subarray(start, plain.origin(found.end - 1) + 1))
    tell(
      start - passed,
      plain.origin(found.end - 1) + 1 - start,
      colors.reduce((sum, color) => sum + color.length, blot.length),
    )
    passed = plain.origin(found.end - 1) + 1
    parts.push(blot, ...colors)
    at = found.end
  }
}
