import { constants, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { copyFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { type Db, makeClosedFile } from './db.ts'

/** Pages copied before the event loop gets its turn. */
const pagesAtOnce = 100

/** The path for a new backup; its name begins with its time, so that the newest sorts last. */
export function newBackup(folder: string, label: string, now: number): string {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  return join(folder, `localflow-${new Date(now).toISOString().replaceAll(':', '-')}-${label}.db`)
}

export function newestBackup(folder: string): string | null {
  try {
    const newest = readdirSync(folder)
      .filter((name) => name.endsWith('.db'))
      .sort()
      .at(-1)
    return newest === undefined ? null : join(folder, newest)
  } catch {
    return null
  }
}

/** A whole, sound copy, before anything else goes on. */
export function backUpNow(db: Db, path: string): void {
  const part = partOf(path)
  db.prepare('VACUUM INTO ?').run(part)
  renameSync(part, path)
}

/**
 * A whole copy, made while work goes on, and kept only if `check` says `ok` of it: checking a copy writes to it, too.
 * Throws with what is wrong.
 */
export async function backUpSlowly(db: Db, path: string, check: (part: string) => Promise<string>): Promise<void> {
  const part = partOf(path)
  await db.backup(part, { progress: () => pagesAtOnce })
  const verdict = await check(part)
  if (verdict !== 'ok') {
    removeParts(dirname(path))
    throw new Error(`Could not back up the database: it is damaged (${verdict}). The earlier backups are kept.`)
  }
  renameSync(part, path)
}

/** Reads a backup from end to end, in a copy: checking a database writes to it. `ok`, or what is wrong with it. */
export async function checkBackup(path: string, check: (part: string) => Promise<string>): Promise<string> {
  const part = partOf(path)
  try {
    await copyFile(path, part, constants.COPYFILE_FICLONE)
    return await check(part)
  } finally {
    removeParts(dirname(path))
  }
}

/** Until it is whole it has another name: what was cut off must not pass for a backup. */
function partOf(path: string): string {
  removeParts(dirname(path))
  makeClosedFile(`${path}.part`)
  return `${path}.part`
}

/** With what SQLite keeps beside a database that it writes to. */
function removeParts(folder: string): void {
  for (const name of readdirSync(folder)) if (/\.part(-\w+)?$/.test(name)) rmSync(join(folder, name), { force: true })
}
