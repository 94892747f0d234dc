import { AppError } from '../../shared/errors.ts'
import type { Run, RunDetail, RunEvent } from '../../shared/model/run.ts'
import type { State } from '../../shared/run-state.ts'
import type { Clock } from './clock.ts'
import { cancel } from './queue/cancel.ts'
import type { Dispatcher } from './queue/dispatcher.ts'
import { revive } from './queue/revive.ts'
import { whyItWaits } from './queue/why-it-waits.ts'
import type { Store } from './store/store.ts'

export type RunQuery = { status: State | null; job: string | null; q: string | null; cursor: string | null; limit: number }

export type RunActions = ReturnType<typeof createRunActions>

/** Runs by id or number. Errors are not-found, conflict (ended, not ended), invalid (a cursor that is none). */
export function createRunActions(store: Store, clock: Clock, dispatcher: Dispatcher, isRunnerThere: () => boolean) {
  function find(ref: string): Run {
    const run = store.runs.find(ref)
    if (!run) throw new AppError('not-found', `There is no run "${ref}".`)
    return run
  }

  function detail(ref: string): RunDetail {
    const run = find(ref)
    const tasks = store.tasks.ofRun(run.number)
    const nodes = tasks.map((task) => ({
      key: task.nodeKey,
      taskId: task.id,
      status: task.status,
      reason: task.reason,
      attempts: task.attempts,
      maxAttempts: task.maxAttempts,
      queue: task.queue,
      priority: task.priority,
      waitsFor: whyItWaits(store, task, dispatcher.places, isRunnerThere(), clock.now()),
      tries: store.attempts.ofTask(task.seq),
    }))
    const result = tasks.length === 1 && tasks[0] ? store.tasks.result(tasks[0].seq) : null
    return { ...run, job: run.jobId === null ? null : run.title, params: {}, shared: {}, result, nodes }
  }

  function list({ status, job, q, cursor, limit }: RunQuery): { items: Run[]; nextCursor: string | null } {
    if (cursor !== null && !/^\d{1,15}$/.test(cursor))
      throw new AppError('invalid', 'This cursor is not one of ours.', [{ path: 'cursor', message: 'is not valid' }])
    const jobId = job === null ? null : store.jobs.find(job).id
    const found = store.runs.list({ status, jobId, q, before: cursor === null ? null : Number(cursor), limit: limit + 1 })
    const items = found.slice(0, limit)
    return { items, nextCursor: found.length > limit ? String(items.at(-1)?.number) : null }
  }

  return {
    find,
    /** Those of them that there are. */
    some: (ids: string[]): Run[] => ids.flatMap((id) => store.runs.get(id) ?? []),
    detail,
    list,
    events: (ref: string): RunEvent[] => store.events.ofRun(find(ref).number),
    async cancel(ref: string): Promise<Run> {
      const { number, id } = find(ref)
      const { stop } = await store.write(() => cancel(store, number, 'stopped', clock.now()))
      dispatcher.stopAttempts(stop)
      dispatcher.wake()
      return find(id)
    },
    async retry(ref: string): Promise<Run> {
      const { number, id } = find(ref)
      await store.write(() => revive(store, number, clock.now()))
      dispatcher.wake()
      return find(id)
    },
  }
}
