import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { dayAndTime } from '../../../shared/day-and-time.ts'
import { AppError } from '../../../shared/errors.ts'
import { systemClock } from '../base/clock.ts'
import { explainOpening, makeClosedFile } from './db.ts'

/** `command`: of `lf`, as far as it says what the process does. */
export type Owner = { pid: number; host: string; since: number; command?: string }

export type Ownership = {
  /** Records who owns the folder, for later callers. */
  sign(host: string, now: number, command?: string): void
  /** While this file is locked, no other engine starts. */
  lockPath: string
  release(): void
}

/** A lock without a reference would be garbage collected, and the folder free while its owner lives. */
const held = new Set<Database.Database>()

/**
 * Takes the data folder for this process. The lock is the operating system's, held through a database of its own: it ends
 * with the process, however the process ends.
 */
export function takeOwnership(dataFolder: string): Ownership {
  const notePath = join(dataFolder, 'owner.json')
  const lockPath = join(dataFolder, 'owner.lock')
  const lock = openLock(lockPath)
  let signed = false
  try {
    lock.pragma('journal_mode = DELETE')
    lock.pragma('locking_mode = EXCLUSIVE')
    lock.exec('BEGIN EXCLUSIVE')
  } catch (error) {
    lock.close()
    if ((error as { code?: string }).code?.startsWith('SQLITE_BUSY')) throw alreadyOwned(dataFolder)
    throw explainOpening(error, lockPath)
  }
  held.add(lock)
  return {
    sign(host, now, command) {
      const note: Owner = { pid: process.pid, host, since: now, ...(command === undefined ? {} : { command }) }
      writeFileSync(notePath, JSON.stringify(note), { mode: 0o600 })
      signed = true
    },
    lockPath,
    release() {
      if (signed) rmSync(notePath, { force: true })
      lock.close()
      held.delete(lock)
    },
  }
}

function openLock(path: string): Database.Database {
  try {
    makeClosedFile(path)
    return new Database(path, { timeout: 0 })
  } catch (error) {
    throw explainOpening(error, path)
  }
}

/** The error for callers that find another engine in the folder. */
export function alreadyOwned(dataFolder: string): AppError {
  const owner = readOwner(join(dataFolder, 'owner.json'))
  const who = owner ? ` (${ownerText(owner)})` : ''
  return new AppError(
    'conflict',
    owner?.host === 'cli'
      ? `Could not open the data folder ${dataFolder}: another lf command uses it${who}. Wait until that command ends. To run commands side by side, start "lf serve" first.`
      : `LocalFlow is already running with the data folder ${dataFolder}${who}. Use that LocalFlow, or choose another folder with --data.`,
  )
}

const hostNames: Record<string, string> = { desktop: 'desktop app', headless: 'lf serve', cli: 'lf' }

const ownerText = ({ host, pid, since, command }: Owner): string =>
  `${command ?? hostNames[host] ?? host}, process ${pid}, since ${sinceText(since)}`

const sinceText = (since: number): string =>
  dayAndTime(since, { zone: new Intl.DateTimeFormat().resolvedOptions().timeZone, now: systemClock.now() })

function readOwner(path: string): Owner | null {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as Owner
  } catch {
    return null
  }
}
