import { mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Db } from './db.ts'

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

/** A whole, sound copy, made while work goes on. */
export async function backUpSlowly(db: Db, path: string): Promise<void> {
  const part = partOf(path)
  await db.backup(part, { progress: () => pagesAtOnce })
  renameSync(part, path)
}

/** Until it is whole it has another name: what was cut off must not pass for a backup. */
function partOf(path: string): string {
  const part = `${path}.part`
  for (const name of readdirSync(dirname(path))) if (name.endsWith('.part')) rmSync(join(dirname(path), name), { force: true })
  return part
}
