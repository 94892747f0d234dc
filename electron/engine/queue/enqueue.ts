import { AppError } from '../../../shared/errors.ts'
import { hasConditions } from '../../../shared/model/conditions.ts'
import { hookQueue } from '../../../shared/model/hook.ts'
import { defaultQueue, type Job, type Spec } from '../../../shared/model/job.ts'
import type { Params } from '../../../shared/model/params.ts'
import { isByItself, type Run, type Trigger } from '../../../shared/model/run.ts'
import { currentActor } from '../base/actor.ts'
import { newId } from '../base/ids.ts'
import type { Origin } from '../store/origins.ts'
import type { Store } from '../store/store.ts'
import type { NewTask } from '../store/tasks.ts'
import { skipRun } from './cancel.ts'
import { applyOverlap } from './overlap.ts'
import { queueOfPart } from './queue-of-part.ts'
import { followEnds } from './run-ends.ts'
import type { Core, GivenParams } from './run-kind.ts'
import { isApart } from './slots.ts'
import { typeOf } from './task-type.ts'

export type RunRequest = {
  title: string
  trigger: Trigger
  /** When it may start. */
  dueAt?: number | undefined
  /** Instead of that of its job. */
  priority?: number | undefined
  /** Why it was asked for. */
  reason?: string | undefined
  /** The scheduled time. A catch-up run waits for the runs before it, whatever its job says. */
  occurrence?: { schedule: number; dueAt: number; catchesUp: boolean }
  /** The number of its trigger. */
  cause?: number
  /** The number of its backfill. */
  backfill?: number
  values?: GivenParams
  /** Parameters of a run without a job, as they are stored. */
  stored?: Params
  /** The step of a flow's run that waits for its end. */
  parent?: { run: number; step: string }
  /** The run that it repeats. */
  origin?: Origin
} & ({ job: Job } | { spec: Spec })

/** The run and its task. */
export type Enqueued = { run: Run; task: NewTask & { seq: number } }

/**
 * Writes a run and its first task, or why it will not start. Throws conflict for a draining queue if there is no job whose
 * history could record that. Call inside a write.
 */
export function enqueue(core: Core, request: RunRequest, now: number): Enqueued {
  const { store } = core
  const job = 'job' in request ? request.job : null
  const spec = job ?? (request as { spec: Spec }).spec
  const queue = store.queues.need(job ? queueOf(store, job, request) : spec.queue, now)
  const occurrence = request.occurrence ?? null
  const values = job && core.acceptParams(job, request.values ?? {})
  const own = values ?? request.stored ?? {}
  const given = Object.keys(own).length > 0 ? own : null
  const isTest = request.parent !== undefined && store.runs.isTest(request.parent.run)
  // A part of a test is asked for by a person: neither conditions nor other runs of the job hold it up.
  const named = job && !isTest && hasConditions(job.conditions) ? job.conditions : null
  const conditions = isByItself(request.trigger) ? named : null
  if (named && job && queue.state !== 'draining') makeRoom(core, request, job, now)
  const admission = applyOverlap(core, isTest ? null : overlapping(job, occurrence), queue, now)
  if (admission.refuse === 'queue-draining' && !job) throw drainingError(queue.name)

  const id = newId(now)
  const facts = { id, jobId: job?.id ?? null, version: job?.version ?? null, title: request.title, trigger: request.trigger }
  const whence = { occurrence, cause: request.cause ?? null, backfill: request.backfill ?? null }
  const number = store.runs.insert({ ...facts, ...whence, kind: 'job', held: admission.hold, params: given, test: isTest, now })
  if (request.reason) {
    const named = { jobId: facts.jobId, params: given ?? {}, env: spec.env, use: job !== null || spec.secrets }
    store.runs.setStartReason(number, core.withoutSecrets(request.reason, named))
  }
  if (request.parent) store.parents.set(number, request.parent.run, request.parent.step)
  if (request.origin) store.origins.insert(number, request.origin)
  const dueAt = Math.max(now, request.dueAt ?? now)
  const task: NewTask = {
    id: newId(now),
    run: number,
    nodeKey: 'main',
    type: typeOf(spec),
    spec: job ? null : spec,
    stage: admission.hold || conditions ? 'held' : dueAt > now ? 'delayed' : 'ready',
    queue: queue.name,
    priority: request.priority ?? spec.priority,
    dueAt,
    maxAttempts: spec.retry.maxAttempts,
    now,
  }
  const seq = store.tasks.insert(task)
  const until = admission.hold ? null : now + (conditions?.deferMs ?? 0)
  if (conditions && admission.refuse === null)
    store.deferrals.insert({ task: seq, run: number, conditions, until, ...whatBegan(request) })
  const data = {
    trigger: facts.trigger,
    ...(occurrence ? { dueAt: occurrence.dueAt } : {}),
    ...(admission.hold ? { behind: admission.because } : {}),
    ...(conditions && until !== null ? { waitsUntil: until } : {}),
  }
  store.events.appendOfRun({ number, id, jobId: facts.jobId }, 'queued', data, now)
  if (admission.refuse !== null) skipRun(store, number, admission.refuse, admission.because, now)
  const run =
    admission.refuse === null
      ? freshRun({ ...facts, dueAt: occurrence?.dueAt ?? null, number, now, isTest })
      : (store.runs.byNumber(number) as Run)
  return { run, task: { ...task, seq } }
}

/** A run that catches up waits for the runs before it, whatever its job says. */
const overlapping = (job: Job | null, occurrence: RunRequest['occurrence'] | null): Job | null =>
  job && occurrence?.catchesUp ? { ...job, overlap: 'queue' } : job

export const drainingError = (queue: string): AppError =>
  new AppError('conflict', `The queue "${queue}" is draining and accepts no new runs. Resume the queue first.`, [
    { path: 'queue', message: 'is draining' },
  ])

/** A job that runs as a hook has a slot of the hooks; one that was saved with such a queue in an earlier release has none. */
function queueOf(store: Store, { queue }: Job, { trigger, parent }: RunRequest): string {
  const own = trigger === 'hook' ? hookQueue : isApart(queue) ? defaultQueue : queue
  return trigger === 'flow' && parent ? queueOfPart(store, parent.run, own) : own
}

/**
 * A newer run of the same schedule or event replaces one that is still deferred. So does a run that a person starts, if runs
 * of the job must not overlap.
 */
function makeRoom(core: Core, request: RunRequest, job: Job, now: number): void {
  const { store } = core
  const { schedule, cause } = whatBegan(request)
  const older =
    schedule !== null
      ? store.deferrals.ofSchedule(schedule)
      : cause !== null
        ? store.deferrals.ofCause(cause)
        : isByItself(request.trigger) || job.overlap !== 'skip'
          ? []
          : waitingOf(store, job)
  followEnds(
    core,
    older.flatMap((run) => skipRun(store, run, 'superseded', null, now)),
    now,
  )
}

/** A deferred run of the job with the same schedule or event. */
function waitingOf(store: Store, job: Job): number[] {
  const active = store.runs.activeOfJob(job.id)
  const deferral = active === null ? null : store.deferrals.of(store.tasks.ofRun(active)[0]?.seq ?? -1)
  return active !== null && deferral?.isOneOfMany ? [active] : []
}

/** If every run counts, as for each file, none replaces another. */
function whatBegan({ occurrence, cause, trigger }: RunRequest): { schedule: number | null; cause: number | null } {
  const isEvent = trigger === 'app-start' || trigger === 'login' || trigger === 'wake' || trigger === 'unlock'
  return {
    schedule: occurrence && trigger === 'schedule' && !occurrence.catchesUp ? occurrence.schedule : null,
    cause: isEvent ? (cause ?? null) : null,
  }
}

type Facts = Pick<Run, 'id' | 'jobId' | 'version' | 'title' | 'trigger' | 'dueAt' | 'number'> & { now: number; isTest: boolean }

const freshRun = ({ now, isTest, ...facts }: Facts): Run => ({
  ...facts,
  kind: facts.jobId === null ? 'command' : 'job',
  actor: currentActor(),
  status: 'queued',
  reason: null,
  error: null,
  exitCode: null,
  signal: null,
  createdAt: now,
  startedAt: null,
  endedAt: null,
  retryAt: null,
  retriedAt: null,
  pinnedAt: null,
  test: isTest,
})
