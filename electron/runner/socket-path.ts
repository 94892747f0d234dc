import { createHash } from 'node:crypto'
import { chmodSync, lstatSync, mkdirSync, readFileSync, realpathSync, type Stats, writeFileSync } from 'node:fs'
import { tmpdir, userInfo } from 'node:os'
import { dirname, isAbsolute, join, resolve } from 'node:path'

/** Socket paths are limited to 104 bytes on macOS; data folders are not. */
const longestPath = 100
const longestName = 'runner-10'

/** Names the folder of the sockets where the data folder's own path is too long for them. */
const notePath = (folder: string): string => join(folder, 'sockets-folder')

/** Where a runner, or the engine for `lf`, listens for a data folder, by whatever link it is reached. */
export function socketPath(dataFolder: string, name: string): string {
  const folder = realPath(dataFolder)
  if (process.platform === 'win32') return `\\\\.\\pipe\\localflow-${name}-${userInfo().username}-${idOf(folder)}`
  return join(folderOf(folder), name)
}

/**
 * Call this as the owner of the data folder, before anything listens. Creates the folder of the sockets, and records where
 * it is. Environments differ between a terminal and a service, so the next engine and `lf` use the record. Throws as
 * `makePrivateFolder` does.
 */
export function prepareSocketFolder(dataFolder: string): void {
  if (process.platform === 'win32') return
  const folder = realPath(dataFolder)
  const noted = folderOf(folder)
  try {
    makePrivateFolder(noted)
  } catch (error) {
    // A runtime folder ends with the login; a folder that another account made there is not used.
    const other = elsewhere(folder)
    if (noted === beside(folder) || noted === other) throw error
    makePrivateFolder(other)
    return note(folder, other)
  }
  if (noted !== beside(folder)) note(folder, noted)
}

/** Creates a folder that only its owner can enter. Throws with a reason if there is one that others made or can enter. */
export function makePrivateFolder(path: string): void {
  try {
    mkdirSync(path, { recursive: true, mode: 0o700 })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  }
  const problem = folderProblem(path)
  if (problem !== null)
    throw new Error(
      `Could not use the folder ${path} for sockets: ${problem}. Delete it, or choose another data folder with --data.`,
    )
}

/** Lets the owner alone use a socket. */
export function closeSocket(path: string): void {
  if (process.platform === 'win32') return
  try {
    chmodSync(path, 0o600)
  } catch {
    // If it was deleted, it is created again soon; and its folder keeps others out.
  }
}

/** Why a token must not be sent to what listens there; null where the data folder's owner listens. */
export function socketProblem(dataFolder: string, path: string): string | null {
  if (process.platform === 'win32') return null
  const owner = factsOf(realPath(dataFolder))?.uid
  const [folder, socket] = [factsOf(dirname(path)), factsOf(path)]
  if (!folder || !socket) return null
  if (folder.uid !== owner || socket.uid !== owner || !folder.isDirectory()) return 'another account made it'
  return (folder.mode & 0o022) === 0 ? null : 'other accounts can write to its folder'
}

const beside = (folder: string): string => join(folder, 'sockets')

function folderOf(folder: string): string {
  if (isShort(beside(folder))) return beside(folder)
  return readNote(folder) ?? elsewhere(folder)
}

const isShort = (folder: string): boolean => Buffer.byteLength(join(folder, longestName)) < longestPath

const idOf = (folder: string): string => createHash('sha256').update(folder).digest('hex').slice(0, 16)

/** The runtime folder of the login belongs to this account; in the temporary folder, any account can create a file first. */
function elsewhere(folder: string): string {
  const runtime = process.env['XDG_RUNTIME_DIR'] ?? ''
  const own = join(runtime, `localflow-${idOf(folder)}`)
  if (isAbsolute(runtime) && folderProblem(runtime) === null && isShort(own)) return own
  return join(tmpdir(), `localflow-${userInfo().uid}-${idOf(folder)}`)
}

function folderProblem(path: string): string | null {
  const facts = factsOf(path)
  if (!facts) return 'it does not exist'
  if (facts.isSymbolicLink()) return 'it is a symbolic link'
  if (!facts.isDirectory()) return 'it is not a folder'
  if (facts.uid !== process.getuid?.()) return 'another account made it'
  return (facts.mode & 0o077) === 0 ? null : 'other accounts can enter it'
}

function factsOf(path: string): Stats | undefined {
  try {
    return lstatSync(path, { throwIfNoEntry: false })
  } catch {
    return undefined
  }
}

function realPath(path: string): string {
  try {
    return realpathSync(path)
  } catch {
    return resolve(path)
  }
}

function readNote(folder: string): string | null {
  try {
    const noted = readFileSync(notePath(folder), 'utf8').trim()
    return isAbsolute(noted) && isShort(noted) ? noted : null
  } catch {
    return null
  }
}

function note(folder: string, path: string): void {
  if (readNote(folder) !== path) writeFileSync(notePath(folder), `${path}\n`, { mode: 0o600 })
}
