import type { Definition } from './definition.ts'
import type { FlowEvent, PathTaken } from './events.ts'
import { fold } from './fold.ts'
import { inputOf } from './input.ts'
import { countOf, newMany } from './many.ts'
import { pathTakenOf } from './path-taken.ts'
import type { Data } from './reference.ts'
import { emptyState, type FlowState, kindOf, nodeKeyOf, nodeOf, paramsOf, type Step } from './state.ts'
import { viewTakenUp } from './view.ts'

/** The state of a run after an event, ready to continue as a new run; or why it cannot. */
export type Forked = { state: FlowState; n: number; course: PathTaken; failed: string | null } | { problem: string }

/** Changes to parameters and shared data for the continued run. */
export type Edits = { params?: Data | undefined; shared?: Data | undefined }

/** The run after its event `n`: interrupted work is done again, finished work stays. */
export function forkAt(
  definition: Definition,
  events: readonly FlowEvent[],
  n: number,
  now: number,
  edits: Edits = {},
  by: Definition | null = null,
): Forked {
  const last = events.at(-1)?.n ?? 0
  if (n < 1 || n > last) return { problem: `the run has no event ${n}, only 1 to ${last}.` }
  const state = emptyState()
  for (const event of events) {
    if (event.n > n) break
    fold(definition, state, event)
  }
  if (state.closed !== null || state.stop !== null)
    return { problem: `the run was already ending at event ${n}. Choose an earlier event.` }
  const misfit = by && misfitOf(definition, by, state)
  if (misfit) return { problem: misfit }
  return {
    state: takenUp(by ?? definition, state, { failed: null, isChanged: by !== null }, now, edits),
    n,
    course: pathTakenOf(definition, events.slice(0, n)),
    failed: null,
  }
}

/** The state before the failure: the failed step is repeated, or its failed branches or items. */
export function forkFromFailure(
  definition: Definition,
  events: readonly FlowEvent[],
  now: number,
  edits: Edits = {},
  by: Definition | null = null,
): Forked {
  const gaveUp = events.findIndex(({ type }) => type === 'gave up')
  const event = events[gaveUp]
  if (event?.type !== 'gave up') return { problem: 'none of its nodes failed. Re-run it, or continue from one of its events.' }
  const state = emptyState()
  const before = events.slice(0, gaveUp)
  for (const each of before) fold(definition, state, each)
  const failed = event.data.step
  const misfit = by && misfitOf(definition, by, state)
  if (misfit) return { problem: misfit }
  return {
    state: takenUp(by ?? definition, state, { failed, isChanged: by !== null }, now, edits),
    n: event.n - 1,
    course: pathTakenOf(definition, before),
    failed: nodeKeyOf(failed),
  }
}

function takenUp(
  definition: Definition,
  state: FlowState,
  { failed, isChanged }: { failed: string | null; isChanged: boolean },
  now: number,
  { params, shared }: Edits,
): FlowState {
  state.params = { ...state.params, ...params }
  state.shared = { ...state.shared, ...shared }
  for (const step of Object.values(state.steps)) {
    if (step.id === failed) reset(definition, step)
    if (step.id === failed && isChanged) beginAnew(definition, state, step)
    resume(step, now)
  }
  viewTakenUp(state)
  // Signals received from now on are numbered by the new history.
  state.signals = state.signals.map((signal, index) => ({ ...signal, n: -1 - index }))
  return state
}

/** A changed node gets its input anew, and all its branches or items are repeated. */
function beginAnew(definition: Definition, state: FlowState, step: Step): void {
  const node = nodeOf(definition, step.node)
  step.input = inputOf(state, node, step)
  if (step.kind !== 'many') return
  const count = countOf(definition, node, paramsOf(state, node), step.input)
  step.many = count === null ? null : newMany(count)
}

/** Why a run cannot continue by another definition: a node that it is at, or may have to undo, is gone or of another kind. */
function misfitOf(before: Definition, after: Definition, { steps, forks, undo }: FlowState): string | null {
  const keys = [
    ...Object.values(steps).map(({ node }) => node),
    ...Object.values(forks).flatMap(({ arrived }) => arrived),
    ...undo.map(({ node }) => node),
  ]
  for (const key of new Set(keys)) {
    const node = Object.hasOwn(after.nodes, key) ? after.nodes[key] : undefined
    if (!node) return `the changed flow has no node "${key}", at which the run was.`
    if (kindOf(node) !== kindOf(nodeOf(before, key))) return `the node "${key}", at which the run was, is now of another kind.`
  }
  const undoing = undo.find(({ node }) => nodeOf(after, node).compensate === undefined)
  return undoing ? `the changed flow no longer says how "${undoing.node}" is undone.` : null
}

/** Resets the failed step, except for the results of its branches or items. */
function reset(definition: Definition, step: Step): void {
  Object.assign(step, { status: 'live', output: null, action: null, failure: null, stopping: false, timedOut: false })
  const node = nodeOf(definition, step.node)
  const isWork = step.kind === 'task' || step.kind === 'many' || step.kind === 'child'
  if (node.timeout_ms && isWork) step.deadline = step.began + node.timeout_ms
  if (step.kind === 'task') step.units = { '': { status: 'queued', attempt: 0 } }
  if (!step.many) return
  const { many } = step
  many.again.push(...Object.keys(many.failures).map(Number))
  many.failures = {}
  many.failed = 0
}

/** Interrupted work is done again with its full timeout; pending stops are dropped. */
function resume(step: Step, now: number): void {
  if (step.status === 'over') return
  if (step.deadline !== null) step.deadline += now - step.began
  if (step.dueAt !== null && step.kind !== 'timer') step.dueAt += now - step.began
  step.began = now
  step.stopping = false
  step.child = null
  if (!step.many) for (const unit of Object.values(step.units)) Object.assign(unit, { status: 'queued', attempt: 0 })
  else {
    step.many.again.push(...Object.keys(step.units).map(Number))
    step.many.again.sort((a, b) => a - b)
    step.units = {}
  }
  for (const unit of Object.values(step.units)) delete unit.stopping
}
