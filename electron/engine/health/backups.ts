import { readdir, rm, stat } from 'node:fs/promises'
import { basename, join } from 'node:path'
import type { Clock } from '../base/clock.ts'
import type { Store } from '../store/store.ts'

const keptBackups = 7

type Parts = { store: Pick<Store, 'backUp' | 'checkBackup'>; clock: Clock; dataFolder: string }

/** Writes a complete copy of the database, checked page by page, and keeps the newest few. Returns its name and its size. */
export async function backUpDaily({ store, clock, dataFolder }: Parts): Promise<string> {
  const path = await store.backUp('daily', clock.now())
  for (const old of (await dailyBackups(dataFolder)).slice(0, -keptBackups)) await rm(old, { force: true })
  return described(path)
}

/** Reads the newest daily backup, which a disk may have damaged since. Returns its name and its size; throws if it is damaged. */
export async function verifyBackup({ store, dataFolder }: Parts): Promise<string> {
  const newest = (await dailyBackups(dataFolder)).at(-1)
  if (newest === undefined) return 'There is no daily backup yet'
  const verdict = await store.checkBackup(newest)
  if (verdict === 'ok') return described(newest)
  throw new Error(`The backup ${basename(newest)} is damaged: ${verdict}. Back up the database now.`)
}

const described = async (path: string): Promise<string> =>
  `${basename(path)}, ${((await stat(path)).size / 1_000_000).toFixed(1)} MB`

/** Oldest first: their names start with their time. */
async function dailyBackups(dataFolder: string): Promise<string[]> {
  const folder = join(dataFolder, 'backups')
  const names = await readdir(folder).catch(() => [] as string[])
  return names
    .filter((name) => name.endsWith('-daily.db'))
    .sort()
    .map((name) => join(folder, name))
}
