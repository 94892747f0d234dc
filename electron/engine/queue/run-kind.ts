import type { Run, RunDetail, Trigger } from '../../../shared/model/run.ts'
import type { SecretUse } from '../../../shared/model/secret.ts'
import type { Stage } from '../../../shared/run-state.ts'
import type { Wait } from '../store/run-waits.ts'
import type { RunKindName } from '../store/runs.ts'
import type { Store } from '../store/store.ts'
import type { TaskRow, Work } from '../store/tasks.ts'
import type { Claim, Ending, NextAttempt, Outcome } from './attempt.ts'

/** What every write about runs goes by: the store, how runs of each kind go on, and what follows the end of any of them. */
export type Core = {
  store: Store
  kinds: Record<RunKindName, RunKind>
  /** Starts the runs that wait for this one to end. To be called inside a write. */
  startFollowers(core: Core, ended: RunEnd, now: number): void
}

/** A run that has ended in the write under way. The queue releases the next run of its job and starts what follows it. */
export type RunEnd = Pick<Run, 'number' | 'id' | 'jobId' | 'status'> & {
  /** Nothing follows a run that never started. */
  hadStarted: boolean
}

export type Cancellation = {
  why: 'stopped' | 'replaced'
  /** A flow is not given the time to clear up. */
  terminate: boolean
}

/**
 * What differs between the runs of a job, a flow and a pipeline. The queue asks the kind of a run and knows no kind itself; a new
 * kind is a file that implements this.
 */
export type RunKind = {
  // For the queue, inside a write.
  mayStart(core: Core, work: Work, now: number): boolean
  /** An attempt has started. */
  started(core: Core, claim: Claim, now: number): void
  /** May turn a success into a failure. */
  verdict(core: Core, claim: Claim, ending: Ending, stopAsked: boolean): Ending
  /** A task of which nobody knows whether it was done must not be tried again. */
  atMostOnce(core: Core, claim: Claim, now: number): boolean
  /** An attempt has failed, and another one follows. Gives the stage in which the task waits for it; null: its run cannot go on. */
  retrying(core: Core, work: Work, outcome: Outcome, next: NextAttempt, now: number): Stage | null
  /** A task has ended. Gives the runs that ended by it. */
  ended(core: Core, work: Work, outcome: Outcome, now: number): RunEnd[]
  /** Gives the runs that ended by it. What runs is stopped first, and ends later. */
  cancel(core: Core, run: Run, how: Cancellation, now: number): RunEnd[]
  /** Queues an ended run for another attempt. Throws conflict, with what to do instead. */
  retry(core: Core, run: Run, now: number): void
  /** Does what a run has waited for, or what an earlier write has left. Gives the runs that ended by it. */
  continue(core: Core, wait: Wait, now: number): RunEnd[]

  // For executors.
  /** Variables of a child beside those of its spec. */
  childEnvironment(claim: Claim): Promise<Record<string, string>>
  /** Which secrets its spec may name: a stranger's flow or manifest gets none that it does not ask for in so many words. */
  secretUse(claim: Claim): SecretUse
  keeps: {
    /** What a program wrote is its result. */
    output: boolean
    /** The result of a task is kept with the task. */
    result: boolean
    files: 'always' | 'on-success'
    /** An attempt whose files cannot be kept has failed. */
    unkeptFails: boolean
  }

  // For people, outside a write.
  /** Starts a new run of the same, as it is defined now. */
  runAgain(core: Core, run: Run, trigger: Trigger, now: number): Promise<Run>
  detail(core: Core, run: Run, whyWaiting: (task: TaskRow) => string | null): KindDetail
  /** The newest runs of the same definition, in which a failure may have been made good since. */
  recentRuns(core: Core, run: Run, limit: number): { status: string }[]
  /** Whose log a node or step means, or none of them: the id of a task, or of the run itself. Throws not-found. */
  logOwner(core: Core, run: Run, node: string | undefined): string
  /** Deletes most of what a large run has, so many rows to a write. A run that can be retried keeps its tasks. */
  deletePieces(deletion: Deletion): Promise<void>
}

export type Deletion = { store: Store; run: number; atOnce: number; deleteLogs(paths: string[]): Promise<void> }

export type KindDetail = Pick<RunDetail, 'job' | 'flow' | 'pipeline' | 'shared' | 'result' | 'failedNode' | 'nodes'> & {
  version?: number | null
}
