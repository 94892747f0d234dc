import type { Claim, Ending } from './attempt.ts'

export type Context = {
  /** Aborted when the attempt is to be stopped. */
  signal: AbortSignal
  /** The attempt was begun by an engine that is gone. */
  resumed: boolean
  /** And the computer was started since: what a journal does not know was cut off with it. */
  rebooted: boolean
}

/** The attempt is under way, or known to be over; `ending` never rejects. */
export type Underway = { ending: Promise<Ending> }

/** One type of work: from a claim to how it ended. A new type is a file that gives one of these. */
export type Executor = {
  begin(claim: Claim, context: Context): Promise<Underway>
  /** Resolves when nothing is left to be done for attempts of which it is known how they ended. */
  caughtUp?(): Promise<unknown>
  /** How the attempt ended is on disk. */
  recorded?(attemptId: string): void
}

export const ended = (ending: Ending): Underway => ({ ending: Promise.resolve(ending) })

export const couldNotStart = (error: string): Ending => ({ type: 'failed', reason: 'could-not-start', error, facts: null })
