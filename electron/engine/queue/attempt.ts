import type { Usage } from '../../../shared/model/run.ts'
import type { moves, Reason } from '../../../shared/run-state.ts'
import type { OutputFile } from '../store/objects.ts'
import type { Work } from '../store/tasks.ts'

/** A task claimed for this process: only the holder of `attemptId`, its token, can end it. `runner` is the number of its runner. */
export type Claim = Work & { attemptId: string; attempt: number; logPath: string; startedAt: number; runner: number }

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

/** What an attempt left behind, kept already: its files, or, of very many, the result that they are written down under. */
export type Files = {
  count: number
  bytes: number
  files: OutputFile[]
  staged: number | null
  /** Why some of it could not be kept, in words. */
  problem: string | null
}

export type FailReason = (typeof moves)['fail']['reasons'][number]

/** How an attempt ended, whatever type of work it was. */
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

/** What an attempt's ending comes to. */
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
  /** Somebody asked for it to be stopped. */
  stopAsked: boolean
}

export type NextAttempt = { dueAt: number; lost: number }

/** Of an attempt of which nothing was observed. */
export const noFacts: Omit<Facts, 'at'> = { pid: null, exitCode: null, signal: null, droppedBytes: 0, leftBehind: 0, usage: null }

export const factsOf = (ending: Ending): Facts | null => (ending.type === 'lost' ? null : ending.facts)
