import type { Clock } from '../base/clock.ts'
import type { Log } from '../base/log.ts'
import type { Store } from '../store/store.ts'

/** The pid of a run shorter than this is written with its end, without a write of its own. */
const pidMs = 300

type Parts = {
  store: Pick<Store, 'submit' | 'attempts' | 'tasks'>
  clock: Clock
  log: Log
  /** The attempt of this process with that token. */
  attempt: (attemptId: string) => { task: number; number: number } | null
  /** Whether the attempt has no known end. */
  isAwaited: (attemptId: string) => boolean
}

/** Records the pid of a program that runs for a while. */
export function createPidKeeper({ store, clock, log, attempt, isAwaited }: Parts) {
  function keep(attemptId: string, pid: number): void {
    const found = attempt(attemptId)
    if (!found) return
    store
      .submit('record a pid', () => store.attempts.setPid({ ...found, pid }))
      .catch((error: unknown) => log.warn('could not store the pid of an attempt', { attemptId, error }))
  }

  return ({ attemptId, pid }: { attemptId: string; pid: number }): void => {
    const found = attempt(attemptId)
    if (log.isDebug) log.debug('attempt started', { run: found && store.tasks.get(found.task)?.run, attempt: found?.number, pid })
    clock.after(pidMs, () => isAwaited(attemptId) && keep(attemptId, pid))
  }
}
