import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { installFromDebian } from '../../scripts/debian.ts'
import { loopProblem, makeImage, mountImage } from './loop-disk.ts'
import { openPrivateMounts, type PrivateMounts } from './private-mounts.ts'

/** A folder by the path that a program inside uses, and by the path at which this process reaches it. */
type Place = { path: string; seen: string; before: string[] }

export type Cut = Place & { remove(): void }

/** A disk whose power can be cut: the copy lacks what its file system had not flushed by then. */
export type PowerDisk = Place & { cut(): Cut; remove(): Promise<void> }

const outerBytes = 6 * 1024 ** 3
const innerBytes = 1024 ** 3

/** Null: the power can be cut here. */
export function powerProblem(): string | null {
  const problem = loopProblem()
  if (problem !== null || haveXfs() || installFromDebian('xfsprogs')) return problem
  return 'cutting the power needs mkfs.xfs, for a file system that copies by reference'
}

const haveXfs = (): boolean => spawnSync('mkfs.xfs', ['-V'], { stdio: 'ignore' }).error === undefined

/**
 * An image with an ext4 file system, kept on a file system that copies by reference: a copy of the image is what the disk
 * holds at that instant, without the cache of the inner file system.
 */
export async function createPowerDisk(): Promise<PowerDisk | string> {
  const mounts = powerProblem() ?? (await openPrivateMounts())
  if (typeof mounts === 'string') return mounts
  const folder = mkdtempSync(join(tmpdir(), 'localflow-power-'))
  const remove = async (): Promise<void> => {
    await mounts.remove()
    rmSync(folder, { recursive: true, force: true })
  }
  try {
    return { ...mountBoth(mounts, folder), remove }
  } catch (error) {
    await remove()
    return `the disks could not be mounted: ${(error as Error).message}`
  }
}

function mountBoth(mounts: PrivateMounts, folder: string): Omit<PowerDisk, 'remove'> {
  const [outerImage, outer, inner] = [join(folder, 'outer.img'), join(folder, 'outer'), join(folder, 'inner')]
  const image = join(outer, 'inner.img')
  makeImage(outerImage, outerBytes, 'mkfs.xfs', '-q', '-m', 'reflink=1')
  mountImage(mounts, outerImage, outer)
  makeImage(mounts.seen(image), innerBytes, 'mkfs.ext4', '-q')
  mountImage(mounts, image, inner)
  let cuts = 0
  const placed = (at: string): Place => {
    const path = join(at, 'data')
    return { path, seen: mounts.seen(path), before: mounts.before }
  }
  return {
    ...placed(inner),
    /** Takes the copy before it returns, and mounts it as a computer does when it starts again. */
    cut() {
      const at = join(folder, `cut-${cuts++}`)
      const copy = join(outer, `${cuts}.img`)
      mounts.run('cp', '--reflink=always', image, copy)
      mountImage(mounts, copy, at)
      return {
        ...placed(at),
        remove() {
          mounts.run('umount', '-l', at)
          mounts.run('rm', '-f', copy)
        },
      }
    },
  }
}
