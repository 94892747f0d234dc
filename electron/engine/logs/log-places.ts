import { access } from 'node:fs/promises'
import { join } from 'node:path'
import { AppError } from '../../../shared/errors.ts'
import type { LogGone } from '../../../shared/model/log.ts'
import { indexPath } from '../../runner/log-format.ts'
import { createLatch, type Topic } from '../base/topic.ts'
import type { AttemptLog } from '../store/attempts.ts'
import type { Store } from '../store/store.ts'
import { levelsPath } from './levels-file.ts'

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

/** A run without output has no log either: only files beside it, or what is known of the attempt, say that there was one. */
export async function goneOf(path: string, printed: boolean): Promise<LogGone | null> {
  if (await exists(path)) return null
  const others = await Promise.all([exists(indexPath(path)), exists(levelsPath(path))])
  if (others.includes(true)) return { at: null, why: 'The log file was deleted outside of LocalFlow.' }
  return printed ? { at: null, why: 'The log is missing: deleted outside of LocalFlow, or on another disk.' } : null
}

const exists = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  )
