import { constants } from 'node:fs'
import { chmod, copyFile, readdir, rm, stat } from 'node:fs/promises'
import { basename, join } from 'node:path'
import type { Clock } from '../base/clock.ts'
import type { Store } from '../store/store.ts'

const keptBackups = 7

type Parts = { store: Pick<Store, 'backUp' | 'checkCopy'>; clock: Clock; dataFolder: string }

/** Writes a whole copy of the database, checked page by page, and keeps the newest few. Gives its name and its size. */
export async function backUpDaily({ store, clock, dataFolder }: Parts): Promise<string> {
  const path = await store.backUp('daily', clock.now())
  for (const old of (await dailyBackups(dataFolder)).slice(0, -keptBackups)) await rm(old, { force: true })
  return described(path)
}

/**
 * Reads the newest daily backup from end to end: a disk may have damaged it since it was written. Checking a database writes to
 * it, so a copy is checked. Gives its name and its size; throws where it is damaged.
 */
export async function verifyBackup({ store, dataFolder }: Parts): Promise<string> {
  const newest = (await dailyBackups(dataFolder)).at(-1)
  if (newest === undefined) return 'There is no daily backup yet'
  // The next backup removes a part that was left behind.
  const copy = join(dataFolder, 'backups', 'verify.part')
  try {
    await copyFile(newest, copy, constants.COPYFILE_FICLONE)
    await chmod(copy, 0o600)
    const verdict = await store.checkCopy(copy)
    if (verdict !== 'ok') throw new Error(`The backup ${basename(newest)} is damaged: ${verdict}. Back up the database now.`)
    return await described(newest)
  } finally {
    await rm(copy, { force: true })
  }
}

const described = async (path: string): Promise<string> =>
  `${basename(path)}, ${((await stat(path)).size / 1_000_000).toFixed(1)} MB`

/** Oldest first: their names begin with their time. */
async function dailyBackups(dataFolder: string): Promise<string[]> {
  const folder = join(dataFolder, 'backups')
  const names = await readdir(folder).catch(() => [] as string[])
  return names
    .filter((name) => name.endsWith('-daily.db'))
    .sort()
    .map((name) => join(folder, name))
}
