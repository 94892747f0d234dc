const escapeByte = 0x1b
const bracket = 0x5b
/** Limits the length, so that a stream of bytes is not one endless sequence. */
const longest = 72

/** Bytes without the escape sequences inside secrets, and the positions of those. */
export type Uncolored = {
  bytes: Buffer
  /** The original position of a byte. After the last one: the end of all bytes. */
  origin(index: number): number
}

/**
 * Removes, from there on, the color sequences that may be inside a secret: between two bytes that `isOfSecret` knows. Other
 * sequences do not hide a secret.
 */
export function uncolored(bytes: Buffer, from: number, isOfSecret: Uint8Array): Uncolored {
  const parts: Buffer[] = []
  /** Where each part starts in the kept bytes, and how much was removed before it. */
  const starts: number[] = []
  const taken: number[] = []
  let [kept, start] = [0, 0]
  const keep = (end: number): void => {
    parts.push(bytes.subarray(start, end))
    starts.push(kept)
    taken.push(start - kept)
    kept += end - start
  }
  for (let at = bytes.indexOf(escapeByte, from); at !== -1; ) {
    const mayGoOn = at > from && isOfSecret[bytes[at - 1] as number] === 1
    const end = mayGoOn ? sequencesEnd(bytes, at) : at
    if (end > at && (end === bytes.length || isOfSecret[bytes[end] as number] === 1)) {
      keep(at)
      start = end
    }
    at = bytes.indexOf(escapeByte, Math.max(end, at + 1))
  }
  if (parts.length === 0) return { bytes, origin: (index) => index }
  keep(bytes.length)
  const origin = (index: number): number => (index >= kept ? bytes.length : index + (taken[lastAtMost(starts, index)] as number))
  return { bytes: Buffer.concat(parts), origin }
}

/** Only the sequences: with them, the text that follows keeps its colors. */
export function colorsIn(bytes: Buffer): Buffer[] {
  const colors: Buffer[] = []
  for (let at = bytes.indexOf(escapeByte); at !== -1; at = bytes.indexOf(escapeByte, at + 1))
    colors.push(bytes.subarray(at, sequenceEnd(bytes, at)))
  return colors
}

/** The end of consecutive sequences. */
function sequencesEnd(bytes: Buffer, start: number): number {
  let at = start
  for (let end = sequenceEnd(bytes, at); end > at; end = bytes[at] === escapeByte ? sequenceEnd(bytes, at) : at) at = end
  return at
}

/**
 * The end of a control sequence (`ESC [ … m`) or of the choice of a character set (`ESC ( B`) that starts there; one that is
 * cut off ends with the bytes. Returns `start` if none starts there.
 */
function sequenceEnd(bytes: Buffer, start: number): number {
  const last = start + longest
  const isControl = bytes[start + 1] === bracket
  let at = start + 1
  if (isControl) for (at++; at < last && isWithin(bytes[at], 0x30, 0x3f); ) at++
  else if (at < bytes.length && !isWithin(bytes[at], 0x20, 0x2f)) return start
  while (at < last && isWithin(bytes[at], 0x20, 0x2f)) at++
  if (at >= bytes.length) return bytes.length
  return isWithin(bytes[at], isControl ? 0x40 : 0x30, 0x7e) ? at + 1 : start
}

const isWithin = (byte: number | undefined, low: number, high: number): boolean =>
  byte !== undefined && byte >= low && byte <= high

/** The index of the last element of a sorted list that is not greater; the first one is not. */
function lastAtMost(sorted: number[], most: number): number {
  let [low, high] = [0, sorted.length - 1]
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if ((sorted[middle] as number) <= most) low = middle
    else high = middle - 1
  }
  return low
}
