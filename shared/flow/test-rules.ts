import type { Json } from './reference.ts'

/** How a test of a draft differs from a run of the whole flow. It is part of the history, so that the test replays. */
export type TestRules = {
  /** The node that starts instead of the first one, and the data that it gets. */
  start?: { node: string; given: Json; error: Json }
  /** Only these nodes run: a path that leads to another one ends there. */
  only?: string[]
  /** No edge is followed from this node, and its failure fails the test. */
  last?: string
  /** The outputs of nodes that do not run. */
  pins?: Record<string, Json>
}

/** Why a node is left at once instead of running. */
export type Bypass = 'disabled' | 'pinned'
