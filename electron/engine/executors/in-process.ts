import { AppError } from '../../../shared/errors.ts'
import type { Clock } from '../base/clock.ts'
import { type Claim, type Ending, type Executor, ended } from '../queue/queue.ts'

/** Thrown by executors of this process for a failure of the task itself. */
export class TaskFailure extends Error {
  readonly reason: 'http-status' | 'unreachable' | 'could-not-start' | 'error'
  /** A remote service may have done the work all the same. */
  readonly mayBeDone: boolean
  constructor(reason: TaskFailure['reason'], message: string, mayBeDone = false) {
    super(message)
    this.reason = reason
    this.mayBeDone = mayBeDone
  }
}

/** Contact with the worker was lost, so the outcome is unknown. */
export class CutOff extends Error {}

/**
 * Work inside this process, which ends with it, so that an attempt of an earlier engine is lost. The first cause wins: its
 * own end, a stop, or its timeout.
 */
export function inProcess(
  clock: Clock,
  defaultTimeoutMs: number | null,
  work: (claim: Claim, signal: AbortSignal) => Promise<unknown>,
): Executor {
  async function run(claim: Claim, stop: AbortSignal): Promise<Ending> {
    const timeoutMs = claim.spec.timeoutMs ?? defaultTimeoutMs
    const timeout = new AbortController()
    const cancelTimer = timeoutMs === null ? () => {} : clock.after(timeoutMs, () => timeout.abort())
    try {
      const result = await work(claim, AbortSignal.any([stop, timeout.signal]))
      return { type: 'succeeded', result, facts: null }
    } catch (error) {
      if (stop.aborted) return { type: 'stopped', facts: null }
      if (timeout.signal.aborted)
        return {
          type: 'failed',
          reason: 'timeout',
          error: `Stopped after its timeout of ${(timeoutMs ?? 0) / 1_000} s.`,
          facts: null,
          // Work inside this process does not continue elsewhere.
          mayBeDone: claim.type === 'http' || claim.type === 'service',
        }
      return failed(error)
    } finally {
      cancelTimer()
    }
  }

  return {
    begin: async (claim, { signal, resumed }) => {
      if (resumed) return ended({ type: 'lost' })
      return { ending: signal.aborted ? Promise.resolve({ type: 'stopped', facts: null }) : run(claim, signal) }
    },
  }
}

function failed(error: unknown): Ending {
  if (error instanceof CutOff) return { type: 'lost' }
  if (error instanceof TaskFailure)
    return { type: 'failed', reason: error.reason, error: error.message, facts: null, mayBeDone: error.mayBeDone }
  const message = error instanceof AppError || error instanceof Error ? error.message : String(error)
  return { type: 'failed', reason: 'error', error: message.slice(0, 2_000), facts: null }
}
