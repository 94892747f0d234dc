import { closeSync, mkdirSync, openSync, rmSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { openPrivateMounts } from './private-mounts.ts'

export type SmallDisk = {
  /** The folder by the path that a program inside uses, and by the path at which this process reaches it. */
  path: string
  seen: string
  /** Goes before a command that must see the disk. */
  before: string[]
  remount(how: 'ro' | 'rw'): void
  remove(): Promise<void>
}

/** Mounts a disk of that size in memory on the folder; gives the reason where that is not allowed. */
export async function mountSmallDisk(path: string, megabytes: number): Promise<SmallDisk | string> {
  const mounts = await openPrivateMounts()
  if (typeof mounts === 'string') return mounts
  mkdirSync(path, { recursive: true })
  try {
    mounts.run('mount', '-t', 'tmpfs', '-o', `size=${megabytes}m,mode=0700`, 'localflow-test', path)
  } catch (error) {
    await mounts.remove()
    return `no disk could be mounted: ${(error as Error).message}`
  }
  return {
    path,
    seen: mounts.seen(path),
    before: mounts.before,
    remount: (how) => mounts.run('mount', '-o', `remount,bind,${how}`, path),
    remove: mounts.remove,
  }
}

/** Fills the disk; the result frees the space again. */
export function fill(disk: SmallDisk): () => void {
  const path = join(disk.seen, 'filler')
  const fd = openSync(path, 'w')
  let block = Buffer.alloc(1024 * 1024)
  while (block.length >= 1024) {
    try {
      if (writeSync(fd, block) < block.length) block = block.subarray(0, block.length / 2)
    } catch {
      block = block.subarray(0, block.length / 2)
    }
  }
  closeSync(fd)
  return () => rmSync(path, { force: true })
}
