import { AppError } from '../../../shared/errors.ts'
import { systemActor } from '../../../shared/model/actor.ts'
import type { Absence } from '../../../shared/model/schedule.ts'
import { isPaused, type Settings } from '../../../shared/model/settings.ts'
import { type Moments, thinned } from '../../../shared/schedule/moments.ts'
import type { SlotReason } from '../../../shared/slot-state.ts'
import { actAs } from '../base/actor.ts'
import type { Clock } from '../base/clock.ts'
import type { Log } from '../base/log.ts'
import { createWakeLoop, longestMs, type StorageState } from '../base/wake-loop.ts'
import { enqueue } from '../queue/enqueue.ts'
import type { Core } from '../runs/run-kind.ts'
import type { OperationLabel } from '../store/operation-labels.ts'
import type { ScheduleRow } from '../store/schedules.ts'
import { type Settled, settle } from './due-moments.ts'
import { readMoments, startsOf } from './moments-cache.ts'
import { scheduleActor } from './schedule-actor.ts'
import { createTimeWatch, jumpMs } from './time-watch.ts'
import { createWatchdog } from './watchdog.ts'

export type Scheduler = ReturnType<typeof createScheduler>

/** Without a word from the computer when it wakes, it is noticed no later than this. */
const lookAloneMs = 5_000
/** How often it is written down that somebody is here. */
const aliveMs = 300_000
/** Schedules that are settled in one write, so that nobody else waits for long. */
const atOnce = 50
/** Where schedules catch up, a write ends sooner: with so many runs begun. */
const begunAtOnce = 100
/** Moments of stretches that are counted in one look, over all schedules. */
const countMost = 10_000
/** Slots behind a clock that was set back that are read at once. */
const knownMost = 500
/** Moments with a slot, as behind a clock that was set back, that are passed over at once to find the next without. */
const coveredMost = 500

type Parts = {
  core: Core
  clock: Clock
  log: Log
  storage: StorageState
  settings: () => Pick<Settings, 'paused'>
  /** The host hears when the computer wakes. */
  hearsWake: boolean
  /** It slept, and is awake. */
  woke: () => void
  /** Which edition of the world's time zones this is. */
  zoneData: string
}

/** Starts what is due: one timer, to the next moment. Every moment gets its slot in the write that begins its run. */
export function createScheduler({ core, clock, log, storage, settings, hearsWake, woke, zoneData }: Parts) {
  const { store } = core
  const time = createTimeWatch(clock)
  let knowsZones = false
  /** The clock was set back, or may have been while no engine was there. */
  let isTurnedBack = true
  let nextWake: number | null = null
  let nextAlive = 0
  let begunRuns = 0
  const watchdog = createWatchdog({ store, clock, log, setCourse })
  const loop = createWakeLoop(
    { clock, log, storage },
    {
      failure: 'what was due could not be started',
      look: settleWhatIsDue,
      nextDue: () => (nextWake = store.schedules.nextWake()),
      async clockWentBack() {
        isTurnedBack = true
      },
      longestMs: () => (hearsWake || nextWake === null ? longestMs : lookAloneMs),
      watch: time,
    },
  )

  async function settleWhatIsDue(): Promise<void> {
    // Nothing is awaited before this but the zones, once.
    if (!knowsZones) await readZonesAnew()
    const now = time.last()
    const absence = time.absence()
    if (absence !== null) await written('record an absence', () => noteAbsence(absence))
    if (isTurnedBack) await turnBack(now)
    isTurnedBack = false
    await settleDue(now)
    await watchdog.look(now)
    if (nextAlive <= now) await written('record that the engine is up', () => store.slots.stayAlive(now))
    if (nextAlive <= now) nextAlive = now + aliveMs
    if (time.absence() === absence) time.noted()
    if (absence?.kind === 'asleep') woke()
  }

  const written = <T>(label: OperationLabel, op: () => T): Promise<T> => store.submit(label, op)

  function noteAbsence(away: Absence): void {
    store.slots.noteAbsence(away)
    log.info('nothing was started for a while', away)
  }

  /** A clock that was set back: moments that were not yet there are due again, those that were are settled for good. */
  async function turnBack(now: number): Promise<void> {
    nextAlive = 0
    for (;;) {
      const turned = await written('take back occurrences', () => {
        const numbers = store.schedules.ahead(now + jumpMs, atOnce)
        for (const number of numbers) {
          store.schedules.setBack(number, now)
          const row = store.schedules.byNumber(number)
          if (!row) continue
          store.slots.turnBack(number, now, (from) => lastMoment(row, now, from))
          setCourse(row, now)
        }
        return numbers.length
      })
      if (turned < atOnce) return
    }
  }

  function lastMoment({ spec }: ScheduleRow, upTo: number, from: number): number {
    try {
      return readMoments(spec).last(upTo, from - 1) ?? from
    } catch {
      return from
    }
  }

  async function settleDue(now: number): Promise<void> {
    let most = Number.POSITIVE_INFINITY
    for (;;) {
      const isDone = await written('record occurrences', () => {
        const rows = store.schedules.due(now, atOnce)
        most = Math.min(most, rows.length < atOnce ? Math.floor(countMost / Math.max(1, rows.length)) : 20)
        const enough = begunRuns + begunAtOnce
        for (const row of rows) {
          settleOne(row, now, most)
          if (begunRuns >= enough) return false
        }
        return rows.length < atOnce
      })
      if (isDone || !loop.isOpen()) return
    }
  }

  /** To be called inside a write. */
  const settleOne = (row: ScheduleRow, now: number, most = countMost): void => actAs(systemActor, () => settleNow(row, now, most))

  function settleNow(row: ScheduleRow, now: number, most: number): void {
    const over = row.pausedUntil !== null && row.pausedUntil <= now
    if (!over) return settleUpTo(row, now, most)
    settleUpTo(row, row.pausedUntil as number, most)
    store.schedules.setPause(row, null, now)
    event(row, 'resumed', { by: 'time' }, now)
    settleUpTo(reread(row), now, most)
  }

  function settleUpTo(row: ScheduleRow, now: number, most: number, barred = barOf(row)): void {
    let moments: Moments
    try {
      moments = readMoments(row.spec)
    } catch (error) {
      return setProblem(row, (error as Error).message, now)
    }
    const { spec, settledTo, passed, skips } = row
    const known = store.slots.after(row.number, settledTo, knownMost)
    const upTo = known.length === knownMost ? Math.min(now, known.at(-1)?.lastAt ?? now) : now
    const startOf = startsOf(row)
    const verdict = settle({
      spec,
      moments,
      settledTo,
      passed,
      skips,
      barred,
      absence: time.absence(),
      now,
      upTo,
      startOf,
      known,
      countMost: most,
    })
    let after = settledTo
    for (const slot of verdict.slots) {
      const begun = slot.runAfter === null ? null : begin(row, slot, now)
      const said = slot.runAfter !== null && begun === null ? ({ ...slot, outcome: 'missed', reason: 'refused' } as const) : slot
      store.slots.put({ ...said, schedule: row.number, run: begun, now }, after)
      after = slot.lastAt
    }
    if (verdict.slots.length > 0) tell(row, verdict.slots, now)
    setCourse({ ...row, settledTo: verdict.settledTo, passed: verdict.passed }, now)
  }

  /** Gives the number of the run; null: its job or its queue takes nothing in. */
  function begin(row: ScheduleRow, slot: Settled, now: number): number | null {
    try {
      const job = store.jobs.find(row.jobId)
      const catchesUp = slot.outcome === 'late' && row.spec.missed.policy === 'all'
      const request = {
        title: job.name,
        trigger: 'schedule' as const,
        job,
        dueAt: now + (slot.runAfter ?? 0),
        slot: { schedule: row.number, dueAt: slot.dueAt, catchesUp },
      }
      const { run } = actAs(scheduleActor(row), () => enqueue(core, request, now))
      begunRuns++
      return run.number
    } catch (error) {
      if (!(error instanceof AppError)) throw error
      log.warn('a run that was due could not be queued', { schedule: row.id, error })
      return null
    }
  }

  /** What ran as it should is told by its run. */
  function tell(row: ScheduleRow, slots: Settled[], now: number): void {
    const amiss = slots.filter(({ outcome }) => outcome !== 'ran')
    if (amiss.length === 0) return
    const counts = amiss.map(({ outcome, reason, count, dueAt, lastAt }) => ({ outcome, reason, count, dueAt, lastAt }))
    event(row, 'settled', { slots: counts.slice(0, 20) }, now)
  }

  const event = (row: ScheduleRow, type: string, data: Record<string, unknown>, now: number): void =>
    store.events.append({ at: now, noun: 'schedule', id: row.id, type, data: { jobId: row.jobId, ...data } })

  function barOf({ pausedAt, enabled, jobEnabled }: ScheduleRow): SlotReason | null {
    if (isPaused(settings().paused, clock.now())) return 'all-paused'
    if (pausedAt !== null) return 'paused'
    if (!enabled) return 'turned-off'
    return jobEnabled ? null : 'job-off'
  }

  function setProblem(row: ScheduleRow, problem: string, now: number): void {
    const { settledTo, passed, skips } = row
    store.schedules.setCourse(row.number, { settledTo, passed, skips, nextAt: null, wakeAt: null, problem })
    if (row.problem !== problem) event(row, 'problem', { problem }, now)
    log.warn('a schedule cannot be due', { schedule: row.id, problem })
  }

  /** Works out what it waits for. To be called inside a write. */
  function setCourse(row: ScheduleRow, now: number): void {
    const { settledTo, passed, skips } = row
    try {
      const moments = thinned({ every: row.spec.every, moments: readMoments(row.spec), settledTo, passed })
      let nextAt = moments.next(settledTo)
      for (let steps = 0; nextAt !== null && steps < coveredMost && store.slots.covers(row.number, nextAt); steps++)
        nextAt = moments.next(nextAt)
      const wakeAt = !row.enabled
        ? null
        : row.pausedAt !== null
          ? row.pausedUntil
          : nextAt === null
            ? null
            : startsOf(row)(nextAt)
      const stillSkips = skips !== null && skips > settledTo ? skips : null
      store.schedules.setCourse(row.number, { settledTo, passed, skips: stillSkips, nextAt, wakeAt, problem: null })
    } catch (error) {
      if (!(error instanceof AppError)) throw error
      setProblem(row, error.message, now)
    }
  }

  /** As a schedule that begins now: nothing before is due any more. To be called inside a write. */
  function beginAnew(row: ScheduleRow, now: number): void {
    store.schedules.touch(row, now)
    setCourse({ ...row, settledTo: now, passed: 0 }, now)
  }

  /** Where the zones say something else than when the next moments were worked out, they are worked out anew. */
  async function readZonesAnew(): Promise<void> {
    if (store.boots.isAnotherZoneData(zoneData)) await workOutAnew()
    knowsZones = true
  }

  async function workOutAnew(): Promise<void> {
    for (let after = 0, more = true; more && loop.isOpen(); )
      await written('recompute schedules', () => {
        const rows = store.schedules.page(after, atOnce)
        for (const row of rows) setCourse(row, clock.now())
        more = rows.length === atOnce
        after = rows.at(-1)?.number ?? 0
        if (!more) store.boots.enterZoneData(zoneData)
      })
  }

  const reread = (row: ScheduleRow): ScheduleRow => store.schedules.byNumber(row.number) ?? row

  return {
    /** To be called before anything else: what passed while no engine was there is settled at once. */
    start(): void {
      time.begin(store.slots.aliveAt())
      loop.start()
    },
    look: loop.look,
    /** The computer says that it wakes up. */
    woke(): void {
      time.woke()
      void loop.look()
    },
    stop(): void {
      if (!loop.isOpen()) return
      loop.stop()
      void store.submit('record that the engine is up', () => store.slots.stayAlive(clock.now())).catch(() => {})
    },
    /** When it last looked at the clock, by `clock.awake`. */
    lastLook: loop.lastLook,
    /**
     * As settleJob, for one schedule that is to be changed. Where nobody is there to start anything, what was missed is left
     * to whoever comes next; unless the schedule `ends`, as it was, with this change.
     */
    settleOne(row: ScheduleRow, now: number, ends: boolean): void {
      if (loop.isOpen()) settleOne(row, now)
      else if (ends) actAs(systemActor, () => settleUpTo(row, now, countMost, 'closed'))
    },
    beginAnew,
    setCourse,
    /** To be called inside a write, before a job is turned on or off, or deleted: what was due until then goes by that. */
    settleJob(jobId: string, now: number): void {
      if (loop.isOpen()) for (const row of store.schedules.ofJob(jobId)) settleOne(row, now)
    },
    /** To be called inside a write, when a deleted job is back. */
    beginJob(jobId: string, now: number): void {
      for (const row of store.schedules.ofJob(jobId)) beginAnew(row, now)
    },
  }
}
