import { closeSync, mkdirSync, openSync, rmSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { openPrivateMounts } from './private-mounts.ts'

export type SmallDisk = {
  /** The folder by the name that a program inside knows it by, and by the name this process reaches it by. */
  path: string
  seen: string
  /** What goes before a command that is to see the disk. */
  before: string[]
  remount(how: 'ro' | 'rw'): void
  remove(): Promise<void>
}

/** Mounts a disk of that size in memory on the folder; gives the reason where nobody lets us. */
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

/** Writes until nothing more goes on the disk; the result gives the space back. */
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
