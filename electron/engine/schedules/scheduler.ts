import type { Absence } from '../../../shared/model/schedule.ts'
import type { Settings } from '../../../shared/model/settings.ts'
import type { Clock } from '../base/clock.ts'
import type { Log } from '../base/log.ts'
import { createWakeLoop, longestMs, type StorageState } from '../base/wake-loop.ts'
import type { Core } from '../queue/queue.ts'
import type { OperationLabel } from '../store/operation-labels.ts'
import type { ScheduleRow } from '../store/schedules.ts'
import { readMoments } from './moments-cache.ts'
import { createNextDue } from './next-due.ts'
import { countMost, createRecorder } from './recorder.ts'
import { createTimeWatch, jumpMs } from './time-watch.ts'
import { createWatchdog } from './watchdog.ts'

export type Scheduler = ReturnType<typeof createScheduler>

/** If the computer does not report that it woke, this is how late it is noticed. */
const lookAloneMs = 5_000
/** How often the engine records that it is up. */
const aliveMs = 300_000
/** The most schedules whose occurrences one write records, so that other writes do not wait for long. */
const atOnce = 50
/** A write ends early once it has started this many runs, as when schedules catch up. */
const begunAtOnce = 100

type Parts = {
  core: Core
  clock: Clock
  log: Log
  storage: StorageState
  settings: () => Pick<Settings, 'paused'>
  /** Whether the host is notified when the computer wakes. */
  hearsWake: boolean
  /** The computer woke up. */
  woke: () => void
  /** The version of the time zone data. */
  zoneData: string
}

/** The last occurrence of a schedule up to a time, and from another on; the latter if there is none. */
function lastMoment({ spec }: ScheduleRow, upTo: number, from: number): number {
  try {
    return readMoments(spec).last(upTo, from - 1) ?? from
  } catch {
    return from
  }
}

/** Starts due runs with one timer, for the next occurrence. The write that starts a run also records its occurrence. */
export function createScheduler({ core, clock, log, storage, settings, hearsWake, woke, zoneData }: Parts) {
  const { store } = core
  const time = createTimeWatch(clock)
  let knowsZones = false
  /** The clock was set back, or may have been while no engine was running. */
  let isTurnedBack = true
  let nextWake: number | null = null
  let nextAlive = 0
  const next = createNextDue({ store, log })
  const { setNextDue, restart } = next
  const recorder = createRecorder({ core, clock, log, settings, absence: time.absence, next })
  const watchdog = createWatchdog({ store, clock, log, setNextDue })
  const loop = createWakeLoop(
    { clock, log, storage },
    {
      failure: 'could not start due occurrences',
      look: recordWhatIsDue,
      nextDue: () => (nextWake = store.schedules.nextWake()),
      async clockWentBack() {
        isTurnedBack = true
      },
      longestMs: () => (hearsWake || nextWake === null ? longestMs : lookAloneMs),
      watch: time,
    },
  )

  async function recordWhatIsDue(): Promise<void> {
    // Before this, only the time zone data is awaited, once.
    if (!knowsZones) await readZonesAnew()
    const now = time.last()
    const absence = time.absence()
    if (absence !== null) await written('record an absence', () => noteAbsence(absence))
    if (isTurnedBack) await turnBack(now)
    isTurnedBack = false
    await recordAllDue(now)
    await watchdog.look(now)
    if (nextAlive <= now) await written('record that the engine is up', () => store.occurrences.stayAlive(now))
    if (nextAlive <= now) nextAlive = now + aliveMs
    if (time.absence() === absence) time.noted()
    if (absence?.kind === 'asleep') woke()
  }

  const written = <T>(label: OperationLabel, op: () => T): Promise<T> => store.submit(label, op)

  function noteAbsence(away: Absence): void {
    store.occurrences.noteAbsence(away)
    log.info('no schedule could fire for a while', away)
  }

  /** After the clock was set back, future occurrences are due again, and past ones stay recorded. */
  async function turnBack(now: number): Promise<void> {
    nextAlive = 0
    for (;;) {
      const turned = await written('take back occurrences', () => {
        const numbers = store.schedules.ahead(now + jumpMs, atOnce)
        for (const number of numbers) {
          store.schedules.setBack(number, now)
          const row = store.schedules.byNumber(number)
          if (!row) continue
          store.occurrences.turnBack(number, now, (from) => lastMoment(row, now, from))
          setNextDue(row, now)
        }
        return numbers.length
      })
      if (turned < atOnce) return
    }
  }

  async function recordAllDue(now: number): Promise<void> {
    let most = Number.POSITIVE_INFINITY
    for (;;) {
      const isDone = await written('record occurrences', () => {
        const rows = store.schedules.due(now, atOnce)
        most = Math.min(most, rows.length < atOnce ? Math.floor(countMost / Math.max(1, rows.length)) : 20)
        const enough = recorder.begunRuns() + begunAtOnce
        for (const row of rows) {
          recorder.recordDue(row, now, most)
          if (recorder.begunRuns() >= enough) return false
        }
        return rows.length < atOnce
      })
      if (isDone || !loop.isOpen()) return
    }
  }

  /** Computes the next occurrences again if the time zone data has changed. */
  async function readZonesAnew(): Promise<void> {
    if (store.boots.isAnotherZoneData(zoneData)) await workOutAnew()
    knowsZones = true
  }

  async function workOutAnew(): Promise<void> {
    for (let after = 0, more = true; more && loop.isOpen(); )
      await written('recompute schedules', () => {
        const rows = store.schedules.page(after, atOnce)
        for (const row of rows) setNextDue(row, clock.now())
        more = rows.length === atOnce
        after = rows.at(-1)?.number ?? 0
        if (!more) store.boots.enterZoneData(zoneData)
      })
  }

  return {
    /** Call before anything else: records occurrences that passed while no engine was running. */
    start(): void {
      time.begin(store.occurrences.aliveAt())
      loop.start()
    },
    look: loop.look,
    /** The computer reports that it woke up. */
    woke(): void {
      time.woke()
      void loop.look()
    },
    stop(): void {
      if (!loop.isOpen()) return
      loop.stop()
      void store.submit('record that the engine is up', () => store.occurrences.stayAlive(clock.now())).catch(() => {})
    },
    /** When it last checked the time, by `clock.awake`. */
    lastLook: loop.lastLook,
    /**
     * Like recordDueOfJob, for one schedule before a change. If no engine could start anything, missed occurrences are left
     * to the next one; unless the schedule `ends`, unchanged, with this change.
     */
    recordDue(row: ScheduleRow, now: number, ends: boolean): void {
      if (loop.isOpen()) recorder.recordDue(row, now)
      else if (ends) recorder.recordAsClosed(row, now)
    },
    restart,
    setNextDue,
    /** Call inside a write, before a job is enabled, disabled or deleted: it resolves occurrences up to now in the old state. */
    recordDueOfJob(jobId: string, now: number): void {
      if (loop.isOpen()) for (const row of store.schedules.ofJob(jobId)) recorder.recordDue(row, now)
    },
    /** Call inside a write, when a deleted job is restored. */
    beginJob(jobId: string, now: number): void {
      for (const row of store.schedules.ofJob(jobId)) restart(row, now)
    },
  }
}
