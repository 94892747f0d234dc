import { join } from 'node:path'
import { createActors, submitAsActor } from './actors.ts'
import { createAlerts } from './alerts.ts'
import { type Ask, createAsks } from './asks.ts'
import { createBackfills } from './backfills.ts'
import { backUpSlowly, checkBackup, newBackup } from './backup.ts'
import { checkDatabase } from './check.ts'
import { type CommitGroup, createCommitGroup } from './commit-group.ts'
import { copyAside, damagedFolder, removeDamaged } from './damage.ts'
import { readMark } from './database-mark.ts'
import { type Db, isDamage, markAsOurs, openDb, sqliteVersion } from './db.ts'
import { createDeferrals } from './deferrals.ts'
import { createDeletedRuns } from './deleted-runs.ts'
import { createEvents, type StoredEvent } from './events.ts'
import { createExecutions } from './executions.ts'
import { createFlowDrafts } from './flow-drafts.ts'
import { createFlows } from './flows.ts'
import { createHistories } from './histories.ts'
import { createJobPauses } from './job-pauses.ts'
import { createJobs } from './jobs.ts'
import { migrate } from './migrate.ts'
import { createMoves } from './moves.ts'
import { createOperations } from './operations.ts'
import { createPipelineVersions } from './pipeline-versions.ts'
import { plainTables } from './plain-tables.ts'
import { createQueues } from './queues.ts'
import { createRecentRuns } from './recent-runs.ts'
import { createRetention } from './retention.ts'
import { createRunLists } from './run-lists.ts'
import { createRunWaitRows } from './run-waits.ts'
import { createRuns } from './runs.ts'
import { rememberFiles } from './same-file.ts'
import { createSchedules } from './schedules.ts'
import { createState } from './state.ts'
import { createTally, mayLetClaim, type TallyMove } from './tally.ts'
import { createTaskBatches } from './task-batches.ts'
import { createTasks } from './tasks.ts'
import { createTriggers } from './triggers.ts'

export type Store = ReturnType<typeof openStore>

/**
 * Opens the database of a data folder, at this release's schema. `announce` gets the events of each commit. Throws
 * `unavailable` (damaged and moved aside, not writable) and `conflict` (from a newer release).
 */
export function openStore(
  paths: StorePaths,
  announce: (events: StoredEvent[]) => void,
  /** Gets the error of a failed commit. */
  failed: (error: unknown) => void = () => {},
  /** Gets the runs of pipelines whose counts a commit changed. */
  progressed: (runs: Set<number>) => void = () => {},
) {
  const { dbPath: path, now } = paths
  const backupFolder = join(paths.dataFolder, 'backups')
  const aside = damagedFolder(paths.dataFolder, now)
  const mark = readMark(paths.dataFolder, path)
  let db: Db | null = null
  let migrating = false
  try {
    db = openDb(path, () => copyAside(path, aside), mark.wasMade)
    mark.requireSame(db)
    migrating = true
    migrate(db, paths.migrationsFolder, backupFolder, now)
    migrating = false
    mark.keep(db)
    // From here on waiting for a lock does not block the engine.
    db.pragma('busy_timeout = 10')
    // The rollback data of a part of a commit is small; on disk it costs more writes than the commit does.
    db.pragma('temp_store = MEMORY')
    const checkFiles = rememberFiles([path, `${path}-wal`, ...(paths.held ?? [])])
    return partsOf({ db, path, backupFolder, checkFiles }, announce, failed, progressed)
  } catch (error) {
    // Missing or different tables of a valid file are found when the statements are prepared.
    const damage = isDamage(error, migrating ? 'lacks are ours' : 'lacks matter') ? error : null
    if (db && damage) copyAside(path, aside)
    db?.close()
    if (!damage) throw error
    const explained = removeDamaged(path, aside, backupFolder, damage.message)
    mark.giveUp()
    throw explained
  }
}

export type StorePaths = {
  dataFolder: string
  dbPath: string
  migrationsFolder: string
  now: number
  /** Other files without which nothing may be written. */
  held?: string[]
}

type Opened = { db: Db; path: string; backupFolder: string; checkFiles: () => void }

/** Callbacks of operations for after their commit. */
type Note = { event: StoredEvent } | { move: TallyMove } | { progress: number } | { ask: Ask }

function partsOf(
  opened: Opened,
  announce: (events: StoredEvent[]) => void,
  failed: (error: unknown) => void,
  progressed: (runs: Set<number>) => void,
) {
  const { db, path, checkFiles } = opened
  function asksIn(notes: readonly Note[]): Ask[] {
    const found: Ask[] = []
    for (const note of notes) if ('ask' in note) found.push(note.ask)
    return found
  }
  function tell(notes: Note[]): void {
    const told: StoredEvent[] = []
    const runs = new Set<number>()
    for (const note of notes) {
      if ('event' in note) told.push(note.event)
      else if ('move' in note) tally.apply(note.move)
      else if ('progress' in note) runs.add(note.progress)
    }
    tally.applied()
    if (told.length > 0) announce(told)
    if (runs.size > 0) progressed(runs)
  }
  function done(notes: Note[]): void {
    try {
      tell(notes)
    } finally {
      asks.done(asksIn(notes))
    }
  }
  function doubted(notes: Note[]): void {
    tally.doubt()
    const last = notes.findLast((note) => 'event' in note)?.event
    try {
      // All events of a commit are on disk together.
      if (last && events.isOnDisk(last)) tell(notes)
    } finally {
      asks.doubt(asksIn(notes))
    }
  }
  const last = (notes: readonly Note[]) => asks.claimAskedBy(asksIn(notes))
  const group = createCommitGroup<Note>(db, done, { before: checkFiles, each: () => events.newestSeq(), failed, doubted, last })
  const asks = createAsks((ask) => group.note({ ask }))
  const actors = createActors(db)
  const events = createEvents(db, actors, (event) => group.note({ event }), group.undoings)
  const flows = createFlows(db, actors)
  const histories = createHistories(db, events, flows, group.undoings)
  const tally = createTally(db, (move) => {
    group.note({ move })
    if (mayLetClaim(move)) asks.wake('dispatcher')
  })
  return {
    path,
    submit: submitAsActor(group.submit),
    asks,
    tally,
    events,
    actors: { all: actors.all },
    alerts: createAlerts(db, actors, group.undoings, asks),
    backfills: createBackfills(db, actors),
    executions: createExecutions(db, (run) => group.note({ progress: run })),
    deferrals: createDeferrals(db, asks),
    flows,
    flowDrafts: createFlowDrafts(db, actors),
    histories,
    jobs: createJobs(db, actors),
    jobPauses: createJobPauses(db, actors),
    pipelineVersions: createPipelineVersions(db, actors),
    runs: createRuns(db, actors),
    runLists: createRunLists(db),
    ...{ part: group.part, operations: createOperations(db, actors) },
    recentRuns: createRecentRuns(db),
    runWaits: createRunWaitRows(db, asks),
    tasks: createTasks(db, tally),
    taskBatches: createTaskBatches(db, actors, tally, events),
    queues: createQueues(db, actors, group.undoings),
    schedules: createSchedules(db, actors),
    state: createState(db, actors),
    triggers: createTriggers(db, group.undoings),
    moves: createMoves(db, tally, asks),
    retention: createRetention(db, histories.forget),
    deletedRuns: createDeletedRuns(db, actors),
    ...plainTables(db),
    ...filesOf(opened),
    ...checksOf(db, group),
    close(): void {
      group.flush()
      db.close()
    },
  }
}

const checksOf = (db: Db, group: CommitGroup) => ({
  sqlite: sqliteVersion(db),
  /** Rewrites a page without changing it: if it throws, the disk accepts no writes. */
  probe: (): Promise<void> => group.submit('probe the disk', () => markAsOurs(db)),
  isReadable: (): boolean => db.prepare('SELECT 1').pluck().get() === 1,
})

/** Operations on the database as a file. */
const filesOf = ({ db, backupFolder, checkFiles }: Opened) => ({
  /** Returns the path of a copy that was read from end to end; throws if it is damaged, and keeps none then. */
  async backUp(label: string, at: number): Promise<string> {
    const copy = newBackup(backupFolder, label, at)
    await backUpSlowly(db, copy, checkDatabase)
    return copy
  },
  /** Reads a backup from end to end. `ok`, or the problem. */
  checkBackup: (path: string): Promise<string> => checkBackup(path, checkDatabase),
  /** Throws LostFileError if writes would be lost, because the file was deleted or replaced. */
  checkFiles,
  /** Moves data from the log into the database, because the log may be gone. */
  checkpoint: (): void => void db.pragma('wal_checkpoint(TRUNCATE)'),
  /** Bytes of the database, free pages included. */
  size: (): number => Number(db.pragma('page_count', { simple: true })) * Number(db.pragma('page_size', { simple: true })),
})
