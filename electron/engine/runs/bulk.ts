import type { BulkResult, bulkActions } from '../../../shared/contract/tasks.ts'
import { AppError } from '../../../shared/errors.ts'
import type { Run } from '../../../shared/model/run.ts'
import { leaveDeletedRun } from '../alerts/alerts.ts'
import type { Clock } from '../base/clock.ts'
import { type Core, cancelRun, retryRun, withdrawAll } from '../queue/queue.ts'
import { deleteLogs, deletePieces } from './delete-run.ts'
import type { RunQuery } from './run-list.ts'
import type { RunActions } from './runs.ts'

type Action = (typeof bulkActions)[number]
type Filter = Omit<RunQuery, 'cursor' | 'limit'>

const labels = { cancel: 'cancel a run', retry: 'retry a run', delete: 'delete a run' } as const satisfies Record<Action, string>

/** The most runs that one write changes, so that other writes do not wait for long. */
const batch = 250
const shownProblems = 10

/** One action on many runs. A run that refuses it does not keep the others from it. */
export function createBulk(core: Core, clock: Clock, runs: RunActions, dataFolder: string) {
  const { store } = core
  /** Acts on the current state of the run, which may have changed since it was listed. Returns the logs to delete. */
  function doOne(action: Action, listed: Run): string[] {
    const run = store.runs.byNumber(listed.number)
    if (!run) throw new AppError('not-found', `There is no run "${listed.number}".`)
    switch (action) {
      case 'cancel':
        cancelRun(core, run.number, 'stopped', clock.now())
        return []
      case 'retry':
        retryRun(core, run.number, clock.now())
        return []
      case 'delete':
        return remove(run)
    }
  }

  function remove(run: Run): string[] {
    if (run.endedAt === null)
      throw new AppError('conflict', `Could not delete run ${run.number}: it has not ended (${run.status}). Cancel it first.`)
    const { number, id, jobId } = run
    leaveDeletedRun(store, number, clock.now())
    const logs = store.retention.deleteRun(number)
    store.events.append({ at: clock.now(), noun: 'job', id: jobId ?? id, type: 'run deleted', data: { run: number } })
    return logs
  }

  /** A run that has not ended, or is gone, is refused when its turn comes. */
  async function thin(number: number): Promise<void> {
    if (store.runs.byNumber(number)?.endedAt != null) await deletePieces({ ...core, dataFolder }, number)
  }

  async function doAll(action: Action, some: Run[], result: BulkResult): Promise<void> {
    const withdrawn =
      action === 'cancel' ? await store.submit('cancel a run', () => withdrawAll(core, some, clock.now())) : new Set()
    result.done += withdrawn.size
    const others = some.filter(({ number }) => !withdrawn.has(number))
    if (action === 'delete') for (const run of others) await thin(run.number)
    const outcomes = await Promise.allSettled(others.map((run) => store.submit(labels[action], () => doOne(action, run))))
    const logs: string[] = []
    for (const [index, outcome] of outcomes.entries()) {
      if (outcome.status === 'fulfilled') {
        result.done++
        logs.push(...outcome.value)
      } else if (outcome.reason instanceof AppError) {
        result.refused++
        if (result.problems.length < shownProblems)
          result.problems.push({ ref: String(others[index]?.number), message: outcome.reason.message })
      } else throw outcome.reason
    }
    await deleteLogs(dataFolder, logs)
  }

  return {
    async refs(action: Action, refs: string[]): Promise<BulkResult> {
      const result: BulkResult = { done: 0, refused: 0, problems: [] }
      const found = refs.flatMap((ref) => {
        const run = store.runs.find(ref)
        if (run) return [run]
        result.refused++
        result.problems.push({ ref, message: `There is no run "${ref}".` })
        return []
      })
      const once = [...new Map(found.map((run) => [run.number, run])).values()]
      for (let at = 0; at < once.length; at += batch) await doAll(action, once.slice(at, at + batch), result)
      return result
    },
    /** The runs that a list shows; newer ones are not among them. */
    async matching(action: Action, filter: Filter): Promise<BulkResult> {
      const result: BulkResult = { done: 0, refused: 0, problems: [] }
      for (let cursor: string | null = null; ; ) {
        const page: { items: Run[]; nextCursor: string | null } = await runs.list({ ...filter, cursor, limit: batch })
        await doAll(action, page.items, result)
        cursor = page.nextCursor
        if (cursor === null) return result
      }
    },
    async remove(ref: string): Promise<{ id: string }> {
      const run = runs.find(ref)
      await thin(run.number)
      const logs = await store.submit('delete a run', () => doOne('delete', run))
      await deleteLogs(dataFolder, logs)
      return { id: run.id }
    },
  }
}
