import { createHash, type Hash, randomUUID } from 'node:crypto'
import { type BigIntStats, constants, type PathLike, realpathSync } from 'node:fs'
import { type FileHandle, lstat, mkdir, open, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { KeptFile } from '../store/objects.ts'
import type { Folders } from './folders.ts'
import { objectPath, stampOf } from './object-path.ts'
import { type Found, shown, Unfit } from './walk.ts'

const chunkBytes = 1024 * 1024

export type Prepared = Found & { hash: string; size: number; from: string }

/** Opens a file that is one, and no more than that: whoever opens a pipe might wait for ever. */
async function openFile(path: string, follows: boolean): Promise<{ file: FileHandle; facts: BigIntStats }> {
  const file = await open(path, constants.O_RDONLY | constants.O_NONBLOCK | (follows ? 0 : (constants.O_NOFOLLOW ?? 0)))
  const facts = await file.stat({ bigint: true })
  if (facts.isFile()) return { file, facts }
  await file.close()
  throw new Unfit(`"${shown(path)}" is not a file.`)
}

/** Reads all of it, a piece at a time. */
async function pour(file: FileHandle, take: (piece: Buffer) => Promise<void> | void): Promise<void> {
  const { size } = await file.stat()
  const buffer = Buffer.allocUnsafe(Math.min(chunkBytes, Math.max(4_096, size + 1)))
  for (;;) {
    const { bytesRead } = await file.read(buffer, 0, buffer.length, null)
    if (bytesRead === 0) return
    await take(buffer.subarray(0, bytesRead))
  }
}

async function hashOf(file: FileHandle): Promise<string> {
  const hash = createHash('sha256')
  await pour(file, (piece) => void hash.update(piece))
  return hash.digest('hex')
}

/**
 * Reads a file of an output folder, and makes it read-only. One that has another name elsewhere is copied: that
 * name is not ours to make read-only. Throws Unfit where another file takes its place meanwhile.
 */
export async function prepare(found: Found, root: string, drafts: string): Promise<Prepared> {
  const { file, facts } = await openFile(found.path, false)
  try {
    // A folder on the way that was exchanged for a link would lead out of here.
    const real = join(root, ...found.name.split('/'))
    const there = await lstat(real, { bigint: true })
    if (realpathSync.native(found.path) !== real || there.ino !== facts.ino || there.dev !== facts.dev) throw moved(found)
    if (facts.nlink > 1n) return { ...found, ...(await copy(file, drafts)) }
    const hash = await hashOf(file)
    const now = await file.stat({ bigint: true })
    if (now.size !== facts.size || now.mtimeNs !== facts.mtimeNs)
      throw new Unfit(
        `"${shown(found.name)}" was still being written when the rest had ended: wait in the script for all that it starts.`,
      )
    await file.chmod(0o444)
    return { ...found, hash, size: Number(facts.size), from: found.path }
  } finally {
    await file.close()
  }
}

const moved = ({ name }: Found): Unfit => new Unfit(`"${shown(name)}" was exchanged for something else while it was read.`)

/** A copy of our own. */
async function copy(file: FileHandle, drafts: string): Promise<{ hash: string; size: number; from: string }> {
  await mkdir(drafts, { recursive: true, mode: 0o700 })
  const from = join(drafts, randomUUID())
  const draft = await open(from, 'wx', 0o600)
  const hash: Hash = createHash('sha256')
  let size = 0
  try {
    await pour(file, async (piece) => {
      hash.update(piece)
      size += piece.length
      await draft.writeFile(piece)
    })
    await draft.chmod(0o444)
  } catch (error) {
    await draft.close()
    await rm(from, { force: true })
    throw error
  }
  await draft.close()
  return { hash: hash.digest('hex'), size, from }
}

/**
 * Puts a file under its hash, in the place of one that was there, and then sees to it that it is on disk, with the name that it
 * has now. What the power cut off before that is a file of which no row tells: nobody takes it for what its name says.
 */
export async function place(
  { hash, size, from }: Pick<Prepared, 'hash' | 'size' | 'from'>,
  objects: string,
  folders: Folders,
): Promise<KeptFile> {
  const path = objectPath(objects, hash)
  const folder = join(objects, hash.slice(0, 2), hash.slice(2, 4))
  await folders.make(folder)
  await rename(from, path).catch(async (error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error
    folders.forget(folder)
    await folders.make(folder)
    await rename(from, path)
  })
  const file = await open(path, process.platform === 'win32' ? 'r+' : 'r')
  try {
    await file.sync()
    return { hash, size, stamp: stampOf(await file.stat({ bigint: true })) }
  } finally {
    await file.close()
  }
}

/** A file of the computer, which stays where it is. */
export async function takeCopy(path: string, objects: string, folders: Folders): Promise<KeptFile> {
  const { file } = await openFile(path, true)
  try {
    return await place(await copy(file, join(objects, 'drafts')), objects, folders)
  } finally {
    await file.close()
  }
}

/** What is there under a hash, read from end to end; null where there is nothing, or something else. */
export async function verify(hash: string, objects: string): Promise<KeptFile | null> {
  const opened = await openFile(objectPath(objects, hash), false).catch(() => null)
  if (!opened) return null
  const { file, facts } = opened
  try {
    return (await hashOf(file)) === hash ? { hash, size: Number(facts.size), stamp: stampOf(facts) } : null
  } finally {
    await file.close()
  }
}

/** As it lies there, not looked into. */
export async function seen(path: PathLike): Promise<{ size: number; stamp: string; changedMs: number } | null> {
  const facts = await lstat(path, { bigint: true }).catch(() => null)
  return facts?.isFile() ? { size: Number(facts.size), stamp: stampOf(facts), changedMs: Number(facts.ctimeMs) } : null
}
