import { constants } from 'node:os'
import { waitAfter } from '../../../shared/backoff.ts'
import type { Reason } from '../../../shared/run-state.ts'
import type { TaskRow } from '../store/tasks.ts'
import { type Claim, type Facts, factsOf, type NextAttempt, type Outcome } from './attempt.ts'

/** A task that is interrupted this often in a row is more likely the cause than the effect. */
const mostLost = 3
/** How often a worker that sends heartbeats but cannot be reached is called. */
const mostUnreached = 100

/** When a failed task is retried; null if it is not. */
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
  // A dead or missing worker says nothing about the task: another worker does it.
  if (type === 'service' && (reason === 'lost' || reason === 'unreachable'))
    return task.attempts >= mostUnreached ? null : { dueAt: now, lost }
  if (task.attempts >= task.maxAttempts) return null
  const { backoff, exitCodes, maxAttempts } = spec.retry
  const code = exitCodes === null ? null : shellCode(reason, facts)
  if (exitCodes !== null && reason !== 'lost' && !exitCodes.includes(code ?? -1)) return null
  // A task that a person retried has its attempts, and their waits, from the start.
  const tried = task.attempts - (task.maxAttempts - maxAttempts)
  return { dueAt: now + waitAfter(backoff, tried, random), lost }
}

/** The exit code that a shell would report for such an end. */
function shellCode(reason: Reason | null, facts: Facts | null): number | null {
  if (reason === 'timeout') return 124
  if (reason === 'could-not-start') return 127
  if (facts?.signal) return 128 + (constants.signals[facts.signal as NodeJS.Signals] ?? 0)
  return facts?.exitCode ?? null
}
