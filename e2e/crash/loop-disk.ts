import { execFileSync, spawnSync } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { openPrivateMounts, type PrivateMounts } from './private-mounts.ts'

export type LoopDisk = {
  /** A folder on it, by the path that a program inside uses, and by the path at which this process reaches it. */
  path: string
  seen: string
  before: string[]
  /** Flushes everything written so far. */
  sync(): void
  /** Makes it read-only, even for open files, as the kernel does after an error. */
  turnReadOnly(): void
  /** Checks the volume, and mounts it for writing again; no process may use it at that time. */
  repair(): void
  remove(): Promise<void>
}

/** Null: images can be mounted here. */
export function loopProblem(): string | null {
  if (process.platform !== 'linux') return 'mounting an image needs Linux'
  if (process.getuid?.() !== 0) return 'mounting an image needs root'
  const missing = ['mkfs.ext4', 'losetup'].filter((name) => spawnSync('which', [name]).status !== 0)
  if (missing.length > 0) return `mounting an image needs ${missing.join(' and ')}`
  return spawnSync('losetup', ['--find']).status === 0 ? null : 'mounting an image needs a loop device, and there is none'
}

/** An ext4 in a file; gives the reason where that is not possible. */
export async function mountLoopDisk(folder: string, megabytes: number): Promise<LoopDisk | string> {
  const mounts = loopProblem() ?? (await openPrivateMounts())
  if (typeof mounts === 'string') return mounts
  const [image, at] = [join(folder, 'disk.img'), join(folder, 'disk')]
  try {
    makeImage(image, megabytes * 1024 ** 2, 'mkfs.ext4', '-q')
    mountImage(mounts, image, at)
  } catch (error) {
    await mounts.remove()
    return `no disk could be mounted: ${(error as Error).message}`
  }
  const path = join(at, 'data')
  return {
    path,
    seen: mounts.seen(path),
    before: mounts.before,
    sync: () => mounts.run('sync', '-f', at),
    turnReadOnly: () => mounts.run('mount', '-o', 'remount,abort', at),
    repair() {
      mounts.run('umount', at)
      // 1: e2fsck found errors and repaired them.
      const { status, stdout } = spawnSync('e2fsck', ['-fp', image], { encoding: 'utf8' })
      if (status !== 0 && status !== 1) throw new Error(`the disk could not be repaired: ${stdout}`)
      mountImage(mounts, image, at)
    },
    remove: mounts.remove,
  }
}

/** An image takes no room until something is written to it. */
export function makeImage(image: string, bytes: number, make: string, ...args: string[]): void {
  execFileSync('truncate', ['-s', String(bytes), image])
  execFileSync(make, [...args, image], { stdio: ['ignore', 'ignore', 'pipe'] })
}

export function mountImage(mounts: PrivateMounts, image: string, at: string): void {
  mkdirSync(at, { recursive: true })
  mounts.run('mount', '-o', 'loop', image, at)
}
