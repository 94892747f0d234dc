import { withoutLabel } from '../model/last-line.ts'
import type { Definition, Node } from './definition.ts'
import type { Begin, Decisions } from './events.ts'
import type { Failure } from './failure.ts'
import { type Before, inputOf } from './input.ts'
import { countOf, newMany } from './many.ts'
import { bypassOf } from './partial.ts'
import type { Data, Json } from './reference.ts'
import { type FlowState, kindOf, type Many, nodeOf, paramsOf, type Step, stepOf } from './state.ts'
import { viewEntry } from './view.ts'

/** The step that led here has ended; its successors start. */
export function goOn(
  definition: Definition,
  state: FlowState,
  { after, begins, waitsAt, joins, why }: Decisions['went on'],
): void {
  const left = after === null ? null : stepOf(state, after)
  const before = beforeOf(state, left, why, begins)
  let fork = left?.fork ?? null
  if (left) leave(state, left, begins)
  if (joins !== undefined) {
    fork = state.forks[joins]?.outer ?? null
    delete state.forks[joins]
  } else if (begins.length === 0) endBranch(state, fork, waitsAt)
  if (begins.length > 1) {
    const made = `fork ${state.n}`
    state.forks[made] = { open: begins.length, arrived: [], outer: fork }
    fork = made
  }
  for (const begin of begins) enter(definition, state, begin, { ...before, role: why ?? null, fork })
}

function beforeOf(state: FlowState, left: Step | null, why: Decisions['went on']['why'], [begin]: Begin[]): Before {
  if (why === 'compensation') return { given: undoOf(state, begin?.undoes)?.output ?? null, error: asGiven(state.stop?.failure) }
  if (why === 'cleanup') return { given: null, error: asGiven(state.stop?.failure) }
  if (left === null) return state.entered === 0 && state.test?.start ? state.test.start : { given: null, error: null }
  // The node after a disabled one gets what that one was given.
  if (left.bypass === 'disabled') return { given: left.given, error: left.error }
  return { given: left.output, error: asGiven(left.failure) }
}

/** Programs get the line itself: its label is for people. */
const asGiven = (failure: Failure | null | undefined): Json =>
  failure ? { ...failure, message: withoutLabel(failure.message) } : null

const undoOf = (state: FlowState, id: string | null | undefined) => state.undo.find(({ step }) => step === id)

function leave(state: FlowState, left: Step, begins: Begin[]): void {
  delete state.steps[left.id]
  if (left.role === null && begins.length === 0 && left.failure === null) state.result = left.output
  if (left.role === 'cleanup') state.cleaned = true
  if (left.role !== 'compensation') return
  state.undo = state.undo.filter((undo) => undo !== undoOf(state, left.undoes))
  state.undone = left.failure || state.undone === 'failed' ? 'failed' : 'all'
}

/** If the last branch of a fork ends without a join, the fork ends, too. */
function endBranch(state: FlowState, id: string | null, waitsAt?: string): void {
  const fork = id === null ? undefined : state.forks[id]
  if (id === null || !fork) return
  fork.open--
  if (waitsAt !== undefined && !fork.arrived.includes(waitsAt)) fork.arrived.push(waitsAt)
  if (fork.open > 0 || fork.arrived.length > 0) return
  delete state.forks[id]
  endBranch(state, fork.outer)
}

function enter(
  definition: Definition,
  state: FlowState,
  begin: Begin,
  { given, error, role, fork }: Before & Pick<Step, 'role' | 'fork'>,
): void {
  const node = nodeOf(definition, begin.node)
  const kind = kindOf(node)
  const bypass = bypassOf(definition, state, begin.node)
  const hasDeadline = kind === 'task' || kind === 'many' || kind === 'child'
  const input = inputOf(state, node, { given, error })
  state.entered++
  const step: Step = {
    id: begin.step,
    node: begin.node,
    kind,
    began: state.at,
    status: 'live',
    role,
    undoes: begin.undoes ?? null,
    fork,
    input,
    given,
    error,
    units: kind === 'task' && !bypass ? { '': { status: 'queued', attempt: 0 } } : {},
    output: null,
    action: null,
    failure: null,
    stopping: false,
    timedOut: false,
    dueAt: bypass ? null : (begin.dueAt ?? null),
    renewed: 0,
    deadline: node.timeout_ms && hasDeadline && !bypass ? state.at + node.timeout_ms : null,
    many: kind === 'many' && !bypass ? manyOf(definition, node, paramsOf(state, node), input) : null,
    child: null,
    ...(bypass ? { bypass } : {}),
  }
  state.steps[begin.step] = step
  viewEntry(state, step)
}

function manyOf(definition: Definition, node: Node, params: Data, input: Json): Many | null {
  const count = countOf(definition, node, params, input)
  return count === null ? null : newMany(count)
}
