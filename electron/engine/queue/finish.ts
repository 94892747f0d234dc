import { type Move, moves, type Reason } from '../../../shared/run-state.ts'
import type { Outcome } from '../../runner/protocol.ts'
import type { Ending as RunnerEnding } from '../runner-client/runner-client.ts'
import type { Store } from '../store/store.ts'
import type { Claim } from './claim.ts'

/** `refused`: it did not even reach the runner. */
export type Ending = RunnerEnding | { type: 'refused'; error: string }

type Verdict = { move: Move & ('succeed' | 'fail' | 'stop'); reason: Reason | null; error: string | null }

/**
 * Records how an attempt ended, once: only the holder of the task's token can. False: it was recorded before.
 * To be called inside a write.
 */
export function finish(store: Store, claim: Claim, ending: Ending, now: number): boolean {
  const { taskId, runId, attemptId, jobId } = claim
  const stopAsked = store.tasks.get(taskId)?.stopAsked != null
  const { move, reason, error } = verdictOf(claim, ending, stopAsked)
  const endedAt = endOf(ending, store.runs.get(runId)?.startedAt ?? now, now)
  if (!store.moves.task(move, { id: taskId, at: endedAt, token: attemptId, reason })) return false
  const outcome = ending.type === 'outcome' ? ending.outcome : null
  const exit = { exitCode: outcome?.code ?? null, signal: outcome?.signal ?? null }
  store.attempts.end({
    id: attemptId,
    status: moves[move].to,
    reason,
    error,
    pid: outcome?.pid ?? null,
    ...exit,
    at: endedAt,
    droppedBytes: outcome?.droppedBytes ?? 0,
    leftBehind: outcome?.leftBehind ?? 0,
  })
  store.moves.run(move, { id: runId, at: endedAt, reason, error, ...exit })
  store.events.append({
    at: now,
    noun: 'run',
    id: runId,
    type: moves[move].to,
    data: { jobId, attempt: claim.attempt, reason, error, ...exit },
  })
  return true
}

/** When the child ended, which may be long before anybody was there to record it. */
const endOf = (ending: Ending, startedAt: number, now: number): number =>
  ending.type === 'outcome' ? Math.max(startedAt, Math.min(now, ending.outcome.at)) : now

function verdictOf(claim: Claim, ending: Ending, stopAsked: boolean): Verdict {
  if (ending.type === 'refused') return { move: 'fail', reason: 'could-not-start', error: ending.error }
  if (ending.type === 'lost') {
    return stopAsked
      ? { move: 'stop', reason: 'stopped', error: null }
      : { move: 'fail', reason: 'lost', error: 'The process that watched this run died; what it was doing is unknown.' }
  }
  const { outcome } = ending
  if (outcome.error !== null) return { move: 'fail', reason: 'could-not-start', error: outcome.error }
  if (outcome.cause === 'stop') return { move: 'stop', reason: 'stopped', error: null }
  if (outcome.cause === 'timeout')
    return { move: 'fail', reason: 'timeout', error: `Stopped after its timeout of ${(claim.spec.timeoutMs ?? 0) / 1_000} s.` }
  return verdictOfExit(outcome)
}

function verdictOfExit({ code, signal, lastLine }: Outcome): Verdict {
  if (code === 0) return { move: 'succeed', reason: null, error: null }
  if (signal !== null) return { move: 'fail', reason: 'signal', error: lastLine ?? `Ended by ${signal}.` }
  return { move: 'fail', reason: 'exit-code', error: lastLine ?? `Ended with exit code ${code}, and wrote nothing.` }
}
