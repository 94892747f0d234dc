import { createHash, randomUUID } from 'node:crypto'
import {
  type BigIntStats,
  closeSync,
  constants,
  fchmodSync,
  fstatSync,
  fsync,
  lstatSync,
  mkdirSync,
  open,
  openSync,
  type PathLike,
  read,
  readSync,
  realpathSync,
  renameSync,
  rmSync,
  write,
} from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { KeptFile } from '../store/objects.ts'
import type { Folders } from './folders.ts'
import { objectPath, stampOf } from './object-path.ts'
import { type Found, shown, Unfit } from './walk.ts'

// The thread does nothing else, so short operations are cheaper done synchronously than on the thread pool. Only long ones,
// reading large files and flushing, let others run in between.
const [openSome, readSome, writeSome, flush] = [promisify(open), promisify(read), promisify(write), promisify(fsync)]

const chunkBytes = 1024 * 1024

export type Prepared = Found & { hash: string; size: number; from: string }
/** `isOurs`: the file is in the data folder, and not on a disk of unknown speed. */
type Opened = { fd: number; facts: BigIntStats; isOurs: boolean }

// Opening a pipe otherwise might block indefinitely.
const toRead = constants.O_RDONLY | constants.O_NONBLOCK

const openFile = (path: string): Opened => opened(openSync(path, toRead | (constants.O_NOFOLLOW ?? 0)), path, true)

/** Closes a descriptor that is not of a file. Throws Unfit. */
function opened(fd: number, path: string, isOurs: boolean): Opened {
  const facts = fstatSync(fd, { bigint: true })
  if (facts.isFile()) return { fd, facts, isOurs }
  closeSync(fd)
  throw new Unfit(`"${shown(path)}" is not a file.`)
}

/** Reads the whole file, a piece at a time. */
async function pour({ fd, facts, isOurs }: Opened, take: (piece: Buffer) => Promise<void> | void): Promise<void> {
  const buffer = Buffer.allocUnsafe(Math.min(chunkBytes, Math.max(4_096, Number(facts.size) + 1)))
  for (let total = 0; ; ) {
    // A small file may grow while it is read.
    const isSmall = isOurs && facts.size < chunkBytes && total <= chunkBytes
    const bytes = isSmall ? readSync(fd, buffer) : (await readSome(fd, buffer, 0, buffer.length, null)).bytesRead
    if (bytes === 0) return
    total += bytes
    const taken = take(buffer.subarray(0, bytes))
    if (taken) await taken
  }
}

async function hashOf(file: Opened): Promise<string> {
  const hash = createHash('sha256')
  await pour(file, (piece) => void hash.update(piece))
  return hash.digest('hex')
}

/**
 * Reads a file of an output folder, and makes it read-only. A file with another hard link is copied, because that link is
 * not ours to make read-only. Throws Unfit if another file replaces it in the meantime.
 */
export async function prepare(found: Found, root: string, drafts: string): Promise<Prepared> {
  const file = openFile(found.path)
  const { fd, facts } = file
  try {
    // If a folder on the path was replaced by a link, the path would lead elsewhere.
    const real = join(root, ...found.name.split('/'))
    const there = lstatSync(real, { bigint: true })
    if (realpathSync.native(found.path) !== real || there.ino !== facts.ino || there.dev !== facts.dev) throw moved(found)
    if (facts.nlink > 1n) return { ...found, ...(await copy(file, drafts)) }
    const hash = await hashOf(file)
    const now = fstatSync(fd, { bigint: true })
    if (now.size !== facts.size || now.mtimeNs !== facts.mtimeNs)
      throw new Unfit(
        `"${shown(found.name)}" was still being written after the script had ended. Let the script wait for everything it starts.`,
      )
    fchmodSync(fd, 0o400)
    return { ...found, hash, size: Number(facts.size), from: found.path }
  } finally {
    closeSync(fd)
  }
}

const moved = ({ name }: Found): Unfit => new Unfit(`"${shown(name)}" was replaced while LocalFlow read it.`)

/** A copy of our own. */
async function copy(file: Opened, drafts: string): Promise<{ hash: string; size: number; from: string }> {
  mkdirSync(drafts, { recursive: true, mode: 0o700 })
  const from = join(drafts, randomUUID())
  const draft = openSync(from, 'wx', 0o600)
  const hash = createHash('sha256')
  let size = 0
  try {
    await pour(file, async (piece) => {
      hash.update(piece)
      size += piece.length
      await writeWhole(draft, piece)
    })
    fchmodSync(draft, 0o400)
  } catch (error) {
    rmSync(from, { force: true })
    throw error
  } finally {
    closeSync(draft)
  }
  return { hash: hash.digest('hex'), size, from }
}

async function writeWhole(fd: number, piece: Buffer): Promise<void> {
  for (let done = 0; done < piece.length; ) done += (await writeSome(fd, piece, done)).bytesWritten
}

/**
 * Stores a file under its hash, replacing an existing one, and flushes it and its name to disk. If the power fails before
 * that, no row names the file, so it is never used.
 */
export async function place(
  { hash, size, from }: Pick<Prepared, 'hash' | 'size' | 'from'>,
  objects: string,
  folders: Folders,
): Promise<KeptFile> {
  const path = objectPath(objects, hash)
  moveTo(path, join(objects, hash.slice(0, 2), hash.slice(2, 4)), from, folders)
  const fd = openSync(path, process.platform === 'win32' ? 'r+' : 'r')
  try {
    await flush(fd)
    return { hash, size, stamp: stampOf(fstatSync(fd, { bigint: true })) }
  } finally {
    closeSync(fd)
  }
}

function moveTo(path: string, folder: string, from: string, folders: Folders): void {
  folders.make(folder)
  try {
    renameSync(from, path)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
    folders.forget(folder)
    folders.make(folder)
    renameSync(from, path)
  }
}

/** Copies a file of the computer, which stays in its place. */
export async function takeCopy(path: string, objects: string, folders: Folders): Promise<KeptFile> {
  const file = opened(await openSome(path, toRead), path, false)
  try {
    return await place(await copy(file, join(objects, 'drafts')), objects, folders)
  } finally {
    closeSync(file.fd)
  }
}

/** The artifact under a hash, read from end to end; null if it is missing or has other content. */
export async function verify(hash: string, objects: string): Promise<KeptFile | null> {
  const file = openedOrNull(objectPath(objects, hash))
  if (!file) return null
  try {
    return (await hashOf(file)) === hash ? { hash, size: Number(file.facts.size), stamp: stampOf(file.facts) } : null
  } finally {
    closeSync(file.fd)
  }
}

function openedOrNull(path: string): Opened | null {
  try {
    return openFile(path)
  } catch {
    return null
  }
}

/** The facts of a file without reading its content. */
export function seen(path: PathLike): { size: number; stamp: string; changedMs: number } | null {
  try {
    const facts = lstatSync(path, { bigint: true, throwIfNoEntry: false })
    return facts?.isFile() ? { size: Number(facts.size), stamp: stampOf(facts), changedMs: Number(facts.ctimeMs) } : null
  } catch {
    return null
  }
}
