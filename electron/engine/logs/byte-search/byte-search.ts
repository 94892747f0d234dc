import { assemble } from './assemble.ts'
import { code, layout } from './code.ts'

/** Bytes to look for. With `ignoreCase`, letters of ASCII match in both cases. */
export type WantedBytes = { bytes: Buffer; ignoreCase: boolean }

/** The longest text that is compared whole. */
export const mostTextBytes = layout.mostTextBytes

type Code = {
  count(at: number, end: number): number
  find(at: number, end: number, line: number, length: number, a: number, b: number, hits: number): number
}

let compiled: WebAssembly.Module | null = null

export type ByteSearch = ReturnType<typeof createByteSearch>

/**
 * Finds the lines that have a text, without a call for each line. What is searched is in `room`.
 * For threads: it needs some megabytes.
 */
export function createByteSearch() {
  compiled ??= assemble(code)
  const memory = new WebAssembly.Memory({ initial: Math.ceil(layout.end / 65_536) })
  const { count, find } = new WebAssembly.Instance(compiled, { env: { memory } }).exports as Code
  const texts = Buffer.from(memory.buffer, layout.text, layout.results)
  const results = new Uint32Array(memory.buffer, layout.results, 2)
  const lines = new Uint32Array(memory.buffer, layout.lines, layout.mostHits)
  const starts = new Uint32Array(memory.buffer, layout.starts, layout.mostHits)
  const wanted = { length: 0, a: 0, b: 0 }

  return {
    /** Put here what is to be searched. */
    room: Buffer.from(memory.buffer, layout.room, layout.roomBytes),
    /** Of each hit the number of line ends before it, and the start of its line as a place in memory, as `byteOffset` is one. */
    lines,
    starts,
    /** Searches for these bytes from now on; `sample` says which bytes are rare. */
    setText({ bytes, ignoreCase }: WantedBytes, sample: Uint8Array): void {
      const folds = Buffer.from(bytes.map((byte) => (ignoreCase && isLetter(byte) ? 0x20 : 0)))
      const text = Buffer.from(bytes.map((byte, at) => byte | (folds[at] as number)))
      texts.set(text, layout.text)
      texts.set(folds, layout.folds)
      const [a = 0, b = a] = rarest(text, folds, sample)
      Object.assign(wanted, { length: text.length, a, b })
    },
    /**
     * Adds the lines that have the text to the first `hits` hits; gives the number of all. `bytes` are whole lines in `room`, with `ends`
     * line ends before them.
     */
    find(bytes: Buffer, ends: number, hits: number): number {
      const { length, a, b } = wanted
      return find(bytes.byteOffset, bytes.byteOffset + bytes.length, ends, length, a, b, hits)
    },
    /** Of the last call: the number of line ends up to its end, and whether it passed escapes of terminals, which may hide the text. */
    lineEnds: (): number => results[0] as number,
    hasEscapes: (): boolean => results[1] !== 0,
    /** Counts the line ends of a part of `room`. */
    countLineEnds: ({ byteOffset, length }: Uint8Array): number => count(byteOffset, byteOffset + length),
  }
}

const isLetter = (byte: number): boolean => (byte | 0x20) >= 0x61 && (byte | 0x20) <= 0x7a

/** The places of the two bytes that are rarest in a sample. */
function rarest(text: Buffer, folds: Buffer, sample: Uint8Array): number[] {
  const counts = new Uint32Array(256)
  for (const byte of sample) (counts[byte] as number)++
  const often = (at: number): number => {
    const byte = text[at] as number
    return (counts[byte] as number) + (folds[at] === 0 ? 0 : (counts[byte - 0x20] as number))
  }
  return [...text.keys()].sort((one, other) => often(one) - often(other))
}
