import type { Definition } from './definition.ts'
import type { DataOf } from './events.ts'
import type { Failure } from './failure.ts'
import { share } from './input.ts'
import { shareResults, sharesLikePocketflow, sharesNothing } from './pocketflow.ts'
import type { Json } from './reference.ts'
import { type FlowState, isBusy, nodeOf, type Step, stepOf } from './state.ts'

export function succeed(definition: Definition, state: FlowState, step: Step, output: Json): void {
  const node = nodeOf(definition, step.node)
  step.status = 'over'
  step.timedOut = false
  step.output = output
  if (!(sharesLikePocketflow(definition, state) && sharesNothing(definition, step))) share(state.shared, node.post, output)
  if (node.compensate !== undefined && step.role === null && !step.bypass)
    state.undo.push({ step: step.id, node: step.node, output })
}

export function failStep(step: Step, failure: Failure): void {
  step.status = 'over'
  step.failure = failure
}

export function succeedNode(definition: Definition, state: FlowState, { step: id, action }: DataOf<'node succeeded'>): void {
  const step = stepOf(state, id)
  step.action = action ?? null
  if (step.bypass === 'disabled') Object.assign(step, { status: 'over', output: step.given })
  else succeed(definition, state, step, step.bypass ? (state.test?.pins?.[step.node] ?? null) : outputOf(step))
}

export function failNode(definition: Definition, state: FlowState, failure: DataOf<'node failed'>): void {
  const step = stepOf(state, failure.step)
  if (sharesLikePocketflow(definition, state)) shareResults(definition, state, step)
  failStep(step, failure)
}

/** For a node that returns its collected results or its input. */
function outputOf(step: Step): Json {
  if (!step.many) return step.kind === 'choice' ? step.input : step.output
  const { count, results } = step.many
  return Array.from({ length: count }, (_, index) => results[index] ?? null)
}

export function beginChild(state: FlowState, { step, run, id }: DataOf<'child began'>): void {
  stepOf(state, step).child = { run, id }
}

export function endChild(definition: Definition, state: FlowState, ended: DataOf<'child ended'>): void {
  const { step: id, status, reason, error, shared } = ended
  const step = stepOf(state, id)
  step.child = null
  if (step.timedOut) return void (step.status = 'over')
  if (status === 'succeeded' || nodeOf(definition, step.node).failure_strategy === 'continue')
    return succeed(definition, state, step, shared)
  // PocketFlow keeps the shared data of a failed inner flow.
  if (status === 'failed' && shared !== null && sharesLikePocketflow(definition, state))
    share(state.shared, nodeOf(definition, step.node).post, shared)
  failStep(step, { reason: reason ?? status, message: error ?? `It ended as ${status}.`, step: id })
}

/** A step that waits for nothing but LocalFlow ends immediately. */
export function stopStep(definition: Definition, state: FlowState, { step: id }: DataOf<'stopping'>): void {
  const step = stepOf(state, id)
  step.stopping = true
  for (const [key, unit] of Object.entries(step.units))
    if (unit.status === 'running') unit.stopping = true
    else delete step.units[key]
  step.dueAt = null
  if (nodeOf(definition, step.node).on_parent_close === 'abandon') step.child = null
  // If several failed, one of them is the cause, and that decision is still to come.
  if (!isBusy(step) && !step.many) step.status = 'over'
}
