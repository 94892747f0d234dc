import { AppError } from '../../shared/errors.ts'
import type { Run, RunDetail, RunEvent } from '../../shared/model/run.ts'
import type { State } from '../../shared/run-state.ts'
import type { Clock } from './clock.ts'
import { cancel } from './queue/cancel.ts'
import type { RunnerClient } from './runner-client/runner-client.ts'
import type { Store } from './store/store.ts'

export type RunQuery = { status: State | null; job: string | null; q: string | null; cursor: string | null; limit: number }

/** Runs by id or number. Errors are not-found, conflict (already ended), invalid (a cursor that is none). */
export function createRunActions(store: Store, clock: Clock, runner: RunnerClient) {
  function find(ref: string): Run {
    const run = store.runs.find(ref)
    if (!run) throw new AppError('not-found', `There is no run "${ref}".`)
    return run
  }

  function detail(ref: string): RunDetail {
    const run = find(ref)
    const nodes = store.tasks.ofRun(run.id).map(({ id, nodeKey, status, reason, attempts }) => ({
      key: nodeKey,
      status,
      reason,
      attempts,
      tries: store.attempts.ofTask(id),
    }))
    return { ...run, job: run.jobId === null ? null : run.title, params: {}, shared: {}, result: resultOf(run), nodes }
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
    detail,
    list,
    events: (ref: string): RunEvent[] => store.events.ofRun(find(ref).id),
    async cancel(ref: string): Promise<Run> {
      const { id } = find(ref)
      const { stop } = await store.write(() => cancel(store, id, clock.now()))
      for (const attemptId of stop) runner.stop(attemptId)
      return find(id)
    },
  }
}

const resultOf = ({ status, exitCode }: Run): unknown => (status === 'succeeded' ? { exitCode } : null)
