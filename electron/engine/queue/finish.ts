import { deepestJson, isTooDeep } from '../../../shared/model/json.ts'
import { moves } from '../../../shared/run-state.ts'
import { plainText } from '../../../shared/visible-text.ts'
import type { Store } from '../store/store.ts'
import type { TaskRow } from '../store/tasks.ts'
import { type Claim, type Ending, type FailReason, factsOf, type NextAttempt, noFacts, type Outcome } from './attempt.ts'
import { nextAttempt } from './next-attempt.ts'
import { followEnds } from './run-ends.ts'
import type { Core } from './run-kind.ts'

/**
 * Records the end of an attempt, once: only the holder of the task's token can. If another attempt follows, the task waits
 * for it in the same commit; otherwise the runs that wait for the end of this one start. False: it was recorded before. Call
 * inside a write.
 */
export function finish(core: Core, claim: Claim, given: Ending, now: number, random: () => number): boolean {
  const { store } = core
  const task = store.tasks.get(claim.task)
  if (!task || task.token !== claim.attemptId) return false
  const kind = core.kinds[claim.runKind]
  const ending = fit(kind.verdict(core, claim, given, task.stopAsked !== null))
  const outcome = outcomeOf(claim, task, ending, now)
  const hasFailed = outcome.move === 'fail'
  const isUnknown = hasFailed && !outcome.stopAsked && mayBeDone(ending) && kind.atMostOnce(core, claim, now)
  const next = hasFailed && !isUnknown ? nextAttempt(task, claim, outcome, now, random) : null
  const isInTask = saysAll(task, outcome)
  if (!isInTask) endAttempt(store, claim, outcome)
  if ('worker' in ending && ending.worker !== undefined) store.workers.record(claim.task, ending.worker)
  if (next && waitForNext(core, claim, outcome, next, now)) return true
  endTask(core, claim, isUnknown ? { ...outcome, reason: 'unknown-outcome' } : outcome, isInTask, now)
  return true
}

/** False: its run cannot continue. */
function waitForNext(core: Core, claim: Claim, outcome: Outcome, next: NextAttempt, now: number): boolean {
  const { task, queue, attemptId: token } = claim
  const stage = core.kinds[claim.runKind].retrying(core, claim, outcome, next, now)
  if (stage !== null) core.store.moves.task('retry', { task, queue, place: 'running', at: now, token, stage, ...next })
  return stage !== null
}

function endTask(core: Core, claim: Claim, outcome: Outcome, isInTask: boolean, now: number): void {
  const { task, queue, attemptId: token } = claim
  const { move, at, reason, ending } = outcome
  const kind = core.kinds[claim.runKind]
  const result = kind.keeps.result && ending.type === 'succeeded' ? ending.result : null
  const process = isInTask ? factsOf(ending) : null
  core.store.moves.task(move, { task, queue, place: 'running', at, token, reason, result, process })
  followEnds(core, kind.ended(core, claim, outcome, now), now)
}

/** Ends a task that has not started and will not. Call inside a write. */
export function failQueued(core: Core, seq: number, reason: FailReason, error: string, now: number): void {
  const { store } = core
  const work = store.tasks.work(seq)
  const place = store.tasks.get(seq)?.stage ?? null
  if (!store.moves.task('withdraw', { task: seq, queue: work.queue, place, at: now, reason: 'withdrawn' })) return
  const ending: Ending = { type: 'failed', reason, error, facts: null }
  const outcome: Outcome = { move: 'fail', reason, error, ending, attempt: 0, at: now, ms: 0, stopAsked: false }
  followEnds(core, core.kinds[work.runKind].ended(core, work, outcome, now), now)
}

/**
 * Makes an outcome fit to be stored. Errors are shown in lists and notifications, so terminal colors are removed. A result
 * that is nested too deeply counts as an error, because it could not even be serialized.
 */
function fit(ending: Ending): Ending {
  if (ending.type === 'failed') return { ...ending, error: plainText(ending.error) }
  if (ending.type !== 'succeeded' || !isTooDeep(ending.result)) return ending
  const error = `The result is nested too deeply. At most ${deepestJson} levels are allowed.`
  return { type: 'failed', reason: 'error', error, facts: ending.facts, ...('files' in ending ? { files: ending.files } : {}) }
}

/** Unknown: the runner died, or a remote request got no answer. */
const mayBeDone = (ending: Ending): boolean => ending.type === 'lost' || (ending.type === 'failed' && ending.mayBeDone === true)

function outcomeOf(claim: Claim, task: TaskRow, ending: Ending, now: number): Outcome {
  const at = Math.max(claim.startedAt, Math.min(now, factsOf(ending)?.at ?? now))
  const known = { ending, attempt: claim.attempt, at, ms: at - claim.startedAt, stopAsked: task.stopAsked !== null }
  const stopped: Outcome = { ...known, move: 'stop', reason: task.stopReason ?? 'stopped', error: null }
  switch (ending.type) {
    case 'succeeded':
      return { ...known, move: 'succeed', reason: null, error: null }
    case 'failed':
      return { ...known, move: 'fail', reason: ending.reason, error: ending.error }
    case 'stopped':
      return stopped
    case 'lost': {
      if (task.stopAsked !== null) return stopped
      const error = 'The supervisor of the run ended unexpectedly, so the run was stopped.'
      return { ...known, move: 'fail', reason: 'lost', error }
    }
  }
}

/** The task's own row says all of an attempt that succeeded, and left nothing behind that it should not have. */
function saysAll({ lastAttempt }: TaskRow, { move, ending }: Outcome): boolean {
  const { signal, droppedBytes, leftBehind } = factsOf(ending) ?? noFacts
  return lastAttempt !== null && move === 'succeed' && signal === null && droppedBytes === 0 && leftBehind === 0
}

function endAttempt(store: Store, claim: Claim, { move, reason, error, ending, at }: Outcome): void {
  const { task, attempt: number } = claim
  store.attempts.end({ ...(factsOf(ending) ?? noFacts), task, number, status: moves[move].to, reason, error, at })
}
