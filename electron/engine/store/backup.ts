import { mkdirSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
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
export const backUpNow = (db: Db, path: string): void => void db.prepare('VACUUM INTO ?').run(path)

/** A whole, sound copy, made while work goes on. */
export const backUpSlowly = async (db: Db, path: string): Promise<void> =>
  void (await db.backup(path, { progress: () => pagesAtOnce }))
