/** Browsers and Node have both. */
declare function atob(text: string): string
declare function btoa(text: string): string

const low7 = 0x7f
const more = 0x80

/** Ascending line numbers as base64 of LEB128 differences; the first is relative to `after`. */
export function packLines(numbers: readonly number[], after: number): string {
  const packer = createLinePacker(after)
  packer.add(numbers, numbers.length, 0)
  return base64Of(packer.take())
}

/** Packs numbers as they come; what is taken is relative to the last number that was taken before. */
export function createLinePacker(after = 0) {
  let bytes = new Uint8Array(64)
  let length = 0
  let total = 0
  let last = after
  return {
    /** Adds the first `count` of the numbers, each with `base` added. */
    add(numbers: ArrayLike<number>, count: number, base: number): void {
      if (bytes.length - length < count * longest) bytes = largerCopy(bytes, length + count * longest)
      // Local, because there may be millions.
      const to = bytes
      let [at, before] = [length, last]
      for (let index = 0; index < count; index++) {
        const number = base + (numbers[index] as number)
        let rest = number - before
        // Division, because numbers of 32 bits and more do not survive bit operations.
        for (; rest > low7; rest = Math.floor(rest / more)) to[at++] = (rest % more) + more
        to[at++] = rest
        before = number
      }
      length = at
      last = before
      total += count
    },
    count: (): number => total,
    /** Valid until numbers are added. */
    take(): Uint8Array {
      const taken = bytes.subarray(0, length)
      length = 0
      total = 0
      return taken
    },
  }
}

/** The most bytes that a number takes. */
const longest = 8

function largerCopy(bytes: Uint8Array, room: number): Uint8Array<ArrayBuffer> {
  const larger = new Uint8Array(Math.max(room, bytes.length * 2))
  larger.set(bytes)
  return larger
}

function base64Of(bytes: Uint8Array): string {
  let text = ''
  // In parts, because a call takes only so many arguments.
  for (let at = 0; at < bytes.length; at += 8_192) text += String.fromCharCode(...bytes.subarray(at, at + 8_192))
  return btoa(text)
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
