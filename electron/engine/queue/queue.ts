/**
 * The public part of the queue: functions to ask for a run, to start and end its tasks, and the differences between kinds of
 * runs. How tasks are chosen, held, retried and released stays in this folder.
 */
export type { Claim, Ending, Facts, Files, Outcome } from './attempt.ts'
export { factsOf, noFacts } from './attempt.ts'
export { cancelRun, skipQueued, skipRun, withdrawAll } from './cancel.ts'
export { checkOf } from './check-of.ts'
export { claimAgain, claimFor } from './claim.ts'
export { definitionOf, resultOf } from './definition-of.ts'
export type { Dispatcher } from './dispatcher.ts'
export { type Enqueued, enqueue } from './enqueue.ts'
export { type Context, couldNotStart, type Executor, ended } from './executor.ts'
export { failQueued, finish } from './finish.ts'
export { startFirstHooks } from './hooks-of.ts'
export { queueOfPart } from './queue-of-part.ts'
export { releaseAll } from './release.ts'
export { retryRun } from './retry-run.ts'
export { followEnds } from './run-ends.ts'
export type {
  Again,
  Cancellation,
  Core,
  Deletion,
  GivenParams,
  HookMoment,
  KindDetail,
  NewRunSecrets,
  OwnHooks,
  RunEnd,
  RunKind,
} from './run-kind.ts'
export { typeOf } from './task-type.ts'
export { endsWhenDue, isLimitReached, whyWaiting } from './why-waiting.ts'
