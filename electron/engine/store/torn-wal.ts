import { closeSync, openSync, readFileSync, readSync, statSync } from 'node:fs'

/** A write-ahead log as it was found, before SQLite wrote to it. */
export type Wal = { bytes: Buffer; pageSize: number }

/** Layout: https://www.sqlite.org/fileformat2.html#walformat */
const [headerBytes, frameHeaderBytes] = [32, 24]
const magics = [0x377f0682, 0x377f0683]

/** A log longer than this is not read: a checkpoint keeps it far below. */
const mostBytes = 512 * 1024 * 1024

/** Null: there is none with content. */
export function readWal(dbPath: string): Wal | null {
  const path = `${dbPath}-wal`
  const size = statSync(path, { throwIfNoEntry: false })?.size ?? 0
  if (size < headerBytes + frameHeaderBytes || size > mostBytes) return null
  const pageSize = pageSizeOf(dbPath)
  return pageSize === null ? null : { bytes: readFileSync(path), pageSize }
}

function pageSizeOf(dbPath: string): number | null {
  const field = Buffer.alloc(2)
  const fd = openSync(dbPath, 'r')
  try {
    if (readSync(fd, field, 0, 2, 16) < 2) return null
  } finally {
    closeSync(fd)
  }
  const size = field.readUInt16BE() === 1 ? 65_536 : field.readUInt16BE()
  return size >= 512 && (size & (size - 1)) === 0 ? size : null
}

/**
 * Commits after the `whole` frames that SQLite reads. Each commit is on disk before the next starts, so a power cut leaves
 * at most one there; two in an unbroken chain were both acknowledged. Frames of an earlier round, which have other salts,
 * were checkpointed long ago.
 */
export function tornCommits({ bytes, pageSize }: Wal, whole: number): number {
  const frameBytes = frameHeaderBytes + pageSize
  const frames = Math.floor((bytes.length - headerBytes) / frameBytes)
  const salts = isHeaderSound(bytes) ? bytes.subarray(16, 24) : null
  let [torn, chained] = [0, 0]
  for (let frame = whole + 1; frame < frames; frame++) {
    const at = headerBytes + frame * frameBytes
    const own = bytes.subarray(at + 8, at + 16)
    const isCurrent = salts ? own.equals(salts) : own.equals(bytes.subarray(at - frameBytes + 8, at - frameBytes + 16))
    if (!isCurrent || !follows(bytes, at, frameBytes)) {
      chained = 0
      continue
    }
    if (bytes.readUInt32BE(at + 4) !== 0) chained++
    if (chained > 1) torn += chained === 2 ? 2 : 1
  }
  return torn
}

/** Its checksum continues that of the frame before it. */
function follows(bytes: Buffer, at: number, frameBytes: number): boolean {
  const before = at - frameBytes
  const sum: Sum = [bytes.readUInt32BE(before + 16), bytes.readUInt32BE(before + 20)]
  const isBig = bytes.readUInt32BE(0) === magics[1]
  add(sum, bytes.subarray(at, at + 8), isBig)
  add(sum, bytes.subarray(at + frameHeaderBytes, at + frameBytes), isBig)
  return sum[0] === bytes.readUInt32BE(at + 16) && sum[1] === bytes.readUInt32BE(at + 20)
}

function isHeaderSound(bytes: Buffer): boolean {
  const magic = bytes.readUInt32BE(0)
  if (!magics.includes(magic)) return false
  const sum: Sum = [0, 0]
  add(sum, bytes.subarray(0, 24), magic === magics[1])
  return sum[0] === bytes.readUInt32BE(24) && sum[1] === bytes.readUInt32BE(28)
}

type Sum = [number, number]

function add(sum: Sum, bytes: Buffer, isBig: boolean): void {
  for (let at = 0; at < bytes.length; at += 8) {
    sum[0] = (sum[0] + (isBig ? bytes.readUInt32BE(at) : bytes.readUInt32LE(at)) + sum[1]) >>> 0
    sum[1] = (sum[1] + (isBig ? bytes.readUInt32BE(at + 4) : bytes.readUInt32LE(at + 4)) + sum[0]) >>> 0
  }
}
