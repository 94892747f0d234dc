import { describeCron } from '../../../shared/cron/describe.ts'
import { AppError } from '../../../shared/errors.ts'
import type { MaintenanceId, MaintenanceRun, MaintenanceTask } from '../../../shared/model/maintenance.ts'
import type { Clock } from '../base/clock.ts'
import type { Log } from '../base/log.ts'
import { createWakeLoop, type StorageState } from '../base/wake-loop.ts'
import type { Store } from '../store/store.ts'
import { dueAfter, readTimetable, type Timetable } from './timetable.ts'

/** `work` returns what it did, as a sentence. It can run again and again without harm, and be interrupted anywhere. */
export type Definition = { id: MaintenanceId; title: string; schedule: string; work(): Promise<string> }

type Parts = {
  store: Pick<Store, 'submit' | 'maintenance'>
  clock: Clock
  log: Log
  storage: StorageState
  /** In the order in which due tasks run. */
  definitions: Definition[]
  /** The zone of the schedules; without it the computer's. */
  zone?: string
  changed: (id: MaintenanceId, type: 'started' | 'ended') => void
}

type Entry = {
  definition: Definition
  timetable: Timetable
  last: MaintenanceRun | null
  /** Null: not computed yet, so that no start waits for it. */
  nextAt: number | null
  isWanted: boolean
}

export type MaintenanceActions = ReturnType<typeof createMaintenance>

/**
 * Runs each maintenance task by its schedule, one after the other. A task whose time passed while LocalFlow was closed or the
 * computer slept runs once, soon after that; a task that failed runs again an hour later.
 */
export function createMaintenance({ store, clock, log, storage, definitions, zone, changed }: Parts) {
  const lastRuns = new Map<string, MaintenanceRun>(store.maintenance.all().map(({ task, ...run }) => [task, run]))
  const entries = definitions.map((definition): Entry => {
    const timetable = readTimetable(definition.schedule, zone)
    const last = lastRuns.get(definition.id) ?? null
    return { definition, timetable, last, nextAt: null, isWanted: false }
  })
  let open = true
  let hasLooked = false
  let running: Entry | null = null
  let working: Promise<void> | null = null

  const nextOf = (entry: Entry): number => (entry.nextAt ??= dueAfter(entry.timetable, entry.last, clock.now()))

  const loop = createWakeLoop(
    { clock, log, storage },
    {
      failure: 'could not check for due maintenance tasks',
      look,
      nextDue,
      clockWentBack,
      // Maintenance does not slow a start: the first check comes after the longest interval.
      isPatient: true,
    },
  )

  async function look(now: number): Promise<void> {
    hasLooked = true
    for (const entry of entries) if (nextOf(entry) <= now && entry !== running) entry.isWanted = true
    // The loop continues in the meantime.
    void work()
  }

  function nextDue(): number | null {
    const idle = hasLooked ? entries.filter((entry) => !entry.isWanted && entry !== running) : []
    return idle.length === 0 ? null : Math.min(...idle.map(nextOf))
  }

  async function clockWentBack(): Promise<void> {
    const now = clock.now()
    for (const entry of entries) entry.nextAt = Math.min(nextOf(entry), dueAfter(entry.timetable, entry.last, now))
  }

  function work(): Promise<void> {
    working ??= workOn().finally(() => {
      working = null
    })
    return working
  }

  async function workOn(): Promise<void> {
    for (;;) {
      const entry = entries.find(({ isWanted }) => isWanted)
      if (!open || entry === undefined) return
      await runOne(entry)
    }
  }

  async function runOne(entry: Entry): Promise<void> {
    const { id } = entry.definition
    const startedAt = clock.now()
    running = entry
    entry.isWanted = false
    entry.last = { startedAt, endedAt: null, result: null, error: null }
    changed(id, 'started')
    const outcome = await outcomeOf(entry.definition, startedAt)
    // The database is closed by then: the next engine finds that the task was interrupted.
    if (!open) return
    const endedAt = clock.now()
    entry.last = { startedAt, endedAt, ...outcome }
    entry.nextAt = dueAfter(entry.timetable, entry.last, endedAt)
    await store
      .submit('record maintenance', () => store.maintenance.end(id, { endedAt, ...outcome }))
      .catch((error: unknown) => log.warn('could not record the end of a maintenance task', { task: id, error }))
    running = null
    changed(id, 'ended')
    loop.rearm()
  }

  async function outcomeOf({ id, work }: Definition, startedAt: number): Promise<Pick<MaintenanceRun, 'result' | 'error'>> {
    try {
      await store.submit('record maintenance', () => store.maintenance.begin(id, startedAt))
      const result = await work()
      log.info('maintenance task succeeded', { task: id, result, ms: clock.now() - startedAt })
      return { result, error: null }
    } catch (error) {
      if (open) log.error('maintenance task failed', { task: id, error })
      return { result: null, error: error instanceof Error ? error.message : String(error) }
    }
  }

  function find(id: MaintenanceId): Entry {
    const entry = entries.find(({ definition }) => definition.id === id)
    if (!entry) throw new AppError('not-found', `There is no maintenance task "${id}".`)
    return entry
  }

  function viewOf(entry: Entry): MaintenanceTask {
    const { id, title, schedule } = entry.definition
    const status = running === entry ? 'running' : entry.isWanted ? 'waiting' : 'idle'
    const nextAt = Math.max(nextOf(entry), clock.now())
    return { id, title, schedule, scheduleText: describeCron(schedule), status, last: entry.last, nextAt }
  }

  return {
    list: (): MaintenanceTask[] => entries.map(viewOf),
    get: (id: MaintenanceId): MaintenanceTask => viewOf(find(id)),
    /** Runs a task once no other runs, and resolves when nothing runs. Throws conflict if the task is running. */
    run(id: MaintenanceId): Promise<void> {
      const entry = find(id)
      if (running === entry)
        throw new AppError('conflict', `Could not run "${entry.definition.title}": this task is already running.`)
      entry.isWanted = true
      // The task before may have been the last one just now.
      return work().then(() => (entry.isWanted && open ? work() : undefined))
    },
    start: loop.start,
    stop(): void {
      open = false
      loop.stop()
      for (const { timetable } of entries) timetable.close()
    },
  }
}
