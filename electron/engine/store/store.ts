import { join } from 'node:path'
import { createAttempts } from './attempts.ts'
import { backUpSlowly, newBackup } from './backup.ts'
import { createCommitGroup } from './commit-group.ts'
import { copyAside, damagedFolder, removeDamaged } from './damage.ts'
import { type Db, isDamage, openDb, sqliteVersion } from './db.ts'
import { createEvents, type StoredEvent } from './events.ts'
import { createJobs } from './jobs.ts'
import { migrate } from './migrate.ts'
import { createMoves } from './moves.ts'
import { createRetention } from './retention.ts'
import { createRuns } from './runs.ts'
import { createTasks } from './tasks.ts'

export type Store = ReturnType<typeof openStore>

/**
 * Opens the database of a data folder, at this release's schema. `announce` gets the events of each commit.
 * Throws `unavailable` (damaged and kept aside, not writable) and `conflict` (from a newer release).
 */
export function openStore(paths: StorePaths, announce: (events: StoredEvent[]) => void) {
  const { dbPath: path, now } = paths
  const backupFolder = join(paths.dataFolder, 'backups')
  const aside = damagedFolder(path, now)
  let db: Db | null = null
  let migrated = false
  try {
    db = openDb(path, () => copyAside(path, aside))
    migrate(db, paths.migrationsFolder, backupFolder, now)
    migrated = true
    return partsOf(db, path, backupFolder, announce)
  } catch (error) {
    // What a sound file does not hold, or holds otherwise, is found when the statements are prepared.
    const damage = isDamage(error, migrated ? 'lacks matter' : 'lacks are ours') ? error : null
    if (db && damage) copyAside(path, aside)
    db?.close()
    throw damage ? removeDamaged(path, aside, backupFolder, damage.message) : error
  }
}

export type StorePaths = { dataFolder: string; dbPath: string; migrationsFolder: string; now: number }

function partsOf(db: Db, path: string, backupFolder: string, announce: (events: StoredEvent[]) => void) {
  const group = createCommitGroup<StoredEvent>(db, announce)
  return {
    path,
    write: group.write,
    events: createEvents(db, group.note),
    jobs: createJobs(db),
    runs: createRuns(db),
    tasks: createTasks(db),
    attempts: createAttempts(db),
    moves: createMoves(db),
    retention: createRetention(db),
    async backUp(label: string, at: number): Promise<string> {
      const copy = newBackup(backupFolder, label, at)
      await backUpSlowly(db, copy)
      return copy
    },
    sqlite: sqliteVersion(db),
    answers: (): boolean => db.prepare('SELECT 1').pluck().get() === 1,
    close(): void {
      group.flush()
      db.close()
    },
  }
}
