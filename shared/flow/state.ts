import type { Graph, Node } from './definition.ts'
import type { Cause, Failure } from './failure.ts'
import type { Data, Json } from './reference.ts'

/** A task under way. */
export type Unit = { status: 'queued' | 'running' | 'retrying'; attempt: number; stopping?: true }

export type StepKind = 'choice' | 'task' | 'many' | 'child' | 'timer' | 'event' | 'approval'

/** A node that was entered and has not been left. */
export type Step = {
  id: string
  node: string
  kind: StepKind
  began: number
  /** live: something is under way or awaited. over: nothing is, and what follows has not begun. */
  status: 'live' | 'over'
  /** What clears up after others is no part of the way through the graph. */
  role: 'compensation' | 'cleanup' | null
  undoes: string | null
  fork: string | null
  input: Json
  /** What the step before it gave, or what it failed of. */
  given: Json
  error: Json
  units: Record<string, Unit>
  output: Json
  action: string | null
  failure: Failure | null
  /** What is known of an attempt of which nobody knows what became; somebody was asked. */
  unknown?: Failure & { asked?: true }
  /** It is to end, or has ended, before its work was done. */
  stopping: boolean
  /** Its own time was over. */
  timedOut: boolean
  dueAt: number | null
  /** How often it has waited for as long again. */
  renewed: number
  /** Until when all its attempts together may take. */
  deadline: number | null
  many: Many | null
  child: { run: number; id: string } | null
}

/** Branches or items: their results in the order in which they were written down. */
export type Many = {
  count: number
  next: number
  /** Those that are done again, before those that come next. */
  again: number[]
  results: Json[]
  failures: Record<string, Failure>
  ok: number
  failed: number
}

/** Branches that began together, from one fork to the join that waits for all of them. */
export type Fork = { open: number; arrived: string[]; outer: string | null }

export type Signal = { n: number; key: string; value: Json }

/** How a node stands, or how it was left the last time. */
export type NodeView = {
  status: 'queued' | 'running' | 'waiting' | 'succeeded' | 'failed' | 'cancelled'
  visits: number
  /** Of its tasks, at all its visits. */
  attempts: number
  began: number
  ended: number | null
  error: string | null
  /** Of its branches or items at its last visit; null where it has none. */
  items: { count: number; ok: number; failed: number } | null
}

/** What a run is in the middle of: a fold over its history. Plain JSON, so that it can be kept beside it. */
export type FlowState = {
  /** The last event that was taken in, and when that was. */
  n: number
  at: number
  began: boolean
  /** Of the rules by which it is folded; those of runs that began before there were others have no number. */
  rules?: number
  closed: string | null
  params: Data
  shared: Data
  inner: boolean
  depth: number
  steps: Record<string, Step>
  nodes: Record<string, NodeView>
  entered: number
  warned: boolean
  forks: Record<string, Fork>
  signals: Signal[]
  /** The newest of those that were received. */
  signalIds: string[]
  /** Why nothing new begins: what was asked for, or what failed. */
  stop: { cause: Cause; failure: Failure | null; by: string | null; replaced: boolean; terminate?: true } | null
  /** Steps whose work can be undone, oldest first, with what they gave. */
  undo: { step: string; node: string; output: Json }[]
  undone: 'none' | 'all' | 'failed'
  cleaned: boolean
  result: Json
}

export const emptyState = (): FlowState => ({
  n: 0,
  at: 0,
  began: false,
  closed: null,
  params: {},
  shared: {},
  inner: false,
  depth: 0,
  steps: {},
  nodes: {},
  entered: 0,
  warned: false,
  forks: {},
  signals: [],
  signalIds: [],
  stop: null,
  undo: [],
  undone: 'none',
  cleaned: false,
  result: null,
})

/** Another number whenever a fold gives another state for the same history: older snapshots are then left aside. */
export const stateVersion = 1

/** Of a step: `A` of `A#2`. */
export const nodeKeyOf = (step: string): string => step.slice(0, step.lastIndexOf('#'))

export const nodeOf = (graph: Graph, key: string): Node => {
  const node = Object.hasOwn(graph.nodes, key) ? graph.nodes[key] : undefined
  if (!node) throw new Error(`there is no node "${key}" in this definition`)
  return node
}

export function stepOf(state: FlowState, id: string): Step {
  const step = state.steps[id]
  if (!step) throw new Error(`there is no step "${id}" under way`)
  return step
}

export const visitsOf = ({ nodes }: Pick<FlowState, 'nodes'>, key: string): number => nodes[key]?.visits ?? 0

export const unitsUnderWay = ({ units }: Step): number => Object.keys(units).length

/** Something of it is under way that ends by itself, or when it is told to. */
export const isBusy = (step: Step): boolean => step.child !== null || unitsUnderWay(step) > 0

export function kindOf(node: Node): StepKind {
  switch (node.kind) {
    case 'executor':
      return node.exec_type === 'job' ? 'child' : 'task'
    case 'parallel':
    case 'foreach':
      return 'many'
    case 'subflow':
      return 'child'
    case 'wait_event':
      return 'event'
    default:
      return node.kind
  }
}

/** What a node goes by: its own parameters are defaults, but within an inner flow they are the last word. */
export const paramsOf = (state: Pick<FlowState, 'params' | 'inner'>, node: Node): Data =>
  (state.inner ? { ...state.params, ...node.params } : { ...node.params, ...state.params }) as Data
