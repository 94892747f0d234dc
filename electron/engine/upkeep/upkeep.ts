import { readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import cron from 'node-cron'
import type { Clock } from '../clock.ts'
import type { Log } from '../log.ts'
import type { Store } from '../store/store.ts'

type Parts = { store: Store; clock: Clock; log: Log; dataFolder: string; retentionDays: number }

const dayMs = 24 * 3_600_000
/** Rows deleted in one write, so that no claim waits for long. */
const batch = 200
const keptBackups = 7

/** The engine's own timetable, at hours when few people work. Each task can run again and again without harm. */
export function startUpkeep(parts: Parts): { stop(): void } {
  const guarded = (name: string, task: () => Promise<void>) => async () => {
    try {
      await task()
    } catch (error) {
      parts.log.error(`upkeep: ${name} failed`, { error })
    }
  }
  const tasks = [
    cron.schedule(
      '20 3 * * *',
      guarded('retention', () => deleteOldRuns(parts)),
    ),
    cron.schedule(
      '40 3 * * *',
      guarded('backup', () => backUpNightly(parts)),
    ),
  ]
  return {
    stop: () => {
      for (const task of tasks) void task.destroy()
    },
  }
}

/** Deletes runs that ended longer ago than the retention allows, with their logs. */
export async function deleteOldRuns({ store, clock, dataFolder, retentionDays }: Parts): Promise<void> {
  const before = clock.now() - retentionDays * dayMs
  for (;;) {
    const logPaths = await store.write(() => store.retention.deleteEnded(before, batch))
    if (logPaths === null) return
    for (const path of logPaths) {
      await rm(join(dataFolder, path), { force: true })
      await rm(join(dataFolder, `${path}.idx`), { force: true })
    }
  }
}

/** A whole copy of the database; the newest few are kept. */
export async function backUpNightly({ store, clock, dataFolder, log }: Parts): Promise<void> {
  const path = await store.backUp('nightly', clock.now())
  log.info('database backed up', { path, bytes: (await stat(path)).size })
  const folder = join(dataFolder, 'backups')
  const nightly = (await readdir(folder)).filter((name) => name.endsWith('-nightly.db')).sort()
  for (const name of nightly.slice(0, -keptBackups)) await rm(join(folder, name), { force: true })
}
