import type { Json } from './reference.ts'

/** What a node failed of. Whoever goes on from there is given it. */
export type Failure = {
  /** A word of `run-state`, or one of a flow's own. */
  reason: string
  message: string
  step: string
  attempt?: number
  exitCode?: number | null
  /** Of a node with several branches or items: what became of each that ended. */
  each?: Json
}

/** Why everything that is under way is stopped. */
export type Cause = 'cancelled' | 'failed' | 'timeout'
