import type { Actor } from '../../../shared/model/actor.ts'
import type { Claim, Ending } from './attempt.ts'

export type Context = {
  /** Aborted when the attempt is to be stopped. */
  signal: AbortSignal
  /** Who stopped the attempt; null while nobody has, and if that is not known. */
  stoppedBy(): Actor | null
  /** The attempt was started by a previous engine. */
  resumed: boolean
  /** The computer was also restarted since: attempts that no journal lists were interrupted by that. */
  rebooted: boolean
}

/** The attempt is running, or has ended; `ending` never rejects. */
export type Underway = { ending: Promise<Ending> }

/** One type of task: from a claim to its outcome. A new type is a file that exports one of these. */
export type Executor = {
  begin(claim: Claim, context: Context): Promise<Underway>
  /** Resolves when all attempts with a known outcome are recorded. */
  caughtUp?(): Promise<unknown>
  /** The outcome of the attempt is on disk. */
  recorded?(attemptId: string): void
}

export const ended = (ending: Ending): Underway => ({ ending: Promise.resolve(ending) })

export const couldNotStart = (error: string): Ending => ({ type: 'failed', reason: 'could-not-start', error, facts: null })
