import { closeSync, fstatSync, openSync, readSync } from 'node:fs'

/** The size of a log, and its bytes if `room` has room for them. Null: it has no file. For threads only. */
export function readSmallLog(path: string, room: Buffer): { size: number; changedAt: number; bytes: Buffer | null } | null {
  const file = openIfThere(path)
  if (file === null) return null
  try {
    const { size, mtimeMs } = fstatSync(file)
    const changedAt = Math.round(mtimeMs)
    if (size > room.length) return { size, changedAt, bytes: null }
    let read = 0
    for (let more = -1; more !== 0 && read < size; read += more) more = readSync(file, room, read, size - read, read)
    return { size, changedAt, bytes: room.subarray(0, read) }
  } finally {
    closeSync(file)
  }
}

function openIfThere(path: string): number | null {
  try {
    return openSync(path, 'r')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw error
  }
}
