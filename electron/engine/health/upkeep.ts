import { readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import cron from 'node-cron'
import type { Artifacts } from '../artifacts/artifacts.ts'
import type { Clock } from '../base/clock.ts'
import type { Log } from '../base/log.ts'
import { deleteLogs, deletePieces } from '../runs/delete-run.ts'
import type { Store } from '../store/store.ts'
import { clearFiles } from './clear-files.ts'

type Parts = { store: Store; clock: Clock; log: Log; dataFolder: string; retentionDays: number; artifacts: Artifacts }

const dayMs = 24 * 3_600_000
const firstLookMs = 60_000
/** Rows deleted in one write, so that no claim waits for long. */
const batch = 200
/** Rows looked at in one go. */
const lookedAt = 1_000
const keptBackups = 7
/** How long it is known how many runs ended how. */
const keptDays = 400

/**
 * Looks every hour, and soon after the start, whether the day's upkeep is due: a computer that sleeps at night has it done
 * in the morning. Each task can run again and again without harm.
 */
export function startUpkeep(parts: Parts): { look(): Promise<void>; stop(): void } {
  let running = false
  let stopped = false
  async function look(): Promise<void> {
    if (running) return
    running = true
    try {
      if (!(await isDue(parts))) return
      await deleteOldRuns(parts)
      await clearFiles(parts)
      await forgetKeys(parts)
      await forgetSlots(parts)
      await deleteOldScripts(parts)
      await backUpDaily(parts)
    } catch (error) {
      // The database is closed then: the next engine does the rest.
      if (!stopped) parts.log.error('upkeep failed', { error })
    } finally {
      running = false
    }
  }
  const hourly = cron.schedule('17 * * * *', look)
  const stopFirst = parts.clock.after(firstLookMs, () => void look())
  return {
    look,
    stop: () => {
      stopped = true
      stopFirst()
      void hourly.destroy()
    },
  }
}

async function isDue({ clock, dataFolder }: Parts): Promise<boolean> {
  const newest = (await dailyBackups(dataFolder)).at(-1)
  const made = newest === undefined ? null : await stat(newest).catch(() => null)
  return made === null || clock.now() - made.mtimeMs >= dayMs
}

/** Forgets the idempotency keys whose time is over. */
async function forgetKeys({ store, clock }: Parts): Promise<void> {
  while (await store.submit('prune keys', () => store.idempotency.forgetExpired(clock.now(), batch)));
}

/** Forgets what became of moments that were due longer ago than runs are kept. */
async function forgetSlots({ store, clock, retentionDays }: Parts): Promise<void> {
  const before = clock.now() - retentionDays * dayMs
  while ((await store.submit('prune occurrences', () => store.slots.prune(before, batch))) === batch);
  while ((await store.submit('prune occurrences', () => store.triggers.forget(before, batch))) === batch);
  await store.submit('prune occurrences', () => {
    store.slots.pruneAbsences(before)
    store.days.prune(store.days.dayOf(clock.now(), keptDays))
  })
}

/** Deletes runs that ended longer ago than the retention allows, with their logs. */
export async function deleteOldRuns({ store, clock, dataFolder, retentionDays }: Omit<Parts, 'artifacts'>): Promise<void> {
  const before = clock.now() - retentionDays * dayMs
  for (let after = 0; ; ) {
    const { last, old } = store.retention.look(after, before, lookedAt)
    for (let at = 0; at < old.length; at += batch) {
      const some = old.slice(at, at + batch)
      for (const run of some) await deletePieces({ store, dataFolder }, run)
      await deleteLogs(dataFolder, await store.submit('delete a run', () => some.flatMap(store.retention.deleteRun)))
    }
    if (last === null) return
    after = last
    // Others want their turn, too.
    await new Promise(setImmediate)
  }
}

/** As `keepScript` calls them, whole or not. */
const scriptName = /^[0-9a-f]{64}(\.ps1|\.cmd)?(\.\d+\.[0-9a-z]+)?$/

/** Deletes the kept files of scripts that no run has used for as long as runs are kept. */
export async function deleteOldScripts({ clock, dataFolder, retentionDays }: Omit<Parts, 'artifacts'>): Promise<void> {
  const folder = join(dataFolder, 'scripts')
  for (const name of await readdir(folder).catch(() => [] as string[])) {
    if (!scriptName.test(name)) continue
    const used = await stat(join(folder, name)).catch(() => null)
    if (used && clock.now() - used.mtimeMs >= retentionDays * dayMs) await rm(join(folder, name), { force: true })
  }
}

/** A whole copy of the database, checked page by page; the newest few are kept. */
export async function backUpDaily({ store, clock, dataFolder, log }: Omit<Parts, 'artifacts'>): Promise<void> {
  const path = await store.backUp('daily', clock.now())
  log.info('database backed up and checked', { path })
  for (const old of (await dailyBackups(dataFolder)).slice(0, -keptBackups)) await rm(old, { force: true })
}

/** Oldest first: their names begin with their time. */
async function dailyBackups(dataFolder: string): Promise<string[]> {
  const folder = join(dataFolder, 'backups')
  const names = await readdir(folder).catch(() => [] as string[])
  return names
    .filter((name) => name.endsWith('-daily.db'))
    .sort()
    .map((name) => join(folder, name))
}
