import { type FileHandle, open } from 'node:fs/promises'
import { crc32 } from 'node:zlib'
import type { LevelsPart } from './orders.ts'

/** Raise it when lines get other levels: then the index is built again. */
const version = 1
/** More than one part takes. */
const tailBytes = 256 * 1024

export const levelsPath = (logPath: string): string => `${logPath}.levels`

/** Each part is one line with its checksum in front. */
export function encodePart(part: LevelsPart): string {
  const text = JSON.stringify(part)
  return `${crc32(text, version).toString(16)} ${text}\n`
}

/** Null: damaged, incomplete, or of another version. */
export function decodePart(line: string): LevelsPart | null {
  const at = line.indexOf(' ')
  const text = line.slice(at + 1)
  return at > 0 && crc32(text, version).toString(16) === line.slice(0, at) ? (JSON.parse(text) as LevelsPart) : null
}

/** The parts of the index of a log of this size, up to the first damaged one; none of the index of a log that was longer. */
export async function* storedParts(path: string, logBytes: number): AsyncGenerator<{ part: LevelsPart; length: number }> {
  const file = await open(levelsPath(path), 'r').catch(() => null)
  if (!file) return
  try {
    // Something else of that name cannot be read, and is no index.
    const last = await lastPart(file).catch(() => null)
    if (last === null || last.bytes > logBytes) return
    for await (const line of file.readLines({ encoding: 'latin1', autoClose: false })) {
      const part = decodePart(line)
      if (!part || part.bytes > logBytes) return
      yield { part, length: line.length + 1 }
    }
  } finally {
    await file.close()
  }
}

async function lastPart(file: FileHandle): Promise<LevelsPart | null> {
  const { size } = await file.stat()
  const buffer = Buffer.alloc(Math.min(size, tailBytes))
  await file.read(buffer, 0, buffer.length, size - buffer.length)
  const text = buffer.toString('latin1').trimEnd()
  return decodePart(text.slice(text.lastIndexOf('\n') + 1))
}
