import type { Hook } from '../../../shared/model/hook.ts'
import type { Job, Spec } from '../../../shared/model/job.ts'
import type { Json } from '../../../shared/model/json.ts'
import type { Params } from '../../../shared/model/params.ts'
import type { Run, RunDetail, Trigger } from '../../../shared/model/run.ts'
import type { JobRunOptions } from '../../../shared/model/run-options.ts'
import type { SecretUse } from '../../../shared/model/secret.ts'
import type { ParamSchema } from '../../../shared/params/schema.ts'
import type { Stage } from '../../../shared/run-state.ts'
import type { Wait } from '../store/run-waits.ts'
import type { RunKindName } from '../store/runs.ts'
import type { Store } from '../store/store.ts'
import type { TaskRow, Work } from '../store/tasks.ts'
import type { Claim, Ending, NextAttempt, Outcome } from './attempt.ts'

/** The parts that every write about runs uses: the store, the kinds of runs, and the consequences of their ends. */
export type Core = {
  store: Store
  kinds: Record<RunKindName, RunKind>
  /** The values of a new run of a job, by the job's parameters. Throws invalid. */
  acceptParams(job: Job, given: GivenParams): Params
  /** The values of a new run of a flow or a pipeline of that name, by its schema. Throws invalid. */
  acceptValues(name: string, schema: ParamSchema | undefined, given: GivenParams): Params
  /** A text that is stored with a new run, without the secrets that the run gets. */
  withoutSecrets(text: string, run: NewRunSecrets): string
  /**
   * Opens or resolves the alert of the job, flow, pipeline or command whose run ended. True: it succeeded for the first time
   * since a failure. Call inside a write.
   */
  updateAlerts(core: Core, ended: RunEnd, now: number): boolean
  /** Pauses the job whose run ended if too many of its runs have failed in a row. Call inside a write. */
  pauseFailing(core: Core, ended: RunEnd, now: number): void
  /** Starts the hooks that follow something that happened in a run. Call inside a write. */
  startHooks(core: Core, run: number, moment: HookMoment, own: OwnHooks, now: number): void
  /** Starts the runs that wait for this one to end. Call inside a write. */
  startFollowers(core: Core, ended: RunEnd, now: number): void
}

/** Where the secrets of a new run are: in its parameters, and in the environment that names them. */
export type NewRunSecrets = { jobId: string | null; params: Params; env: Record<string, string>; use: SecretUse }

/** Values for the parameters of a run. Each comes before those of the line above it. */
export type GivenParams = {
  /** Of the run that is repeated. Those that the job no longer has are left out. */
  earlier?: Params | undefined
  /** Sent along with the event; only those that the job has parameters for count. */
  offered?: Params | undefined
  /** What is known about the event that starts the run; the job need not have a parameter for each. */
  facts?: Params | undefined
  /** Chosen for this run. Each must be a parameter of the job, if it has any. */
  params?: Params | undefined
  /** Parameters whose chosen value was a key of the state that has no value, with that key. */
  unset?: Readonly<Record<string, string>>
}

/** How a run is repeated: with which values and options, where they differ. */
export type Again = JobRunOptions & { trigger: Trigger; params?: Params | undefined }

/** A run that has ended in the current write. The queue releases the next run of its job and starts the runs that follow it. */
export type RunEnd = Pick<Run, 'number' | 'id' | 'jobId' | 'status'> & {
  /** Nothing follows a run that never started. */
  hadStarted: boolean
  /** If they are known: this spares a query. */
  hooks?: OwnHooks
}

/** What happened in a run. */
export type HookMoment =
  | { at: 'start' }
  | { at: 'retry'; error: string | null; exitCode: number | null }
  | { at: 'end'; hasRecovered: boolean }

/** The hooks of a run, and where their commands run. */
export type OwnHooks = { hooks: readonly Hook[]; base: Pick<Spec, 'cwd' | 'env' | 'envFile'> | null }

export type Cancellation = {
  why: 'stopped' | 'replaced'
  /** A flow gets no time for compensation and cleanup. */
  terminate: boolean
}

/**
 * The differences between the runs of a job, a flow and a pipeline. The queue asks the kind of a run and knows no kind
 * itself; a new kind is a file that implements this.
 */
export type RunKind = {
  // For the queue, inside a write.
  mayStart(core: Core, work: Work, now: number): boolean
  /** An attempt has started. */
  started(core: Core, claim: Claim, now: number): void
  /** May turn a success into a failure. */
  verdict(core: Core, claim: Claim, ending: Ending, stopAsked: boolean): Ending
  /** A task with an unknown outcome must not be retried. */
  atMostOnce(core: Core, claim: Claim, now: number): boolean
  /**
   * An attempt has failed, and another one follows. Returns the stage in which the task waits for it; null: its run cannot
   * continue.
   */
  retrying(core: Core, work: Work, outcome: Outcome, next: NextAttempt, now: number): Stage | null
  /** A task has ended. Returns the runs that ended by it. */
  ended(core: Core, work: Work, outcome: Outcome, now: number): RunEnd[]
  /** Returns the runs that ended by it. Running ones are stopped first, and end later. */
  cancel(core: Core, run: Run, how: Cancellation, now: number): RunEnd[]
  /** Queues an ended run for another attempt. Throws conflict with the next step. */
  retry(core: Core, run: Run, now: number): void
  /** Continues a run whose wait is due, or with the rest that an earlier write left. Returns the runs that ended by it. */
  continue(core: Core, wait: Wait, now: number): RunEnd[]

  hooks(core: Core, run: Run): OwnHooks

  // For executors.
  /** Variables of a child in addition to those of its spec. */
  childEnvironment(claim: Claim): Promise<Record<string, string>>
  /** Whether a child gets this parameter of its run. */
  takesParam(claim: Claim, name: string): boolean
  /** The secrets that its spec may name: a flow or manifest from elsewhere gets none that it does not name explicitly. */
  secretUse(claim: Claim): SecretUse
  keeps: {
    /** Standard output is the result. */
    output: boolean
    /** The result of a task is stored with the task. */
    result: boolean
    files: 'always' | 'on-success'
    /** An attempt whose files cannot be kept has failed. */
    unkeptFails: boolean
  }

  // For people, outside a write.
  /** Reads what a new run of the current definition needs. Returns what starts it; call that inside a write. */
  prepareAgain(core: Core, run: Run, how: Again, now: number): Promise<() => Run>
  detail(core: Core, run: Run, whyWaiting: (task: TaskRow) => string | null): KindDetail
  /** The flow or pipeline of the run; null if it has none, or is the run of a job. */
  definition(store: Store, run: Run): Definition | null
  /** What an ended run returned; null if it has no result. */
  result(store: Store, run: number): Json
  /** Whose log a node or step means, or none of them: the id of a task, or of the run itself. Throws not-found. */
  logOwner(core: Core, run: Run, node: string | undefined): string
  /** Deletes most rows of a large run, so many per write. A run that can be retried keeps its tasks. */
  deletePieces(deletion: Deletion): Promise<void>
}

export type Deletion = { store: Store; run: number; atOnce: number; deleteLogs(paths: string[]): Promise<void> }

export type KindDetail = Pick<
  RunDetail,
  'job' | 'flow' | 'pipeline' | 'shared' | 'result' | 'startsAs' | 'failedNode' | 'failedItem' | 'failedItemValue' | 'nodes'
> & {
  version?: number | null
}

export type Definition = { kind: 'job' | 'flow' | 'pipeline'; id: string }
