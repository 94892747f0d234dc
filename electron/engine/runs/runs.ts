import { AppError } from '../../../shared/errors.ts'
import type { CountedFacts } from '../../../shared/filter/match-facts.ts'
import type { Activity, RunningRun } from '../../../shared/model/activity.ts'
import type { Artifact } from '../../../shared/model/object.ts'
import type { Run, RunDetail, RunEvent, Trigger } from '../../../shared/model/run.ts'
import type { RunRelated } from '../../../shared/model/run-related.ts'
import { failing } from '../alerts/alerts.ts'
import { currentActor } from '../base/actor.ts'
import type { Clock } from '../base/clock.ts'
import type { DiskPort } from '../base/disk-port.ts'
import { shownParams, shownValue } from '../base/sealed.ts'
import { type Again, type Core, cancelRun, type Dispatcher, type RunKind, retryRun, whyWaiting } from '../queue/queue.ts'
import type { Store } from '../store/store.ts'
import type { TaskRow } from '../store/tasks.ts'
import { actOnRun } from './act-on-run.ts'
import { readActivity } from './activity.ts'
import { exportRuns } from './export-runs.ts'
import { hookOfStep, hookSteps } from './hook-steps.ts'
import { lastSuccessBefore } from './last-success.ts'
import { missingRun } from './missing-run.ts'
import { relatedOf } from './related.ts'
import { createRunCount, type RunCount } from './run-count.ts'
import { newestRunFacts } from './run-facts.ts'
import { createRunList } from './run-list.ts'
import { createRunNeighbors } from './run-neighbors.ts'
import { usualBefore } from './usual-duration.ts'
import type { WaitingRuns } from './waiting.ts'

export { deleteLogs, deletePieces, deleteResults, deleteTasks } from './delete-run.ts'
export { exportForms } from './export-runs.ts'
export { hooksOfJob } from './job-run.ts'
export { missingRun } from './missing-run.ts'
export { type RunsByFilter, readRunFilter } from './run-filter.ts'
export type { WaitingRuns } from './waiting.ts'

const childrenShown = 200
const successorsShown = 10

function parentOf(store: Store, number: number): RunDetail['parent'] {
  const link = store.parents.of(number)
  const parent = link && store.runs.byNumber(link.run)
  return parent && link ? { id: parent.id, number: parent.number, title: parent.title, step: link.step } : null
}

const childrenOf = (store: Store, number: number): RunDetail['children'] =>
  store.parents.children(number, childrenShown).flatMap(({ number: child, step }) => {
    const run = store.runs.byNumber(child)
    return run ? [{ id: run.id, number: child, title: run.title, step, status: run.status }] : []
  })

function originOf(store: Store, number: number): RunDetail['origin'] {
  const origin = store.origins.of(number)
  if (!origin) return null
  const { source, how, node, event } = origin
  return { id: store.runs.byNumber(source)?.id ?? null, number: source, how, node, event }
}

const successorsOf = (store: Store, number: number): RunDetail['successors'] =>
  store.origins.madeFrom(number, successorsShown).flatMap(({ run: successor, how }) => {
    const run = store.runs.byNumber(successor)
    return run ? [{ id: run.id, number: run.number, how, status: run.status }] : []
  })

/** The artifacts of attempts. */
type KeptFiles = {
  ofAttempt(
    task: number,
    attempt: number,
    cursor: string | null,
    limit: number,
  ): { items: Artifact[]; nextCursor: string | null; count: number; bytes: number }
}

const noFiles = { items: [], nextCursor: null, count: 0, bytes: 0 }

const isStorageTrouble = (error: unknown): boolean =>
  error instanceof AppError && (error.code === 'storage-full' || error.code === 'unavailable')

export type RunActions = ReturnType<typeof createRunActions>

/** Runs by id or number. Errors are not-found, conflict (ended, not ended), invalid (an invalid cursor). */
export function createRunActions(
  core: Core,
  clock: Clock,
  dispatcher: Pick<Dispatcher, 'slots' | 'answers'>,
  disk: Pick<DiskPort, 'trouble'>,
  /** Why there is no runner, as a sentence. */
  runners: { problem(): string | null },
  /** Which conditions a task waits for, as a sentence. */
  conditions: { words(task: number): string | null },
  kept: KeptFiles,
  waiting: Pick<WaitingRuns, 'told'>,
) {
  const { store } = core
  const kindOf = ({ number }: Run): RunKind => core.kinds[store.runs.kind(number)]

  function find(ref: string): Run {
    const run = store.runs.find(ref)
    if (!run) throw missingRun(store, ref, clock.now())
    return run
  }

  /** A full disk lets no program run on: its runner keeps the end until that can be recorded. False: no program of its own runs. */
  function stopUnrecorded({ number }: Run): boolean {
    if (store.runs.kind(number) !== 'job') return false
    const attempts = store.tasks.ofRun(number).flatMap(({ status, token }) => (status === 'running' && token ? [token] : []))
    dispatcher.answers.stop(attempts.map((attemptId) => ({ attemptId, by: currentActor() })))
    return attempts.length > 0
  }

  const whyTaskWaits = (task: TaskRow): string | null =>
    whyWaiting(
      store,
      task,
      dispatcher.slots,
      { disk: disk.trouble(), runner: runners.problem(), conditions: conditions.words },
      clock.now(),
    )

  function detail(ref: string): RunDetail {
    const [run = find(ref)] = waiting.told([find(ref)])
    const params = shownParams(store.runs.params(run.number))
    const common = {
      ...run,
      parent: parentOf(store, run.number),
      children: childrenOf(store, run.number),
      origin: originOf(store, run.number),
      successors: successorsOf(store, run.number),
      hooks: hookSteps(store, run.number),
      params,
      startReason: store.runs.startReason(run.number),
    }
    return { ...common, ...kindOf(run).detail(core, run, whyTaskWaits) }
  }

  /** Whose log is meant: the run's own, or that of a task of one of its nodes. */
  function logOwner(ref: string, node: string | undefined): string {
    const run = find(ref)
    return hookOfStep(store, run.number, node) ?? kindOf(run).logOwner(core, run, node)
  }

  const usualMsOf = ({ jobId, number }: Run): number | null =>
    jobId === null ? null : (usualBefore(store, { kind: 'job', id: jobId }, number)?.medianMs ?? null)

  const list = createRunList(store, clock, waiting)
  const count = createRunCount(store, clock, waiting)
  const neighbors = createRunNeighbors(store, clock, waiting, find)

  return {
    find,
    logOwner,
    /** The artifacts of an attempt: of the run, or of one of its nodes or steps; without a number, the newest. */
    files(
      ref: string,
      {
        node,
        attempt,
        cursor,
        limit,
      }: { node: string | undefined; attempt: number | null; cursor: string | null; limit: number },
    ) {
      const run = find(ref)
      const owner = logOwner(ref, node)
      const task = owner === run.id ? (store.tasks.ofRun(run.number)[0] ?? null) : store.tasks.find(owner)
      const files = task ? kept.ofAttempt(task.seq, attempt ?? task.attempts, cursor, limit) : noFiles
      const notKept = store.events.ofRun(run.number).findLast(({ type }) => type === 'files not kept')
      return { ...files, problem: node === undefined ? ((notKept?.data['error'] as string | undefined) ?? null) : null }
    },
    /** The runs that exist. */
    some: (ids: string[]): Run[] => ids.flatMap((id) => store.runs.get(id) ?? []),
    detail,
    related: (ref: string): Promise<RunRelated> => relatedOf(core, find(ref)),
    /** The newest earlier run of the same definition that succeeded; with a node, in which that node did. */
    lastSuccess: (ref: string, node: string | undefined): Promise<Run | null> => lastSuccessBefore(store, find(ref), node),
    failing: (since: number) => failing(store, since),
    /** The values of the newest runs, for suggestions. */
    facts: (): CountedFacts => newestRunFacts(store, waiting),
    list,
    count: (q: string): Promise<RunCount> => count({ status: null, job: null, q }),
    neighbors,
    /** All that match, piece by piece. Throws invalid for an invalid filter, before the first piece. */
    export: (wanted: Parameters<typeof exportRuns>[1], signal?: AbortSignal) => exportRuns(list, wanted, signal),
    activity: (): Promise<Activity> => readActivity(store, clock),
    /** The newest runs that execute something now, with the usual duration of their jobs. */
    async running(limit: number): Promise<RunningRun[]> {
      const { items } = await list({ status: 'running', job: null, q: null, waiting: false, cursor: null, limit })
      return items.map((run) => ({ ...run, usualMs: usualMsOf(run) }))
    },
    /** All events, or those after a given one. */
    events: (ref: string, after = 0, limit = -1): RunEvent[] => shownValue(store.events.ofRun(find(ref).number, after, limit)),
    async cancel(ref: string): Promise<Run> {
      const run = find(ref)
      try {
        await store.submit('cancel a run', () => cancelRun(core, run.number, 'stopped', clock.now()))
      } catch (error) {
        if (!isStorageTrouble(error) || !stopUnrecorded(run)) throw error
      }
      return find(run.id)
    },
    /** A new run of the current definition. */
    async again(ref: string, how: Again | Trigger): Promise<Run> {
      const run = find(ref)
      const again = typeof how === 'string' ? { trigger: how } : how
      return store.submit('enqueue', await kindOf(run).prepareAgain(core, run, again, clock.now()))
    },
    /** Without `isPinned`, it is no longer pinned. */
    async pin(ref: string, isPinned: boolean): Promise<Run> {
      const { number, id } = find(ref)
      await store.submit('pin a run', () => actOnRun(core, isPinned ? 'pin' : 'unpin', number, clock.now()))
      return find(id)
    },
    async retry(ref: string): Promise<Run> {
      const { number, id } = find(ref)
      await store.submit('retry a run', () => retryRun(core, number, clock.now()))
      return find(id)
    },
  }
}
