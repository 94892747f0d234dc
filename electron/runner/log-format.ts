/**
 * The index next to a log: fixed-size records, one for each stretch of bytes that came from one stream at one time. A record
 * says where its stretch starts and how many line ends come before it, so that any line is one search of the index and one
 * short read of the log. A stretch ends where the next starts. A log without an index is one stretch of stdout, as old as
 * its last change: most short runs need no more.
 */
export const recordBytes = 28

export const streams = ['out', 'err', 'note'] as const
export type StreamName = (typeof streams)[number]

/** `isAssumed`: nobody knows from which stream the bytes came, nor exactly when. */
export type LogRecord = { offset: number; lines: number; at: number; stream: StreamName; isAssumed?: true }

/** Stands for the stream in records that were written again because the index was damaged. */
const unknownStream = streams.length

export function encodeRecord(record: LogRecord): Buffer {
  const buffer = Buffer.allocUnsafe(recordBytes)
  buffer.writeDoubleLE(record.offset, 0)
  buffer.writeDoubleLE(record.lines, 8)
  buffer.writeDoubleLE(record.at, 16)
  buffer.writeUInt32LE(record.isAssumed ? unknownStream : streams.indexOf(record.stream), 24)
  return buffer
}

/** Null: no record, but damage. */
export function decodeRecord(buffer: Buffer, place: number): LogRecord | null {
  const offset = buffer.readDoubleLE(place)
  const lines = buffer.readDoubleLE(place + 8)
  const at = buffer.readDoubleLE(place + 16)
  const code = buffer.readUInt32LE(place + 24)
  if (code > unknownStream || ![offset, lines, at].every(isWhole)) return null
  const stream = streams[code]
  return stream === undefined ? { offset, lines, at, stream: 'out', isAssumed: true } : { offset, lines, at, stream }
}

const isWhole = (number: number): boolean => Number.isSafeInteger(number) && number >= 0

export const isOfStdout = (record: Buffer): boolean => record.readUInt32LE(24) === 0

export const indexPath = (logPath: string): string => `${logPath}.idx`

const lineEnd = 10
const lineEnds = 0x0a0a0a0a
const low7 = 0x7f7f7f7f

/** Counts four bytes at a time: this runs over every byte that any child writes. */
export function countLineEnds(bytes: Uint8Array): number {
  if (bytes.length < 8) return countOneByOne(bytes, 0, bytes.length)
  const lead = (4 - (bytes.byteOffset & 3)) & 3
  const words = new Uint32Array(bytes.buffer, bytes.byteOffset + lead, (bytes.length - lead) >>> 2)
  let count = countOneByOne(bytes, 0, lead) + countOneByOne(bytes, lead + words.length * 4, bytes.length)
  for (let at = 0; at < words.length; ) {
    // Four counters side by side in one number, emptied before any of them can overflow.
    const stop = Math.min(words.length, at + 255)
    let lanes = 0
    for (; at < stop; at++) {
      const other = (words[at] as number) ^ lineEnds
      lanes += ~(((other & low7) + low7) | other | low7) >>> 7
    }
    count += (lanes & 0xff) + ((lanes >>> 8) & 0xff) + ((lanes >>> 16) & 0xff) + (lanes >>> 24)
  }
  return count
}

function countOneByOne(bytes: Uint8Array, from: number, to: number): number {
  let count = 0
  for (let at = from; at < to; at++) if (bytes[at] === lineEnd) count++
  return count
}
