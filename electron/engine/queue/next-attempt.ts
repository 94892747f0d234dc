import { constants } from 'node:os'
import { waitAfter } from '../../../shared/backoff.ts'
import type { Reason } from '../../../shared/run-state.ts'
import type { TaskRow } from '../store/tasks.ts'
import { type Claim, type Facts, factsOf, type NextAttempt, type Outcome } from './attempt.ts'

/** What is cut off so often in a row is more likely the cause than the victim. */
const mostLost = 3
/** A worker that says that it is there, and cannot be reached, is called so often. */
const mostUnreached = 100

/** When a task that failed is tried again; null when it is not. */
export function nextAttempt(
  task: TaskRow,
  { spec, type }: Claim,
  { reason, ending }: Outcome,
  now: number,
  random: () => number,
): NextAttempt | null {
  const facts = factsOf(ending)
  const lost = reason === 'lost' ? task.lost + 1 : 0
  if (task.stopAsked !== null || lost >= mostLost) return null
  // That a worker died, or that none was there, says nothing of the work: another one does it.
  if (type === 'service' && (reason === 'lost' || reason === 'unreachable'))
    return task.attempts >= mostUnreached ? null : { dueAt: now, lost }
  if (task.attempts >= task.maxAttempts) return null
  const { backoff, exitCodes, maxAttempts } = spec.retry
  const code = exitCodes === null ? null : shellCode(reason, facts)
  if (exitCodes !== null && reason !== 'lost' && !exitCodes.includes(code ?? -1)) return null
  // Who was retried by hand has its attempts, and their waits, from the beginning.
  const tried = task.attempts - (task.maxAttempts - maxAttempts)
  return { dueAt: now + waitAfter(backoff, tried, random), lost }
}

/** The exit code by which a shell would report such an end. */
function shellCode(reason: Reason | null, facts: Facts | null): number | null {
  if (reason === 'timeout') return 124
  if (reason === 'could-not-start') return 127
  if (facts?.signal) return 128 + (constants.signals[facts.signal as NodeJS.Signals] ?? 0)
  return facts?.exitCode ?? null
}
