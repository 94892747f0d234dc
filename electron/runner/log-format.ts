/**
 * The index beside a log: fixed-size records, one for each stretch of bytes that came from one stream at one time.
 * A record says where its stretch begins and how many line ends lie before it, so that any line is one search of the
 * index and one short read of the log. A stretch ends where the next begins.
 */
export const recordBytes = 28

export const streams = ['out', 'err', 'note'] as const
export type StreamName = (typeof streams)[number]

export type LogRecord = { offset: number; lines: number; at: number; stream: StreamName }

export function encodeRecord(record: LogRecord): Buffer {
  const buffer = Buffer.allocUnsafe(recordBytes)
  buffer.writeDoubleLE(record.offset, 0)
  buffer.writeDoubleLE(record.lines, 8)
  buffer.writeDoubleLE(record.at, 16)
  buffer.writeUInt32LE(streams.indexOf(record.stream), 24)
  return buffer
}

export function decodeRecord(buffer: Buffer, at: number): LogRecord {
  return {
    offset: buffer.readDoubleLE(at),
    lines: buffer.readDoubleLE(at + 8),
    at: buffer.readDoubleLE(at + 16),
    stream: streams[buffer.readUInt32LE(at + 24)] ?? 'out',
  }
}

export const indexPath = (logPath: string): string => `${logPath}.idx`

export function countLineEnds(bytes: Buffer): number {
  let count = 0
  for (let at = bytes.indexOf(10); at !== -1; at = bytes.indexOf(10, at + 1)) count++
  return count
}
