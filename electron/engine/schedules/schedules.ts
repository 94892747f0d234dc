import { AppError, staleError } from '../../../shared/errors.ts'
import type { Run } from '../../../shared/model/run.ts'
import type { Absence, Occurrence, Schedule, ScheduleDraft, ScheduleSpec } from '../../../shared/model/schedule.ts'
import type { Settings } from '../../../shared/model/settings.ts'
import { describeSchedule } from '../../../shared/schedule/describe.ts'
import type { Clock } from '../base/clock.ts'
import { checkSaved, paramsOf, resumeJob } from '../jobs/jobs.ts'
import { recordChange } from '../store/record-change.ts'
import type { ScheduleRow } from '../store/schedules.ts'
import type { Store } from '../store/store.ts'
import { createCalendar } from './calendar.ts'
import { heldOccurrences, nextOccurrence } from './held-occurrences.ts'
import { startsOf } from './moments-cache.ts'
import type { Scheduler } from './scheduler.ts'
import { whyNot } from './why-not.ts'

export { nextTimes } from './next-times.ts'

/** The most runs to search for those that waited until their conditions expired. */
const waitedAmong = 10_000

/** Operations on schedules. Every change is an event; occurrences until then are resolved by the old definition. */
export function createScheduleActions(
  store: Store,
  clock: Clock,
  scheduler: Scheduler,
  settings: () => Pick<Settings, 'paused'>,
) {
  const told = (row: ScheduleRow, type: string, data: Record<string, unknown> = {}): void =>
    store.events.append({ at: clock.now(), noun: 'schedule', id: row.id, type, data: { jobId: row.jobId, ...data } })

  const recorded = (row: ScheduleRow, field: string, from: string | boolean | null, to: string | boolean | null): void => {
    const about = row.name || describeSchedule(row.spec)
    recordChange(store.events, clock.now(), { kind: 'job', id: row.jobId }, { field, from, to, about })
  }

  const shown = (row: ScheduleRow): Schedule => viewOf(row, clock.now())

  /** Changes a schedule, and checks at once whether it is due. */
  async function change(
    id: string,
    expectedUpdatedAt: number | undefined,
    op: (row: ScheduleRow, now: number) => void,
  ): Promise<Schedule> {
    return store.submit('save a schedule', () => {
      const row = store.schedules.find(id)
      if (expectedUpdatedAt !== undefined && expectedUpdatedAt !== row.updatedAt) throw staleError('the schedule')
      const now = clock.now()
      scheduler.recordDue(row, now, false)
      op(store.schedules.find(id), now)
      store.asks.wake('scheduler')
      return shown(store.schedules.find(id))
    })
  }

  function create(jobRef: string, draft: ScheduleDraft): Schedule {
    const now = clock.now()
    const job = store.jobs.find(jobRef)
    const { name, enabled, ...spec } = draft
    requireFuture(spec, now)
    checkSaved('Could not save the schedule', paramsOf(store, job), spec.params)
    const row = store.schedules.create(job.id, { name, enabled, spec }, now)
    scheduler.restart(row, now)
    const made = store.schedules.find(row.id)
    told(made, 'created', { text: describeSchedule(spec) })
    recorded(made, 'schedule', null, describeSchedule(spec))
    store.asks.wake('scheduler')
    return shown(made)
  }

  const calendar = createCalendar(store, clock, settings)

  return {
    get: (id: string): Schedule => shown(store.schedules.find(id)),
    ofJob: (jobRef: string): Schedule[] => store.schedules.ofJob(store.jobs.find(jobRef).id).map(shown),
    list(cursor: string | null, limit: number): { items: Schedule[]; nextCursor: string | null } {
      const rows = store.schedules.page(Number(cursor ?? 0) || 0, limit + 1)
      const items = rows.slice(0, limit)
      return { items: items.map(shown), nextCursor: rows.length > limit ? String(items.at(-1)?.number) : null }
    },
    /** Call inside a write. */
    add: create,
    create: (jobRef: string, draft: ScheduleDraft): Promise<Schedule> =>
      store.submit('save a schedule', () => create(jobRef, draft)),
    update: (id: string, draft: ScheduleDraft, expectedUpdatedAt: number | undefined): Promise<Schedule> =>
      change(id, expectedUpdatedAt, (row, now) => {
        const { name, enabled, ...spec } = draft
        checkSaved('Could not save the schedule', paramsOf(store, store.jobs.find(row.jobId)), spec.params)
        const isAnother = JSON.stringify(spec) !== JSON.stringify(row.spec)
        if (isAnother) {
          requireFuture(spec, now)
          scheduler.recordDue(row, now, true)
        }
        store.schedules.update(row, { name, enabled, spec }, now)
        const after = store.schedules.find(id)
        if (isAnother) scheduler.restart(after, now)
        else scheduler.setNextDue(after, now)
        told(after, 'updated', { text: describeSchedule(spec), enabled })
        if (isAnother) recorded(after, 'schedule', describeSchedule(row.spec), describeSchedule(spec))
        if (enabled !== row.enabled) recorded(after, 'schedule enabled', row.enabled, enabled)
      }),
    setEnabled: (id: string, enabled: boolean): Promise<Schedule> =>
      change(id, undefined, (row, now) => {
        store.schedules.update(row, { ...row, enabled }, now)
        scheduler.setNextDue(store.schedules.find(id), now)
        told(row, enabled ? 'turned on' : 'turned off')
        if (enabled !== row.enabled) recorded(row, 'schedule enabled', row.enabled, enabled)
      }),
    pause: (id: string, reason: string, until: number | null): Promise<Schedule> =>
      change(id, undefined, (row, now) => {
        if (until !== null && until <= now)
          throw new AppError('invalid', 'Could not pause: the end of the pause is in the past. Choose a later time.')
        store.schedules.setPause(row, { at: now, until, reason }, now)
        scheduler.setNextDue(store.schedules.find(id), now)
        told(row, 'paused', { reason, until })
        recorded(row, 'schedule paused', null, reason)
      }),
    resume: (id: string): Promise<Schedule> =>
      change(id, undefined, (row, now) => {
        if (row.pausedAt === null) throw new AppError('conflict', 'This schedule is not paused.')
        store.schedules.setPause(row, null, now)
        if (row.jobPaused) resumeJob(store, scheduler, { id: row.jobId, name: row.job }, now)
        scheduler.setNextDue(store.schedules.find(id), now)
        told(row, 'resumed', { by: 'hand' })
        recorded(row, 'schedule paused', row.pauseReason ?? '', null)
      }),
    /** Skips the next occurrence, or undoes that. */
    skipNext: (id: string, skip: boolean): Promise<Schedule> =>
      change(id, undefined, (row, now) => {
        if (skip && row.nextAt === null) throw new AppError('conflict', 'This schedule has no next occurrence to skip.')
        scheduler.setNextDue({ ...row, skips: skip ? row.nextAt : null }, now)
        told(row, skip ? 'next skipped' : 'next not skipped', { dueAt: row.nextAt })
      }),
    async remove(id: string): Promise<{ id: string }> {
      await store.submit('delete a schedule', () => {
        const [row, now] = [store.schedules.find(id), clock.now()]
        scheduler.recordDue(row, now, true)
        store.schedules.remove(id, now)
        told(row, 'deleted', { text: describeSchedule(row.spec) })
        recorded(row, 'schedule', describeSchedule(row.spec), null)
      })
      return { id }
    },
    restore: (id: string): Promise<Schedule> =>
      store.submit('restore a schedule', () => {
        const now = clock.now()
        store.schedules.restore(id, now)
        const row = store.schedules.find(id)
        scheduler.restart(row, now)
        told(row, 'restored')
        recorded(row, 'schedule', null, describeSchedule(row.spec))
        store.asks.wake('scheduler')
        return shown(store.schedules.find(id))
      }),
    occurrencesOf(id: string, before: number | null, limit: number): Occurrence[] {
      const row = store.schedules.find(id)
      const end = before ?? Number.MAX_SAFE_INTEGER
      const held = heldOccurrences(store, row, clock.now()).filter(({ dueAt }) => dueAt < end)
      const all = [...held, ...store.occurrences.ofSchedule(row.number, end, limit)]
      return all.sort((a, b) => b.dueAt - a.dueAt).slice(0, limit)
    },
    why: (id: string, at: number): { text: string; occurrence: Occurrence | null } =>
      whyNot(store, store.schedules.find(id), settings().paused, at, clock.now()),
    calendar,
    /** Recent occurrences that did not run on time, and the stretches when nothing could start. */
    away(since: number, limit: number): { occurrences: Occurrence[]; absences: Absence[]; waited: Run[] } {
      return {
        occurrences: store.occurrences.amissSince(since, limit),
        absences: store.occurrences.absencesBetween(since, clock.now(), 50),
        waited: store.runs.waitedInVain(since, waitedAmong, limit),
      }
    },
  }
}

export type ScheduleActions = ReturnType<typeof createScheduleActions>

function requireFuture({ timing }: ScheduleSpec, now: number): void {
  if (timing.kind === 'once' && timing.at <= now)
    throw new AppError('invalid', 'The time is in the past.', [
      { path: 'timing.at', message: 'is in the past: choose a later time' },
    ])
}

function viewOf(row: ScheduleRow, now: number): Schedule {
  const nextAt = nextOccurrence(row, now)
  const {
    spec,
    number: _,
    pausedAt,
    pausedUntil,
    pauseReason,
    pausedBy,
    recordedTo: __,
    passed: ___,
    wakeAt: ____,
    jobPaused: _____,
    ...facts
  } = row
  return {
    ...spec,
    ...facts,
    text: describeSchedule(spec),
    paused: pausedAt === null ? null : { at: pausedAt, until: pausedUntil, reason: pauseReason ?? '', actor: pausedBy },
    nextAt,
    startsAt: nextAt === null ? null : startsOf(row)(nextAt),
  }
}
