import type { Usage } from '../../../shared/model/run.ts'
import type { moves, Reason } from '../../../shared/run-state.ts'
import type { OutputFile } from '../store/objects.ts'
import type { Work } from '../store/tasks.ts'

/** A task claimed for this process: only the holder of `attemptId`, its token, can end it. `runner` is the number of its runner. */
export type Claim = Work & { attemptId: string; attempt: number; logPath: string; startedAt: number; runner: number }

/** The known facts of the process behind an attempt, if there was one. */
export type Facts = {
  /** When it ended, which may be long before an engine could record it. */
  at: number
  pid: number | null
  exitCode: number | null
  signal: string | null
  droppedBytes: number
  leftBehind: number
  usage: Usage | null
  /** How much it left in its log. */
  logBytes: number | null
}

/** The stored artifacts of an attempt or, if there are very many, the result under which they are recorded. */
export type Files = {
  count: number
  bytes: number
  files: OutputFile[]
  staged: number | null
  /** Why some of its artifacts could not be kept, as a sentence. */
  problem: string | null
}

export type FailReason = (typeof moves)['fail']['reasons'][number]

/** How an attempt of any type ended. */
export type Ending =
  | { type: 'succeeded'; result: unknown; facts: Facts | null; files?: Files | null; worker?: string | undefined }
  | {
      type: 'failed'
      reason: FailReason
      error: string
      facts: Facts | null
      files?: Files | null
      /** The worker that did the task, if one did. */
      worker?: string | undefined
      /** It failed without an answer, so a remote service may have done the work. */
      mayBeDone?: boolean
    }
  | { type: 'stopped'; facts: Facts | null; files?: Files | null }
  | { type: 'lost' }

/** The outcome of an attempt. */
export type Outcome = {
  move: 'succeed' | 'fail' | 'stop'
  reason: Reason | null
  error: string | null
  ending: Ending
  /** 0: it was never started. */
  attempt: number
  /** When it ended, and after how long. */
  at: number
  ms: number
  /** A person or the program asked for it to be stopped. */
  stopAsked: boolean
}

export type NextAttempt = { dueAt: number; lost: number }

/** For an attempt without observations. */
export const noFacts: Omit<Facts, 'at'> = {
  ...{ pid: null, exitCode: null, signal: null, droppedBytes: 0, leftBehind: 0, usage: null, logBytes: null },
}

export const factsOf = (ending: Ending): Facts | null => (ending.type === 'lost' ? null : ending.facts)
