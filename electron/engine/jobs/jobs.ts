import { AppError, staleError } from '../../../shared/errors.ts'
import type { Job, JobDetail, JobDraft, JobInput } from '../../../shared/model/job.ts'
import type { JobDay } from '../../../shared/model/job-day.ts'
import type { OrganizationDraft } from '../../../shared/model/organization.ts'
import type { JobSummary } from '../../../shared/model/run.ts'
import type { ShownParams } from '../../../shared/params/shown-params.ts'
import { describeTrigger } from '../../../shared/trigger/describe.ts'
import { resolveOfDeleted, restoreWithSubject } from '../alerts/alerts.ts'
import type { Clock } from '../base/clock.ts'
import { createFilteredList } from '../base/filtered-list.ts'
import { organizeExisting, organizeNew } from '../organize/organize.ts'
import { releaseAll, skipQueued } from '../queue/queue.ts'
import type { ListedJob } from '../store/jobs.ts'
import type { ScheduleRow } from '../store/schedules.ts'
import type { Store } from '../store/store.ts'
import { hookWarnings } from './hook-warnings.ts'
import { inVersion } from './in-version.ts'
import { recordJobChanges } from './job-changes.ts'
import { jobFacts } from './job-facts.ts'
import { checkJobParams, shownSchema } from './job-params.ts'
import { createJobVersions } from './job-versions.ts'
import { resumeJob } from './pause-failing.ts'
import { scheduleOf } from './schedule-of.ts'

export { checkUsers } from './check-users.ts'
export { hookProblems } from './hook-warnings.ts'
export { acceptParams, checkSaved, paramsOf } from './job-params.ts'
export { resumeJob } from './pause-failing.ts'
export { prepareJobAgain } from './run-by-hand.ts'

const stripLength = 20

/** The most runs that one write changes, so that other writes do not wait for long. */
const atOnce = 250

/** The part of a job's schedules that depends on the job. Call both inside a write. */
type FollowingSchedules = {
  /** Before the job is enabled, disabled or deleted: resolves occurrences up to now in the old state. */
  recordDueOfJob(jobId: string, now: number): void
  /** Call when a deleted job is restored. */
  beginJob(jobId: string, now: number): void
  setNextDue(row: ScheduleRow, now: number): void
}

/** Operations on jobs. Every change is an event; errors are not-found, conflict (name taken) and stale. */
export function createJobActions(
  store: Store,
  clock: Clock,
  scheduler: FollowingSchedules,
  /** A job was enabled, disabled, deleted or restored. */
  switched: () => void,
) {
  const changed = (type: string, job: { id: string; name: string }, facts: Record<string, unknown> = {}): void =>
    store.events.append({ at: clock.now(), noun: 'job', id: job.id, type, data: { name: job.name, ...facts } })

  function withHistory(job: ListedJob): JobSummary {
    const lastRuns = store.runs.recent(job.id, stripLength).reverse()
    const took = lastRuns.flatMap(({ status, startedAt, endedAt }) =>
      status === 'succeeded' && startedAt !== null && endedAt !== null ? [endedAt - startedAt] : [],
    )
    const triggers = store.triggers.ofJob(job.id).filter(({ enabled }) => enabled)
    return {
      ...job,
      ...store.organized.list('job', job.id),
      paused: store.jobPauses.of(job.id),
      schedule: scheduleOf(store, job.id),
      trigger: triggers[0] ? { text: describeTrigger(triggers[0].on, store.triggers.jobName), count: triggers.length } : null,
      lastRuns,
      averageMs: took.length === 0 ? null : took.reduce((sum, ms) => sum + ms, 0) / took.length,
    }
  }

  const listed = createFilteredList<JobSummary>(
    {
      name: 'jobs',
      read: (cursor, limit) => store.jobs.list({ cursor, limit }).map(withHistory),
      cursorOf: ({ name }) => name,
      total: store.jobs.count,
      factsOf: (job) => jobFacts(store, job),
    },
    clock,
  )
  /** Deleted jobs, last deleted first; `total` counts the others. Throws invalid for a cursor that is not its own. */
  const deleted = createFilteredList<JobSummary>(
    {
      name: 'jobs',
      read: readDeleted,
      cursorOf: ({ deletedAt, id }) => `${deletedAt} ${id}`,
      total: store.jobs.count,
      factsOf: (job) => jobFacts(store, job),
    },
    clock,
  )

  function readDeleted(cursor: string | null, limit: number): JobSummary[] {
    if (cursor !== null && !/^\d{1,15} [\da-f-]{36}$/.test(cursor))
      throw new AppError('invalid', 'cursor: must be the nextCursor of the page before')
    return store.jobs.deleted({ cursor, limit }).map(withHistory)
  }

  const withOrganization = (job: Job): JobDetail => ({
    ...job,
    ...store.organized.get('job', job.id),
    paused: store.jobPauses.of(job.id),
    warnings: hookWarnings(store, job.hooks),
  })

  async function change(
    ref: string,
    expectedUpdatedAt: number | undefined,
    draftOf: (job: Job) => JobDraft,
    { note, ...organization }: OrganizationDraft & { note?: string | undefined } = {},
  ): Promise<JobDetail> {
    const job = await store.submit('save a job', () => {
      const changed = changeNow(ref, expectedUpdatedAt, draftOf, note)
      organizeExisting(store, 'job', changed.id, organization, clock.now())
      return withOrganization(changed)
    })
    switched()
    return job
  }

  function changeNow(
    ref: string,
    expectedUpdatedAt: number | undefined,
    draftOf: (job: Job) => JobDraft,
    note: string | undefined,
  ): Job {
    const before = store.jobs.find(ref)
    if (expectedUpdatedAt !== undefined && expectedUpdatedAt !== before.updatedAt) throw staleError(`"${before.name}"`)
    const draft = draftOf(before)
    if (draft.enabled !== before.enabled) scheduler.recordDueOfJob(before.id, clock.now())
    const job = store.jobs.update(before.id, draft, clock.now(), note)
    recordJobChanges(store, before, job, clock.now())
    checkJobParams(store, job)
    changed('updated', job, { version: job.version })
    // If several may run now, held runs no longer wait.
    if (job.overlap === 'allow' && before.overlap !== 'allow') releaseAll(store, job.id, clock.now())
    return job
  }

  function freeCopyName(name: string): string {
    for (let n = 1; ; n++) {
      const candidate = `${name.slice(0, 100)} copy${n === 1 ? '' : ` ${n}`}`
      if (store.jobs.nameIsFree(candidate)) return candidate
    }
  }

  function create(draft: JobInput): JobDetail {
    const job = store.jobs.create(draft, clock.now())
    organizeNew(store, 'job', job.id, draft)
    checkJobParams(store, job)
    changed('created', job)
    return withOrganization(job)
  }

  return {
    get: (ref: string): JobDetail => withOrganization(store.jobs.find(ref)),
    params: (ref: string, version: number | null = null): ShownParams =>
      shownSchema(store, inVersion(store, store.jobs.find(ref), version)),
    ...createJobVersions(store),
    /** Makes a version the newest one, as a new version. */
    restoreVersion: (ref: string, version: number, expectedUpdatedAt: number | undefined): Promise<JobDetail> =>
      change(ref, expectedUpdatedAt, (job) => ({ ...job, ...store.jobs.version(job.id, version).spec }), {
        note: `Restored version ${version}`,
      }),
    ...listed,
    deleted,
    /** Call inside a write. */
    add: create,
    create: (draft: JobInput): Promise<JobDetail> => store.submit('save a job', () => create(draft)),
    update: (
      ref: string,
      draft: JobInput & { note?: string | undefined },
      expectedUpdatedAt: number | undefined,
    ): Promise<JobDetail> => change(ref, expectedUpdatedAt, () => draft, draft),
    /** The outcomes of recent runs, day by day; days without any are left out. */
    days(ref: string, count: number): { today: string; items: JobDay[] } {
      const { id } = store.jobs.find(ref)
      const now = clock.now()
      return { today: store.days.dayOf(now), items: store.days.ofJob(id, store.days.dayOf(now, count - 1), count + 1) }
    },
    /** Ends the pause that followed failures. Throws conflict if there is none. */
    async resume(ref: string): Promise<JobDetail> {
      const job = await store.submit('save a job', () => {
        const found = store.jobs.find(ref)
        resumeJob(store, scheduler, found, clock.now())
        return withOrganization(found)
      })
      switched()
      return job
    },
    /** Null: it is not paused. */
    pauseOf: store.jobPauses.of,
    setEnabled: (ref: string, enabled: boolean): Promise<JobDetail> => change(ref, undefined, (job) => ({ ...job, enabled })),
    duplicate: (ref: string, name: string | undefined): Promise<JobDetail> =>
      store.submit('save a job', () => {
        const original = withOrganization(store.jobs.find(ref))
        return create({ ...original, name: name ?? freeCopyName(original.name) })
      }),
    /** Its queued runs are deleted first, some in each write, because there may be very many. */
    async remove(ref: string): Promise<{ id: string; skippedRuns: number }> {
      for (let skippedRuns = 0; ; ) {
        const removed = await store.submit('delete a job', () => {
          const job = store.jobs.find(ref)
          // Runs that this still starts are among the queued ones.
          scheduler.recordDueOfJob(job.id, clock.now())
          const skipped = skipQueued(store, job.id, atOnce, clock.now())
          skippedRuns += skipped
          if (skipped === atOnce) return null
          store.schedules.restAll(job.id)
          store.jobs.remove(job.id, clock.now())
          resolveOfDeleted(store, { kind: 'job', id: job.id }, clock.now())
          changed('deleted', job, { skippedRuns })
          return { id: job.id, skippedRuns }
        })
        if (!removed) continue
        switched()
        return removed
      }
    },
    /** By its id, or by the name it had. */
    async restore(ref: string): Promise<JobDetail> {
      const restored = await store.submit('restore a job', () => {
        const job = store.jobs.restore(ref, clock.now())
        scheduler.beginJob(job.id, clock.now())
        restoreWithSubject(store, { kind: 'job', id: job.id }, clock.now())
        changed('restored', job)
        store.asks.wake('scheduler')
        return withOrganization(job)
      })
      switched()
      return restored
    },
  }
}

export type JobActions = ReturnType<typeof createJobActions>
