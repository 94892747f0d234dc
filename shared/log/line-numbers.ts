/** Browsers and Node have both. */
declare function atob(text: string): string
declare function btoa(text: string): string

const low7 = 0x7f
const more = 0x80

/** Ascending line numbers as base64 of LEB128 differences; the first is relative to `after`. */
export function packLines(numbers: readonly number[], after: number): string {
  const bytes = packLineBytes(numbers, after)
  let text = ''
  // In parts, because a call takes only so many arguments.
  for (let at = 0; at < bytes.length; at += 8_192) text += String.fromCharCode(...bytes.subarray(at, at + 8_192))
  return btoa(text)
}

/** The bytes of `packLines`. */
export function packLineBytes(numbers: readonly number[], after: number): Uint8Array {
  let bytes = new Uint8Array(Math.max(16, numbers.length * 2))
  let length = 0
  let last = after
  for (const number of numbers) {
    if (length + 8 > bytes.length) {
      const larger = new Uint8Array(bytes.length * 2)
      larger.set(bytes)
      bytes = larger
    }
    let rest = number - last
    // Division, because numbers of 32 bits and more do not survive bit operations.
    for (; rest > low7; rest = Math.floor(rest / more)) bytes[length++] = (rest % more) + more
    bytes[length++] = rest
    last = number
  }
  return bytes.subarray(0, length)
}

/** The numbers that `packLines` packed; the first is relative to `after`. */
export function unpackLines(text: string, after: number): number[] {
  const packed = atob(text)
  const numbers: number[] = []
  let last = after
  let difference = 0
  let scale = 1
  for (let at = 0; at < packed.length; at++) {
    const byte = packed.charCodeAt(at)
    difference += (byte % more) * scale
    if (byte >= more) {
      scale *= more
      continue
    }
    last += difference
    numbers.push(last)
    difference = 0
    scale = 1
  }
  return numbers
}
