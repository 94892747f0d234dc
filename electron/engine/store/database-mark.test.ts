import { copyFileSync, existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { describe, expect, it } from 'vitest'
import { migrationsFolder, openTestStore, temporaryFolder } from '../testing/engine.ts'
import { openStore, type Store } from './store.ts'

const pathIn = (folder: string): string => join(folder, 'localflow.db')

/** How many events a folder's database holds, opened as an engine does. */
function eventsIn(dataFolder: string, dbPath = pathIn(dataFolder)): number {
  const store = openStore({ dataFolder, dbPath, migrationsFolder, now: 0 }, () => {})
  try {
    return store.events.newestSeq()
  } finally {
    store.close()
  }
}

const append = (store: Store, id: string): Promise<void> =>
  store.submit('save a job', () =>
    store.events.append({ at: 1, noun: 'job', id, type: 'x', data: { text: 'word '.repeat(300) } }),
  )

/** A folder as a killed engine leaves it: the newest data is only in the log. */
async function killed(events: number): Promise<string> {
  const store = openTestStore()
  for (let n = 0; n < events; n++) await append(store, `e${n}`)
  const folder = temporaryFolder()
  for (const suffix of ['', '-wal']) copyFileSync(store.path + suffix, pathIn(folder) + suffix)
  copyFileSync(join(store.path, '..', 'database.json'), join(folder, 'database.json'))
  return folder
}

async function used({ backup = false } = {}): Promise<string> {
  const folder = temporaryFolder()
  const store = openStore({ dataFolder: folder, dbPath: pathIn(folder), migrationsFolder, now: 0 }, () => {})
  await append(store, 'one')
  if (backup) await store.backUp('daily', 0)
  store.close()
  return folder
}

describe('a database that a used data folder should have', () => {
  it('is missed when it was deleted, reported with the newest backup, and an empty one follows only at the next start', async () => {
    const folder = await used({ backup: true })
    rmSync(pathIn(folder))
    const backup = join(folder, 'backups', readdirSync(join(folder, 'backups'))[0] ?? '')
    expect(() => eventsIn(folder)).toThrow(
      expect.objectContaining({
        code: 'unavailable',
        message: expect.stringMatching(
          `^The database is missing .*copy ${backup} to ${pathIn(folder)} and start LocalFlow again`,
        ),
      }),
    )
    expect(existsSync(pathIn(folder))).toBe(false)
    copyFileSync(backup, pathIn(folder))
    expect(eventsIn(folder)).toBe(1)
  })

  it('starts empty after the start that reported it missing', async () => {
    const folder = await used()
    rmSync(pathIn(folder))
    expect(() => eventsIn(folder)).toThrow(/is missing.*There is no backup yet/)
    expect(eventsIn(folder)).toBe(0)
    rmSync(pathIn(folder))
    expect(() => eventsIn(folder)).toThrow(/is missing/)
  })

  it.each(['', 'x'.repeat(100)])('is kept aside when it was overwritten with "%s"', async (text) => {
    const folder = await used()
    writeFileSync(pathIn(folder), text)
    expect(() => eventsIn(folder)).toThrow(/^The database is damaged .*moved the database, unchanged, to/)
    const kept = join(folder, 'damaged', readdirSync(join(folder, 'damaged'))[0] ?? '')
    expect(readFileSync(join(kept, 'localflow.db'), 'utf8')).toBe(text)
  })

  it('is missed with its remaining files: its log is moved aside', async () => {
    const folder = await killed(3)
    const log = readFileSync(`${pathIn(folder)}-wal`)
    rmSync(pathIn(folder))
    expect(() => eventsIn(folder)).toThrow(/is missing .*moved its remaining files, unchanged, to/)
    const kept = join(folder, 'damaged', readdirSync(join(folder, 'damaged'))[0] ?? '')
    expect(readFileSync(join(kept, 'localflow.db-wal')).equals(log)).toBe(true)
  })

  it('is missed also where only a backup tells that it was there', async () => {
    const folder = await used({ backup: true })
    rmSync(pathIn(folder))
    rmSync(join(folder, 'database.json'))
    expect(() => eventsIn(folder)).toThrow(/is missing/)
  })

  it('may be an earlier one, too: a backup may come back after an empty one was created', async () => {
    const folder = await used({ backup: true })
    rmSync(pathIn(folder))
    expect(() => eventsIn(folder)).toThrow(/is missing/)
    expect(eventsIn(folder)).toBe(0)
    copyFileSync(join(folder, 'backups', readdirSync(join(folder, 'backups'))[0] ?? ''), pathIn(folder))
    expect(eventsIn(folder)).toBe(1)
  })

  it('is not that of another data folder, which is refused untouched', async () => {
    const [folder, other] = [await used(), await used()]
    copyFileSync(pathIn(other), pathIn(folder))
    const bytes = readFileSync(pathIn(folder))
    expect(() => eventsIn(folder)).toThrow(
      expect.objectContaining({ code: 'conflict', message: expect.stringMatching(/not the database of this data folder/) }),
    )
    expect(readFileSync(pathIn(folder)).equals(bytes)).toBe(true)
    rmSync(join(folder, 'database.json'))
    expect(eventsIn(folder)).toBe(1)
  })

  it('may be another for each path: a new path starts silently', async () => {
    const folder = await used()
    const elsewhere = join(temporaryFolder(), 'elsewhere.db')
    expect([eventsIn(folder, elsewhere), eventsIn(folder)]).toEqual([0, 1])
    rmSync(elsewhere)
    expect(() => eventsIn(folder, elsewhere)).toThrow(/is missing/)
  })
})

describe('a write-ahead log', () => {
  it('that is torn in the middle, before the first checkpoint, is damage: commits behind the tear were acknowledged', async () => {
    const folder = await killed(60)
    const log = readFileSync(`${pathIn(folder)}-wal`)
    const third = Math.floor(log.length / 3)
    log.fill('garbage', third, third + 5_000)
    writeFileSync(`${pathIn(folder)}-wal`, log)
    expect(() => eventsIn(folder)).toThrow(
      /^The database is damaged \(its write-ahead log is torn, and \d+ commits.*moved the database, unchanged/,
    )
    const kept = join(folder, 'damaged', readdirSync(join(folder, 'damaged'))[0] ?? '')
    expect(readFileSync(join(kept, 'localflow.db-wal')).equals(log)).toBe(true)
  })

  it('whose header is garbage is damage too', async () => {
    const folder = await killed(20)
    const log = readFileSync(`${pathIn(folder)}-wal`)
    log.fill('garbage', 0, 32)
    writeFileSync(`${pathIn(folder)}-wal`, log)
    expect(() => eventsIn(folder)).toThrow(/write-ahead log is torn/)
  })

  it('that a killed engine left whole, or cut off in its last commit, is read as far as it goes', async () => {
    const [whole, cut] = [await killed(60), await killed(60)]
    const log = readFileSync(`${pathIn(cut)}-wal`)
    writeFileSync(`${pathIn(cut)}-wal`, log.subarray(0, log.length - 100))
    expect([eventsIn(whole), eventsIn(cut)]).toEqual([60, 59])
  })

  it('whose last commit is incomplete on disk is not damage', async () => {
    const folder = await killed(60)
    const log = readFileSync(`${pathIn(folder)}-wal`)
    // Two frames before the end: of the last commit, whose other frames are whole.
    log.fill(0, log.length - 2 * 4_120, log.length - 4_120)
    writeFileSync(`${pathIn(folder)}-wal`, log)
    expect(eventsIn(folder)).toBe(59)
  })

  it('that was written again from its start still has frames of the round before: those are not a loss', async () => {
    const store = openTestStore()
    for (let n = 0; n < 40; n++) await append(store, `e${n}`)
    const other = new Database(store.path)
    other.pragma('wal_checkpoint(RESTART)')
    other.close()
    const folder = temporaryFolder()
    for (let n = 0; n < 3; n++) await append(store, `f${n}`)
    for (const suffix of ['', '-wal']) copyFileSync(store.path + suffix, pathIn(folder) + suffix)
    expect(eventsIn(folder)).toBe(43)
  })
})
