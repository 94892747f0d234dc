import { AppError } from '../../../shared/errors.ts'
import type { Backfill, BackfillDraft, BackfillPreview } from '../../../shared/model/backfill.ts'
import { limits } from '../../../shared/model/limits.ts'
import type { ScheduleSpec } from '../../../shared/model/schedule.ts'
import { isPaused, type Settings } from '../../../shared/model/settings.ts'
import { type Moments, thinned } from '../../../shared/schedule/moments.ts'
import { actAs } from '../base/actor.ts'
import type { Clock } from '../base/clock.ts'
import type { Log } from '../base/log.ts'
import { createWakeLoop, type StorageState } from '../base/wake-loop.ts'
import { type Core, enqueue, withdrawAll } from '../queue/queue.ts'
import type { BackfillRow } from '../store/backfills.ts'
import type { ScheduleRow } from '../store/schedules.ts'
import { readMoments } from './moments-cache.ts'
import { scheduleActor } from './schedule-actor.ts'

/** The most runs that one write starts, so that other writes do not wait for long. */
const stepsMost = 50
/** Occurrences that are counted before other work runs. */
const stretch = 500
const shown = 50

type Parts = {
  core: Core
  clock: Clock
  log: Log
  storage: StorageState
  settings: () => Pick<Settings, 'paused'>
}

/**
 * Runs past occurrences of a schedule, oldest first, a few at a time. The progress is part of the write that starts the run:
 * a crash skips none and runs none twice.
 */
export function createBackfills({ core, clock, log, storage, settings }: Parts) {
  const { store } = core
  const isHeldUp = (): boolean => isPaused(settings().paused, clock.now())
  /** When a paused backfill continues. */
  const pauseEnd = (): number | null => (isHeldUp() ? (settings().paused?.until ?? null) : null)
  const loop = createWakeLoop({ clock, log, storage }, { failure: 'could not continue a backfill', look, nextDue: pauseEnd })

  const told = (row: BackfillRow, type: string, data: Record<string, unknown> = {}): void =>
    store.events.append({
      at: clock.now(),
      noun: 'schedule',
      id: row.scheduleId,
      type,
      data: { jobId: row.jobId, backfill: row.id, ...data },
    })

  function viewOf({ number, schedule: _, spec: __, doneTo: ___, ...row }: BackfillRow): Backfill {
    const { succeeded = 0, failed = 0, cancelled = 0, skipped = 0, queued = 0, running = 0 } = store.backfills.counts(number)
    const ended = failed + cancelled + skipped
    return { ...row, begun: succeeded + ended + queued + running, succeeded, failed: ended }
  }

  /** Starts runs of each backfill, as far as its limit allows. */
  async function look(): Promise<void> {
    for (const number of store.backfills.running()) while (await goOn(number)) {}
  }

  /** True: there is more to do at once. */
  async function goOn(number: number): Promise<boolean> {
    if (!loop.isOpen() || isHeldUp()) return false
    return store.submit('continue a backfill', () => {
      const row = store.backfills.get(number)
      return row.state === 'running' && begin(row)
    })
  }

  /** True: there is more to do at once. */
  function begin(row: BackfillRow): boolean {
    const now = clock.now()
    const job = store.jobs.exists(row.jobId) ? store.jobs.find(row.jobId) : null
    if (!job?.enabled) {
      const note = job ? 'The job is disabled.' : 'The job was deleted.'
      if (job) pauseNow(row, note)
      else end(row, 'cancelled', note, now)
      return false
    }
    if (store.queues.get(job.queue)?.state === 'draining') {
      pauseNow(row, `The queue "${job.queue}" is draining. Resume the queue, then the backfill.`)
      return false
    }
    const { queued = 0, running = 0 } = store.backfills.counts(row.number)
    const moments = momentsOf(row.spec, row.doneTo, row.doneTo >= row.from)
    const schedule = store.schedules.byNumber(row.schedule)
    const actor = schedule ? scheduleActor(schedule) : row.actor
    let [live, doneTo] = [queued + running, row.doneTo]
    for (let steps = 0; live < row.atOnce; steps++) {
      const dueAt = moments.next(doneTo)
      if (dueAt === null || dueAt > row.to) {
        end(row, 'done', null, now)
        return false
      }
      if (steps === stepsMost) break
      doneTo = dueAt
      if (row.again || !store.backfills.hasRun(row.schedule, dueAt)) {
        const occurrence = { schedule: row.schedule, dueAt, catchesUp: job.overlap !== 'allow' }
        const values = { params: row.spec.params }
        const request = { title: job.name, trigger: 'backfill' as const, job, values, occurrence, backfill: row.number }
        const begun = actAs(actor, () => enqueue(core, request, now))
        if (begun.run.status === 'queued') live++
      }
    }
    store.backfills.setDone(row.number, doneTo)
    return live < row.atOnce
  }

  function end(row: BackfillRow, state: 'done' | 'cancelled', note: string | null, now: number): void {
    store.backfills.setState(row.number, state, note, now)
    told(row, `backfill ${state}`)
  }

  function pauseNow(row: BackfillRow, note: string | null): void {
    store.backfills.setState(row.number, 'paused', note, null)
    told(row, 'backfill paused', { note })
  }

  /** Counts the runs it would start; lets other work run in between. */
  async function preview(schedule: ScheduleRow, draft: BackfillDraft): Promise<BackfillPreview> {
    requirePast(draft.to, clock.now())
    const moments = momentsOf(schedule.spec, draft.from - 1, false)
    let [count, leftOut, first, last]: [number, number, number | null, number | null] = [0, 0, null, null]
    for (let at = moments.next(draft.from - 1); at !== null && at <= draft.to; at = moments.next(at)) {
      if (count + leftOut === limits.backfill) return { count, leftOut, first, last, isTooMany: true }
      if (!draft.again && store.backfills.hasRun(schedule.number, at)) leftOut++
      else {
        count++
        first ??= at
        last = at
      }
      if ((count + leftOut) % stretch === 0) await new Promise(setImmediate)
    }
    return { count, leftOut, first, last, isTooMany: false }
  }

  function change(id: string, op: (row: BackfillRow) => void): Promise<Backfill> {
    return store.submit('save a backfill', () => {
      const row = store.backfills.find(id)
      if (row.endedAt !== null) throw new AppError('conflict', `This backfill has ended (${row.state}).`)
      op(row)
      store.asks.wake('backfills')
      return viewOf(store.backfills.find(id))
    })
  }

  return {
    start: loop.start,
    stop: loop.stop,
    /** Call when a run ended, or when a pause of everything ends. */
    look(): void {
      if (store.backfills.mayRun()) void loop.look()
    },
    preview: (scheduleId: string, draft: BackfillDraft): Promise<BackfillPreview> =>
      preview(store.schedules.find(scheduleId), draft),
    async create(scheduleId: string, draft: BackfillDraft): Promise<Backfill> {
      const { count, isTooMany } = await preview(store.schedules.find(scheduleId), draft)
      if (isTooMany)
        throw new AppError('invalid', `The range has more than ${limits.backfill} occurrences. Choose a shorter range.`, [
          { path: 'from', message: `is too early: a backfill runs at most ${limits.backfill} occurrences` },
        ])
      if (count === 0)
        throw new AppError(
          'invalid',
          'There is nothing to backfill: every occurrence in the range has already succeeded, or there is none.',
          [{ path: 'from', message: 'the range has no occurrence that has not already succeeded' }],
        )
      return store.submit('save a backfill', () => {
        const { number: schedule, spec } = store.schedules.find(scheduleId)
        const row = store.backfills.create({ ...draft, schedule, spec, total: count }, clock.now())
        told(row, 'backfill begun', { from: row.from, to: row.to, count })
        store.asks.wake('backfills')
        return viewOf(row)
      })
    },
    list: (scheduleId: string | undefined): Backfill[] =>
      (scheduleId === undefined
        ? store.backfills.newest(shown)
        : store.backfills.ofSchedule(store.schedules.find(scheduleId).number, shown)
      ).map(viewOf),
    pause: (id: string): Promise<Backfill> => change(id, (row) => pauseNow(row, null)),
    resume: (id: string): Promise<Backfill> =>
      change(id, (row) => {
        store.backfills.setState(row.number, 'running', null, null)
        told(row, 'backfill resumed')
      }),
    /** Cancels its queued runs; running ones continue. */
    cancel: (id: string): Promise<Backfill> =>
      change(id, (row) => {
        const now = clock.now()
        const waiting = store.backfills.queued(row.number).flatMap((number) => store.runs.byNumber(number) ?? [])
        withdrawAll(core, waiting, now)
        end(row, 'cancelled', null, now)
      }),
  }
}

/** If only every nth counts, the first in the range does, and `counted` says that the one at `after` did. */
const momentsOf = (spec: ScheduleSpec, after: number, counted: boolean): Moments =>
  thinned({ every: spec.every, moments: readMoments(spec), recordedTo: after, passed: counted ? 1 : 0 })

function requirePast(to: number, now: number): void {
  if (to > now)
    throw new AppError('invalid', 'A backfill runs past occurrences only. The schedule itself runs future ones.', [
      { path: 'to', message: 'must not be in the future: the schedule itself runs future occurrences' },
    ])
}

export type Backfills = ReturnType<typeof createBackfills>
