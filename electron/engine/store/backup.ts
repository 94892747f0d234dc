import { constants, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { copyFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { type Db, makeClosedFile } from './db.ts'

/** Pages copied before other work runs. */
const pagesAtOnce = 100

/** The path for a new backup; its name starts with its time, so that the newest sorts last. */
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

/** A complete, valid copy, made without interruption. */
export function backUpNow(db: Db, path: string): void {
  const part = partOf(path)
  db.prepare('VACUUM INTO ?').run(part)
  renameSync(part, path)
}

/**
 * A complete copy, made during other work, and kept only if `check` returns `ok` for it: checking a copy writes to it, too.
 * Throws with the problem.
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

/** Reads a backup from end to end, in a copy, because checking a database writes to it. `ok`, or the problem. */
export async function checkBackup(path: string, check: (part: string) => Promise<string>): Promise<string> {
  const part = partOf(path)
  try {
    await copyFile(path, part, constants.COPYFILE_FICLONE)
    return await check(part)
  } finally {
    removeParts(dirname(path))
  }
}

/** An incomplete copy has another name, so that it cannot pass for a backup. */
function partOf(path: string): string {
  removeParts(dirname(path))
  makeClosedFile(`${path}.part`)
  return `${path}.part`
}

/** With the files that SQLite keeps next to a database it writes to. */
function removeParts(folder: string): void {
  for (const name of readdirSync(folder)) if (/\.part(-\w+)?$/.test(name)) rmSync(join(folder, name), { force: true })
}
