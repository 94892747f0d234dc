import { unknownOutcome } from '../../../shared/flow/events.ts'
import { deepestJson, isTooDeep } from '../../../shared/model/json.ts'
import type { Usage } from '../../../shared/model/run.ts'
import type { ServiceBody } from '../../../shared/model/worker.ts'
import { moves, type Reason } from '../../../shared/run-state.ts'
import { plainText } from '../../../shared/visible-text.ts'
import { type Files, keepResult } from '../artifacts/record.ts'
import { beginJobFlow, flowOf } from '../flows/job-flow.ts'
import { endUnit, noteRetry } from '../flows/unit.ts'
import { isUnknown } from '../flows/unknown-outcome.ts'
import { endExecution } from '../pipelines/finish.ts'
import type { Store } from '../store/store.ts'
import type { TaskRow } from '../store/tasks.ts'
import { awaitService } from '../workers/await-service.ts'
import { beginFollowers, settleFlows } from './after-run.ts'
import type { Claim } from './claim.ts'
import { type NextAttempt, nextAttempt } from './next-attempt.ts'
import { release } from './overlap.ts'

/** What is known of the process behind an attempt, where there was one. */
export type Facts = {
  /** When it ended, which may be long before anybody was there to record it. */
  at: number
  pid: number | null
  exitCode: number | null
  signal: string | null
  droppedBytes: number
  leftBehind: number
  usage: Usage | null
}

export type FailReason = (typeof moves)['fail']['reasons'][number]

/** How an attempt ended, whatever kind of work it was. */
export type Ending =
  | { type: 'succeeded'; result: unknown; facts: Facts | null; files?: Files | null; worker?: string | undefined }
  | {
      type: 'failed'
      reason: FailReason
      error: string
      facts: Facts | null
      files?: Files | null
      /** The worker that did the work, where it was one. */
      worker?: string | undefined
      /** It failed for want of an answer: what was asked for may have been done. */
      mayBeDone?: boolean
    }
  | { type: 'stopped'; facts: Facts | null; files?: Files | null }
  | { type: 'lost' }

type Verdict = { move: 'succeed' | 'fail' | 'stop'; reason: Reason | null; error: string | null }

/**
 * Records how an attempt ended, once: only the holder of the task's token can. Where another attempt follows, the task
 * waits for it in the same commit; where none does, what waits for the end of the run begins. False: it was recorded before. To be
 * called inside a write.
 */
export function finish(store: Store, claim: Claim, given: Ending, now: number, random: () => number): boolean {
  const task = store.tasks.get(claim.task)
  if (!task || task.token !== claim.attemptId) return false
  const flow = claim.kind === 'flow' && given.type === 'succeeded' && task.stopAsked === null ? flowOf(store, claim) : null
  const ending: Ending =
    flow && 'problem' in flow ? { type: 'failed', reason: 'could-not-start', error: flow.problem, facts: null } : fit(given)
  const verdict = verdictOf(ending, task)
  const facts = ending.type === 'lost' ? null : ending.facts
  const endedAt = Math.max(claim.startedAt, Math.min(now, facts?.at ?? now))
  const isLeft = verdict.move === 'fail' && task.stopAsked === null && mayBeDone(ending) && isUnknown(store, claim)
  const next = verdict.move === 'fail' && !isLeft ? nextAttempt(task, claim, verdict.reason, facts, now, random) : null
  endAttempt(store, claim, verdict, facts, endedAt)
  if (claim.step !== null) {
    finishExecution(store, claim, verdict, ending, next, now)
    return true
  }
  if (given.type !== 'lost' && given.files) keepFiles(store, claim, given.files, now)
  if (claim.isFlow) {
    finishUnit(store, claim, isLeft ? { ...verdict, reason: unknownOutcome } : verdict, ending, next, now)
    return true
  }
  if (flow && !('problem' in flow)) {
    const { task: seq, queue, attemptId: token } = claim
    store.moves.task('succeed', { task: seq, queue, place: 'running', at: now, token, reason: null })
    settleFlows(store, beginJobFlow(store, claim, flow, now), now)
    return true
  }
  if (next) waitForNext(store, claim, verdict, next, facts, now)
  else endTask(store, claim, verdict, facts, endedAt, now)
  if (!next && ending.type === 'succeeded' && ending.result != null) store.tasks.setResult(claim.task, ending.result)
  if (!next) beginFollowers(store, { number: claim.run, id: claim.runId, jobId: claim.jobId }, moves[verdict.move].to, now)
  return true
}

/** What it left behind is kept, however it ended. */
function keepFiles(store: Store, { run, runId: id, jobId, task, attempt }: Claim, files: Files, now: number): void {
  if (files.count > 0) keepResult(store, { run, task, attempt, recipe: null }, files, now)
  if (files.problem === null) return
  const data = { jobId, attempt, error: files.problem }
  store.events.append({ at: now, noun: 'run', run, id, jobId, type: 'files not kept', data })
}

/** A piece of work of a pipeline: what follows from it begins in the same write. */
function finishExecution(
  store: Store,
  claim: Claim,
  verdict: Verdict,
  ending: Ending,
  next: NextAttempt | null,
  now: number,
): void {
  const { task, queue, attempt, attemptId: token } = claim
  const { move, reason, error } = verdict
  if (next) {
    const { dueAt, lost } = next
    const stage = dueAt > now ? 'delayed' : 'ready'
    store.moves.task('again', { task, queue, place: 'running', at: now, token, stage, dueAt, lost })
    return store.executions.again(claim.run, claim.step ?? 0, task)
  }
  store.moves.task(move, { task, queue, place: 'running', at: now, token, reason })
  const exitCode = ending.type === 'lost' ? null : (ending.facts?.exitCode ?? null)
  endExecution(store, claim, { move, attempt, error, exitCode }, ending, now)
}

/** A task of a flow: its end is a part of the history, from which follows what comes next. */
function finishUnit(store: Store, claim: Claim, verdict: Verdict, ending: Ending, next: NextAttempt | null, now: number): void {
  const { task, queue, attempt, attemptId: token } = claim
  const { move, reason, error } = verdict
  const exitCode = ending.type === 'lost' ? null : (ending.facts?.exitCode ?? null)
  const worker = 'worker' in ending ? ending.worker : undefined
  const end = { attempt, reason, error, exitCode, worker }
  if (next) {
    const { dueAt, lost } = next
    const waits = needsWorker(claim, reason)
    const stage = waits ? 'held' : dueAt > now ? 'delayed' : 'ready'
    if (waits) awaitService(store, task, waits, now)
    store.moves.task('again', { task, queue, place: 'running', at: now, token, stage, dueAt, lost })
    return noteRetry(store, claim, end, dueAt, now)
  }
  store.moves.task(move, { task, queue, place: 'running', at: now, token, reason })
  settleFlows(store, endUnit(store, claim, move, ending, end, now), now)
}

/** Work that a worker asks for waits for one to ask; so does work that nobody was there to be called for. */
function needsWorker({ spec: { body } }: Claim, reason: Reason | null): ServiceBody | null {
  return body.kind === 'service' && (body.mode === 'pull' || reason === 'unreachable') ? body : null
}

/** Ends a task of a flow that has not begun and will not. To be called inside a write. */
export function finishQueued(store: Store, seq: number, reason: FailReason, error: string, now: number): void {
  const work = store.tasks.work(seq)
  const stage = store.tasks.get(seq)?.stage ?? null
  if (!store.moves.task('withdraw', { task: seq, queue: work.queue, place: stage, at: now, reason: 'withdrawn' })) return
  const end = { attempt: 0, reason, error, exitCode: null }
  const ending: Ending = { type: 'failed', reason, error, facts: null }
  settleFlows(store, endUnit(store, work, 'fail', ending, end, now), now)
}

/**
 * As it can be kept. An error is shown in lists and notifications: what colors it in a terminal is left out. A result that nobody
 * can walk through is none: it could not even be written down.
 */
function fit(ending: Ending): Ending {
  if (ending.type === 'failed') return { ...ending, error: plainText(ending.error) }
  if (ending.type !== 'succeeded' || !isTooDeep(ending.result)) return ending
  const error = `Its result is nested too deeply: at most ${deepestJson} levels.`
  return { type: 'failed', reason: 'error', error, facts: ending.facts }
}

/** Nobody knows: whoever watched it died, or what was asked elsewhere gave no answer. */
const mayBeDone = (ending: Ending): boolean => ending.type === 'lost' || (ending.type === 'failed' && ending.mayBeDone === true)

function verdictOf(ending: Ending, task: TaskRow): Verdict {
  const stopped: Verdict = { move: 'stop', reason: task.stopReason ?? 'stopped', error: null }
  switch (ending.type) {
    case 'succeeded':
      return { move: 'succeed', reason: null, error: null }
    case 'failed':
      return { move: 'fail', reason: ending.reason, error: ending.error }
    case 'stopped':
      return stopped
    case 'lost':
      if (task.stopAsked !== null) return stopped
      return { move: 'fail', reason: 'lost', error: 'The process that watched this run died; what it was doing is unknown.' }
  }
}

function endAttempt(store: Store, claim: Claim, { move, reason, error }: Verdict, facts: Facts | null, at: number): void {
  const { task, attempt: number } = claim
  store.attempts.end({ ...(facts ?? noFacts), task, number, status: moves[move].to, reason, error, at })
}

const noFacts = { pid: null, exitCode: null, signal: null, droppedBytes: 0, leftBehind: 0, usage: null }

function endTask(store: Store, claim: Claim, verdict: Verdict, facts: Facts | null, at: number, now: number): void {
  const { task, queue, run, jobId, attemptId: token } = claim
  const { move, reason, error } = verdict
  const exit = { exitCode: facts?.exitCode ?? null, signal: facts?.signal ?? null }
  store.moves.task(move, { task, queue, place: 'running', at, token, reason })
  store.moves.run(move, { run, at, reason, error, ...exit })
  append(store, claim, moves[move].to, { attempt: claim.attempt, reason, error, ...exit, ms: at - claim.startedAt }, now)
  if (jobId !== null) release(store, jobId, now)
}

function waitForNext(store: Store, claim: Claim, verdict: Verdict, next: NextAttempt, facts: Facts | null, now: number): void {
  const { task, queue, run, attemptId: token, attempt } = claim
  const { dueAt, lost } = next
  const stage = dueAt > now ? 'delayed' : 'ready'
  store.moves.task('again', { task, queue, place: 'running', at: now, token, stage, dueAt, lost })
  store.moves.run('again', { run, at: now, retryAt: dueAt, error: verdict.error })
  const exit = { exitCode: facts?.exitCode ?? null, signal: facts?.signal ?? null }
  append(store, claim, 'attempt failed', { attempt, reason: verdict.reason, error: verdict.error, ...exit, retryAt: dueAt }, now)
}

function append(store: Store, claim: Claim, type: string, data: Record<string, unknown>, now: number): void {
  const { run, runId: id, jobId } = claim
  store.events.append({ at: now, noun: 'run', run, id, jobId, type, data: { jobId, ...data } })
}
