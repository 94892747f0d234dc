import { accessSync, chmodSync, constants, lstatSync, readdirSync, realpathSync, type Stats, statSync } from 'node:fs'
import { basename, resolve } from 'node:path'
import { AppError } from '../../../shared/errors.ts'
import { createFolder } from '../base/create-folder.ts'

/** LocalFlow's own files at the top of the data folder, besides the database. */
const ownNames =
  /^(api-token|hook-key|run-key|secret-key|owner\.(lock(-journal)?|json)|database\.json|sockets-folder|localflow\.log)$/
const ownFolders = /^(backups|commands|damaged|desktop|logs|objects|runner(-\d+)?|scripts|sockets|work)$/

/** Their readers check them: secrets that others could read must be replaced, not merely protected. */
const secretNames = /^(api-token|hook-key|run-key|secret-key)$/

/** A database is these files. */
const databaseSuffixes = ['', '-wal', '-shm', '-journal']

/**
 * Creates the folder if needed; returns its full path, with links resolved. `isShared`: the person keeps other things there,
 * too. Throws `unavailable` if it cannot be used, `forbidden` if it is not this account's alone.
 */
export function openDataFolder(path: string, isShared = false): string {
  const folder = resolve(path)
  try {
    createFolder(folder, 0o700)
    accessSync(folder, constants.R_OK | constants.W_OK | constants.X_OK)
  } catch (error) {
    throw cannotUse(folder, error)
  }
  const real = realpathSync(folder)
  if (process.platform !== 'win32') closeFolder(real, isShared)
  return real
}

/** Explains an error of the system about a file in the folder; other errors stay unchanged. */
export const explainFolder = (error: unknown, folder: string): unknown =>
  /^E[A-Z]+$/.test((error as { code?: string } | null)?.code ?? '') ? cannotUse(folder, error) : error

function cannotUse(folder: string, error: unknown): AppError {
  const { code } = error as NodeJS.ErrnoException
  const reason = code === 'EEXIST' || code === 'ENOTDIR' ? ': it is not a folder' : ` (${code})`
  return new AppError('unavailable', `Could not write to the data folder ${folder}${reason}. Choose another with --data.`)
}

function closeFolder(folder: string, isShared: boolean): void {
  const facts = statSync(folder)
  requireOwn(folder, facts)
  if (isShared) return requireUnwritable(folder, facts)
  // Files that others may have put there must not become ours by restricting them now.
  if (isWritableByOthers(facts) && readdirSync(folder).length > 0) requireUnwritable(folder, facts)
  closeTo(folder, facts)
}

/** If each account has a group of its own, as on Debian, files that the group can write are still the account's alone. */
const isWritableByOthers = ({ mode, gid }: Stats): boolean =>
  (mode & 0o002) !== 0 || ((mode & 0o020) !== 0 && gid !== process.getgid?.())

/** Throws `forbidden` for a folder in which another account could replace this database. */
export function requireOwnFolder(path: string): void {
  if (process.platform === 'win32') return
  const facts = statSync(path, { throwIfNoEntry: false })
  if (!facts) return
  requireOwn(path, facts)
  requireUnwritable(path, facts)
}

function requireUnwritable(folder: string, facts: Stats): void {
  if ((facts.mode & 0o022) === 0) return
  throw new AppError(
    'forbidden',
    `Could not use ${folder}: other accounts can write to it. Check its content, then run chmod go-w on it, or choose another folder.`,
  )
}

/**
 * Restricts existing files to their owner, whatever the umask was when they were made. A closed folder protects everything
 * beneath it; where the person keeps other things, a folder called `logs` may be theirs, and stays. Throws `forbidden` for
 * files that another account put there.
 */
export function closeOwnFiles(folder: string, dbPath: string, isShared = false): void {
  if (process.platform === 'win32') return
  const isOurs = (name: string): boolean => ownNames.test(name) || (!isShared && ownFolders.test(name))
  const paths = [...readdirSync(folder).filter(isOurs), ...databaseSuffixes.map((suffix) => dbPath + suffix)].map((name) =>
    resolve(folder, name),
  )
  for (const path of new Set(paths)) {
    const facts = lstatSync(path, { throwIfNoEntry: false })
    if (!facts) continue
    requireOwn(path, facts)
    if (!facts.isSymbolicLink() && isWritableByOthers(facts) && !secretNames.test(basename(path))) requireUnwritable(path, facts)
    // A link leads where its owner wants it, for example to a larger disk.
    if (!facts.isSymbolicLink() && !secretNames.test(basename(path))) closeTo(path, facts)
  }
}

function requireOwn(path: string, facts: Stats): void {
  if (facts.uid === process.getuid?.()) return
  throw new AppError(
    'forbidden',
    `Could not use ${path}: it belongs to another account (user id ${facts.uid}). Change its owner, or choose another data folder with --data.`,
  )
}

function closeTo(path: string, facts: Stats): void {
  if ((facts.mode & 0o077) === 0) return
  try {
    chmodSync(path, facts.mode & 0o700)
  } catch (error) {
    throw cannotUse(path, error)
  }
}
