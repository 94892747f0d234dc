import { join } from 'node:path'
import { AppError } from '../../../shared/errors.ts'
import { createLatch, type Topic } from '../base/topic.ts'
import type { AttemptLog } from '../store/attempts.ts'
import type { Store } from '../store/store.ts'

/** The log of this attempt grew or ended; `runId` instead when the run may have a newer attempt. */
export type LogSignal = { attemptId?: string; runId?: string }

export type LogPlaces = ReturnType<typeof createLogPlaces>

/** Where the logs of runs are, and when they grow. The owner of a log is an existing run, or a task of one, by its id. */
export function createLogPlaces(dataFolder: string, store: Store, grew: Topic<LogSignal>) {
  const pathOf = ({ logPath }: Pick<AttemptLog, 'logPath'>): string => join(dataFolder, logPath)

  /** Null: the run has not started. */
  function logOf(owner: string, attempt: number | null): AttemptLog | null {
    const log = store.attempts.log(owner, attempt)
    if (!log && attempt !== null) throw new AppError('not-found', `This run has no attempt ${attempt}.`)
    return log
  }

  const hasEnded = (owner: string): boolean => (store.runs.get(owner) ?? store.tasks.find(owner))?.endedAt !== null

  /** Matches signals about the log of `attempt`; without a number that is the newest attempt. The end of a task is signaled for its run. */
  function growthOf(owner: string, attempt: number | null) {
    const task = store.runs.get(owner) ? null : store.tasks.find(owner)
    const runId = task ? store.runs.byNumber(task.run)?.id : owner
    return createLatch(grew, (signal) => signal.runId === runId || signal.attemptId === store.attempts.log(owner, attempt)?.id)
  }

  return { pathOf, logOf, hasEnded, growthOf }
}
