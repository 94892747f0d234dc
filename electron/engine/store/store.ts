import { join } from 'node:path'
import { createAttempts } from './attempts.ts'
import { backUpSlowly, newBackup } from './backup.ts'
import { createCommitGroup } from './commit-group.ts'
import { keepAside } from './damage.ts'
import { DamagedError, type Db, openDb, sqliteVersion } from './db.ts'
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
export function openStore(
  {
    dataFolder,
    dbPath: path,
    migrationsFolder,
    now,
  }: { dataFolder: string; dbPath: string; migrationsFolder: string; now: number },
  announce: (events: StoredEvent[]) => void,
) {
  const backupFolder = join(dataFolder, 'backups')
  const db = openSound(path, backupFolder, now)
  try {
    migrate(db, migrationsFolder, backupFolder, now)
  } catch (error) {
    db.close()
    throw error
  }
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

function openSound(path: string, backupFolder: string, now: number): Db {
  try {
    return openDb(path)
  } catch (error) {
    if (error instanceof DamagedError) throw keepAside(path, backupFolder, error.message, now)
    throw error
  }
}
