import type { Actor } from '../model/actor.ts'
import type { Reading } from './expression.ts'
import type { Failure } from './failure.ts'
import type { Data, Json } from './reference.ts'
import type { FlowState } from './state.ts'
import type { Bypass, TestRules } from './test-rules.ts'

/** A step that starts: `A#2` is the second time that node A is entered. */
export type Begin = {
  step: string
  node: string
  /** When a timer fires, or a wait ends. */
  dueAt?: number
  /** The step that it undoes. */
  undoes?: string
}

/** The reason of a task that LocalFlow does not start again although its outcome is unknown. */
export const unknownOutcome = 'unknown-outcome'

/** A task of a step; `item` is its index if the step has several. */
export type UnitOf = { step: string; item?: number }

/** The id of the worker that did the task, if one did. */
export type ByWorker = { worker?: string }

/** The outcome of an approval: `approved`, `rejected`, `expired`, or the text given instead. */
export type Approval = { outcome: string; by: string | null; actor?: Actor; comment: string | null; at: number }

/** Facts of a history about its path that no state keeps: the edges taken, and each node's last approval. */
export type PathTaken = { ways: [from: string, to: string][]; approvals: Record<string, Approval> }

/**
 * The history of a flow's run. Facts came from outside; each decision follows from the events before it alone, names the
 * event or step it follows from, and is made again when the history is replayed.
 */
export type Facts = {
  'flow began': {
    flow: string
    version: number | null
    definition: string
    params: Data
    shared: Data
    depth: number
    /** An inner flow, written within another one: parameters of its nodes win over the parameters it got. */
    inner?: boolean
    /** The rules for folding the run, which never change; without a number, the first ones. */
    rules?: number
    parent?: { run: number; step: string }
    /** A test of a draft: which part runs, and with which data. */
    test?: TestRules
  }
  /**
   * The run continues another run after event `n` with its `state`, edits included. `course` is the path of that run so far;
   * histories of the first releases lack it.
   */
  forked: { run: number; n: number; state: FlowState; course?: PathTaken }
  /** The values of the keys that the next nodes name as `$state.KEY`; null: not set. A replay has the same ones. */
  'state read': { values: Record<string, string | null> }
  started: UnitOf & { attempt: number }
  'attempt failed': UnitOf & ByWorker & { attempt: number; reason: string | null; error: string | null; retryAt: number }
  'task succeeded': UnitOf & ByWorker & { attempt: number; result: Json }
  'task failed': UnitOf & ByWorker & { attempt: number; reason: string; error: string; exitCode: number | null }
  'task cancelled': UnitOf & ByWorker & { attempt: number }
  'timer fired': { step: string }
  'wait timed out': { step: string }
  'node timed out': { step: string }
  'signal received': { key: string; value: Json; id: string | null; by: string }
  'signal ignored': { key: string; id: string | null; why: string }
  /** `params`: the values of the approval's form. */
  decided: { step: string; value: Json; by: string; comment: string | null; params?: Data }
  'child began': { step: string; run: number; id: string }
  'child ended': { step: string; run: number; status: string; reason: string | null; error: string | null; shared: Json }
  /** `terminate`: the run ends without compensation and cleanup. */
  'stop asked': { by: string; reason?: 'replaced'; terminate?: true }
  'flow timed out': Record<string, never>
}

export type Decisions = {
  /**
   * The step `after` has ended; the steps after it start, or one waits at a join. No `after`: the first step, a cleanup
   * step, or the join of a fork whose branches have all arrived or ended.
   */
  'went on': {
    after: string | null
    action: string | null
    begins: Begin[]
    waitsAt?: string
    joins?: string
    why?: 'compensation' | 'cleanup'
  }
  'items began': { step: string; items: number[] }
  'node succeeded': { step: string; action?: string; case?: number; read?: Reading[]; failed?: number; bypass?: Bypass }
  'node failed': Failure
  /** A failure without an edge for it fails the whole run. */
  'gave up': { step: string; reason: string; error: string }
  'signal consumed': { step: string; signal: number }
  /** The outcome of the step is unknown: a person has to decide. */
  asks: { step: string; because: string }
  /** The wait timed out, and the step waits for the same time again. */
  'waits again': { step: string; dueAt: number }
  /** Queued tasks of the step are cancelled, running ones are asked to stop. */
  stopping: { step: string; because: string }
  'many steps': { steps: number; limit: number }
  succeeded: { result: Json }
  failed: { reason: string; error: string; node: string | null; step: string | null }
  cancelled: { reason: string }
}

type Of<M> = { [T in keyof M]: { type: T; data: M[T] } }[keyof M]
export type Decision = Of<Decisions>
export type Fact = Of<Facts>
export type DataOf<T extends keyof (Facts & Decisions)> = (Facts & Decisions)[T]
export type FlowEvent = (Decision | Fact) & {
  n: number
  at: number
}

/** An event as it was read: a history in a file has no actors. */
export type HistoryEvent = FlowEvent & { actor?: Actor }

export const decisionTypes: readonly string[] = [
  'went on',
  'items began',
  'node succeeded',
  'node failed',
  'gave up',
  'signal consumed',
  'asks',
  'waits again',
  'stopping',
  'many steps',
  'succeeded',
  'failed',
  'cancelled',
] satisfies (keyof Decisions)[]

export const factTypes: readonly string[] = [
  'state read',
  'flow began',
  'forked',
  'started',
  'attempt failed',
  'task succeeded',
  'task failed',
  'task cancelled',
  'timer fired',
  'wait timed out',
  'node timed out',
  'signal received',
  'signal ignored',
  'decided',
  'child began',
  'child ended',
  'stop asked',
  'flow timed out',
] satisfies (keyof Facts)[]

export const closingTypes: readonly string[] = ['succeeded', 'failed', 'cancelled']

export const isDecision = (event: { type: string }): event is Decision => decisionTypes.includes(event.type)
