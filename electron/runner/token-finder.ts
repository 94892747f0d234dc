import { type Found, type SecretFinder, secretFinder } from './secret-finder.ts'

/**
 * What the token of every attempt starts with. In base64, one byte repeated is the same digits over and over, wherever it
 * starts, so that a native search for three short texts finds a token in every form.
 */
export const startOfTokens = 'lfrun_QQQQQQQQ_'

/** One of these is in every form of the start, though a line break may be anywhere in it: as it is, in base64, in hex. */
const anchors = ['QQQQ', 'UVFR', '515151'].map((text) => Buffer.from(text))

/** No form of the start is longer, with all its escapes and a line break. */
const longestStart = 96

/** Who prints more tokens than this is searched byte by byte: a search for anchors looks far beyond each of them. */
const mostTokens = 64

/** Finds the token of the attempt, too, in the same forms as secrets. */
export function withToken(find: SecretFinder | null, token: string | null): SecretFinder | null {
  if (token === null) return find
  const findToken = token.startsWith(startOfTokens) ? byAnchors(token) : secretFinder([token])
  if (!find || !findToken) return find ?? findToken
  const both = (bytes: Buffer, from: number, isEnd: boolean): Found | null => {
    const [one, other] = [find(bytes, from, isEnd), findToken(bytes, from, isEnd)]
    return one && other ? (other.start < one.start ? other : one) : (one ?? other)
  }
  return Object.assign(both, { isOfSecret: find.isOfSecret })
}

/** Each attempt has another token, whose forms take long to prepare: that waits until an anchor is seen. */
function byAnchors(token: string): SecretFinder {
  let whole: SecretFinder | null = null
  let seen = 0

  function findToken(bytes: Buffer, from: number, isEnd: boolean): Found | null {
    const near = seen < mostTokens ? nearestAnchor(bytes, from) : from
    if (near === -1) return isEnd ? null : startAtEnd(bytes, from)
    whole ??= secretFinder([token])
    const found = whole?.(bytes, Math.max(from, near - longestStart), isEnd) ?? null
    if (found?.end != null) seen++
    return found
  }
  return Object.assign(findToken, { isOfSecret: new Uint8Array(256) })
}

/** Without an anchor, a token can only have begun in the last bytes. */
const startAtEnd = (bytes: Buffer, from: number): Found | null =>
  secretFinder([startOfTokens])?.(bytes, Math.max(from, bytes.length - longestStart), false) ?? null

function nearestAnchor(bytes: Buffer, from: number): number {
  let nearest = -1
  for (const anchor of anchors) {
    const at = bytes.indexOf(anchor, from)
    if (at !== -1 && (nearest === -1 || at < nearest)) nearest = at
  }
  return nearest
}
