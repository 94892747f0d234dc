import { readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { leaveDeletedRun } from '../alerts/alerts.ts'
import type { Artifacts } from '../artifacts/artifacts.ts'
import type { Clock } from '../base/clock.ts'
import type { Core } from '../queue/queue.ts'
import { deleteLogs, deletePieces } from '../runs/runs.ts'
import type { Store } from '../store/store.ts'
import { backUpDaily, verifyBackup } from './backups.ts'
import { clearFiles } from './clear-files.ts'
import { deleteTests } from './delete-tests.ts'
import type { Definition } from './maintenance.ts'

type Parts = {
  core: Core
  store: Store
  kinds: Core['kinds']
  clock: Clock
  dataFolder: string
  retentionDays: number
  artifacts: Artifacts
}

const dayMs = 24 * 3_600_000
/** Rows deleted in one write, so that no claim waits for long. */
const batch = 200
/** The most rows read in one go. */
const lookedAt = 1_000
/** How long day counts are kept. */
const keptDays = 400
/** How long resolved alerts, and actions on many runs that ended, are kept. */
const keptAlertDays = 90

/**
 * The maintenance tasks with their schedules: at night, when few work, and at an hour that no change of the clocks skips or repeats.
 * Artifacts are deleted after the runs that refer to them, and a backup is made of what is left.
 */
export const maintenanceTasks = (parts: Parts): Definition[] => [
  {
    id: 'delete-runs',
    title: 'Delete old runs and their logs',
    schedule: '5 4 * * *',
    work: async () => `Deleted ${counted(await deleteOldRuns(parts), 'run')}`,
  },
  {
    id: 'delete-tests',
    title: 'Delete tests of flows that are a day old',
    schedule: '50 * * * *',
    work: async () => `Deleted ${counted(await deleteTests(parts), 'run')}`,
  },
  {
    id: 'delete-artifacts',
    title: 'Delete unreferenced artifacts',
    schedule: '10 4 * * *',
    work: async () => `Deleted ${counted(await clearFiles(parts), 'file')}`,
  },
  {
    id: 'delete-scripts',
    title: 'Delete unused scripts',
    schedule: '15 4 * * *',
    work: async () => `Deleted ${counted(await deleteOldScripts(parts), 'script')}`,
  },
  {
    id: 'delete-keys',
    title: 'Delete expired idempotency keys',
    schedule: '20 4 * * *',
    work: async () => `Deleted ${counted(await deleteKeys(parts), 'key')}`,
  },
  {
    id: 'delete-occurrences',
    title: 'Delete old occurrences',
    schedule: '25 4 * * *',
    work: async () => `Deleted ${counted(await deleteOccurrences(parts), 'occurrence')}`,
  },
  {
    id: 'delete-alerts',
    title: 'Delete old resolved alerts',
    schedule: '27 4 * * *',
    work: async () => `Deleted ${counted(await deleteAlerts(parts), 'alert')}`,
  },
  { id: 'back-up', title: 'Back up the database', schedule: '30 4 * * *', work: () => backUpDaily(parts) },
  { id: 'verify-backup', title: 'Verify the newest backup', schedule: '45 4 * * *', work: () => verifyBackup(parts) },
]

const counted = (count: number, noun: string): string => `${count.toLocaleString('en')} ${noun}${count === 1 ? '' : 's'}`

/** Deletes rows in portions until `some` finds no more. Returns how many there were. */
async function deleteAll(some: () => Promise<number>): Promise<number> {
  for (let deleted = 0; ; ) {
    const count = await some()
    deleted += count
    if (count < batch) return deleted
  }
}

/** Deletes expired idempotency keys. */
const deleteKeys = ({ store, clock }: Parts): Promise<number> =>
  deleteAll(() => store.submit('prune keys', () => store.idempotency.forgetExpired(clock.now(), batch)))

/**
 * Deletes the outcomes of occurrences, the firings of triggers and the absences from before the oldest stored runs, and old
 * day counts.
 */
async function deleteOccurrences({ store, clock, retentionDays }: Parts): Promise<number> {
  const before = clock.now() - retentionDays * dayMs
  const occurrences = await deleteAll(() => store.submit('prune occurrences', () => store.occurrences.prune(before, batch)))
  await deleteAll(() => store.submit('prune occurrences', () => store.triggers.forget(before, batch)))
  await store.submit('prune occurrences', () => {
    store.occurrences.pruneAbsences(before)
    store.days.prune(store.days.dayOf(clock.now(), keptDays))
  })
  return occurrences
}

/** Also deletes old actions on many runs, which are not counted. */
async function deleteAlerts({ store, clock }: Parts): Promise<number> {
  const before = clock.now() - keptAlertDays * dayMs
  await deleteAll(() => store.submit('prune operations', () => store.operations.prune(before, batch)))
  return deleteAll(() => store.submit('prune alerts', () => store.alerts.prune(before, batch)))
}

/** Deletes runs that ended longer ago than the retention time, with their logs. Returns how many there were. */
export async function deleteOldRuns({
  store,
  kinds,
  clock,
  dataFolder,
  retentionDays,
}: Omit<Parts, 'artifacts' | 'core'>): Promise<number> {
  const before = clock.now() - retentionDays * dayMs
  /** A person may have pinned it meanwhile. */
  const isDue = (run: number): boolean => store.runs.byNumber(run)?.pinnedAt === null
  const deleteRun = (run: number): string[] => {
    leaveDeletedRun(store, run, clock.now())
    store.deletedRuns.record(run, { why: 'retention', at: clock.now(), days: retentionDays })
    return store.retention.deleteRun(run)
  }
  let deleted = 0
  for (let after = 0; ; ) {
    const { last, old } = store.retention.look(after, before, lookedAt)
    for (let at = 0; at < old.length; at += batch) {
      const some = old.slice(at, at + batch)
      for (const run of some.filter(isDue)) await deletePieces({ store, kinds, dataFolder }, run)
      const logs = await store.submit('delete a run', () => {
        const due = some.filter(isDue)
        deleted += due.length
        return due.flatMap(deleteRun)
      })
      await deleteLogs(dataFolder, logs)
    }
    if (last === null) {
      await deleteAll(() => store.submit('delete a run', () => store.deletedRuns.prune(batch)))
      return deleted
    }
    after = last
    // Lets other work run in between.
    await new Promise(setImmediate)
  }
}

/** Names that `keepScript` gives, complete or not. */
const scriptName = /^[0-9a-f]{64}(\.ps1|\.cmd)?(\.\d+\.[0-9a-z]+)?$/

/** Deletes the stored files of scripts that no run has used for the retention time of runs. Returns how many there were. */
export async function deleteOldScripts(parts: Pick<Parts, 'clock' | 'dataFolder' | 'retentionDays'>): Promise<number> {
  const { clock, dataFolder, retentionDays } = parts
  const folder = join(dataFolder, 'scripts')
  let deleted = 0
  for (const name of await readdir(folder).catch(() => [] as string[])) {
    if (!scriptName.test(name)) continue
    const used = await stat(join(folder, name)).catch(() => null)
    if (used === null || clock.now() - used.mtimeMs < retentionDays * dayMs) continue
    await rm(join(folder, name), { force: true })
    deleted++
  }
  return deleted
}
