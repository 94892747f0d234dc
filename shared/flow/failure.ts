import type { Json } from './reference.ts'

/** Why a node failed, passed to the node that handles the failure. */
export type Failure = {
  /** A reason of `run-state`, or one of a flow. */
  reason: string
  message: string
  step: string
  attempt?: number
  exitCode?: number | null
  /** For a node with several branches or items: the outcome of each that ended. */
  each?: Json
}

/** Why the whole run is being stopped. */
export type Cause = 'cancelled' | 'failed' | 'timeout'
