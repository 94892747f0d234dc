import type { Graph, Node } from './definition.ts'
import type { Cause, Failure } from './failure.ts'
import type { Data, Json } from './reference.ts'
import type { Bypass, TestRules } from './test-rules.ts'

/** A running task. */
export type Unit = { status: 'queued' | 'running' | 'retrying'; attempt: number; stopping?: true }

export type StepKind = 'choice' | 'task' | 'many' | 'child' | 'timer' | 'event' | 'approval'

/** A node that was entered and has not been left. */
export type Step = {
  id: string
  node: string
  kind: StepKind
  began: number
  /** live: running or waiting. over: ended, but its successors have not started. */
  status: 'live' | 'over'
  /** Compensation and cleanup are not part of the path through the graph. */
  role: 'compensation' | 'cleanup' | null
  undoes: string | null
  fork: string | null
  input: Json
  /** The result of the previous step, or its failure. */
  given: Json
  error: Json
  units: Record<string, Unit>
  output: Json
  action: string | null
  failure: Failure | null
  /** The known facts of an attempt with an unknown outcome; `asked` once a person was asked. */
  unknown?: Failure & { asked?: true }
  /** The step is to end, or has ended, before its work was done. */
  stopping: boolean
  /** Its own timeout passed. */
  timedOut: boolean
  dueAt: number | null
  /** How often it has waited again for the same time. */
  renewed: number
  /** The deadline of all its attempts together. */
  deadline: number | null
  many: Many | null
  /** It does not run: it is left with what it was given, or with its pinned output. */
  bypass?: Bypass
  child: { run: number; id: string } | null
}

/** Branches or items, with their results in the order of the definition. */
export type Many = {
  count: number
  next: number
  /** Those to repeat, before the next ones. */
  again: number[]
  results: Json[]
  failures: Record<string, Failure>
  ok: number
  failed: number
}

/** Branches that started together, from one fork to the join that waits for all of them. */
export type Fork = { open: number; arrived: string[]; outer: string | null }

export type Signal = { n: number; key: string; value: Json }

/** The status of a node, or its status at the last visit. */
export type NodeView = {
  status: 'queued' | 'running' | 'waiting' | 'succeeded' | 'failed' | 'cancelled' | 'skipped'
  visits: number
  /** Attempts of its tasks, at all visits. */
  attempts: number
  began: number
  ended: number | null
  error: string | null
  /** Its branches or items at the last visit; null if it has none. */
  items: { count: number; ok: number; failed: number } | null
  /** It did not run. */
  bypass?: Bypass
}

/** The state of a run: a fold over its history. Plain JSON, so that it can be stored with the history. */
export type FlowState = {
  /** The last applied event, and its time. */
  n: number
  at: number
  began: boolean
  /** The rules of the fold; runs from before there were others have no number. */
  rules?: number
  closed: string | null
  params: Data
  shared: Data
  /** Values of the state across runs, as they were when a node that names them was entered. */
  kept?: Record<string, string | null>
  inner: boolean
  depth: number
  /** The run is a test of a draft. */
  test?: TestRules
  steps: Record<string, Step>
  nodes: Record<string, NodeView>
  entered: number
  warned: boolean
  forks: Record<string, Fork>
  signals: Signal[]
  /** The newest of the received ones. */
  signalIds: string[]
  /** Why nothing new starts: a request to stop, or a failure. */
  stop: { cause: Cause; failure: Failure | null; by: string | null; replaced: boolean; terminate?: true } | null
  /** Steps that can be compensated, oldest first, with their results. */
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

/** Increased whenever a fold gives another state for the same history, so that older snapshots are ignored. */
export const stateVersion = 1

/** The node of a step: `A` of `A#2`. */
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

/** Whether a part of the step is still running, which ends by itself or when it is stopped. */
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

/** The parameters of a node: its own are defaults, but within an inner flow they win. */
export const paramsOf = (state: Pick<FlowState, 'params' | 'inner'>, node: Node): Data =>
  (state.inner ? { ...state.params, ...node.params } : { ...node.params, ...state.params }) as Data
