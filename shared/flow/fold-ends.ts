import type { Definition } from './definition.ts'
import type { Failure, FlowEvent } from './events.ts'
import { actionOf, awaitedOf, share } from './input.ts'
import { sharesLikePocketflow, sharesNothing } from './pocketflow.ts'
import type { Json } from './reference.ts'
import { type FlowState, isBusy, nodeOf, paramsOf, type Step, stepOf } from './state.ts'

export function succeed(definition: Definition, state: FlowState, step: Step, output: Json): void {
  const node = nodeOf(definition, step.node)
  step.status = 'over'
  step.timedOut = false
  step.output = output
  if (!(sharesLikePocketflow(definition, state) && sharesNothing(definition, step))) share(state.shared, node.post, output)
  if (node.compensate !== undefined && step.role === null) state.undo.push({ step: step.id, node: step.node, output })
}

export function failStep(step: Step, failure: Failure): void {
  step.status = 'over'
  step.failure = failure
}

/** Of a node that gives what it gathered, or what it was given. */
export function outputOf(step: Step): Json {
  if (!step.many) return step.kind === 'choice' ? step.input : step.output
  const { count, results } = step.many
  return Array.from({ length: count }, (_, index) => results[index] ?? null)
}

/** It was done, and gave nothing that is known or what somebody says; or it was not. */
function settleUnknown(definition: Definition, state: FlowState, step: Step, value: Json): void {
  const { asked: _, ...failure } = step.unknown as NonNullable<Step['unknown']>
  delete step.unknown
  if (value === false) return failStep(step, failure)
  succeed(definition, state, step, value === true ? null : value)
}

type WaitEnd = Extract<FlowEvent, { type: 'timer fired' | 'wait timed out' | 'node timed out' | 'decided' | 'signal consumed' }>

export function endWait(definition: Definition, state: FlowState, event: WaitEnd): void {
  const step = stepOf(state, event.data.step)
  step.dueAt = null
  switch (event.type) {
    case 'timer fired':
      return succeed(definition, state, step, step.input)
    case 'wait timed out':
      step.timedOut = true
      step.status = 'over'
      return
    case 'node timed out':
      step.deadline = null
      step.timedOut = true
      return
    case 'decided':
      return decideWith(definition, state, step, event.data.value)
    case 'signal consumed': {
      const signal = state.signals.find(({ n }) => n === event.data.signal)
      state.signals = state.signals.filter((other) => other !== signal)
      const { key, value } = signal ?? awaitedOf(state, nodeOf(definition, step.node), step)
      if (step.kind === 'approval') return decideWith(definition, state, step, value)
      shareAwaited(definition, state, step, key, value)
      return succeed(definition, state, step, value)
    }
  }
}

/** What was waited for as a part of what is shared is there from now on. */
function shareAwaited(definition: Definition, state: FlowState, step: Step, key: string, value: Json): void {
  const node = nodeOf(definition, step.node)
  const said = node.signal_key ?? paramsOf(state, node)['signal_key']
  if (said === `$shared.${key}` && /^[^.[\]]+$/.test(key)) share(state.shared, { output_key: key }, value)
}

/** Yes, no, or a word becomes the action. */
function decideWith(definition: Definition, state: FlowState, step: Step, value: Json): void {
  if (step.unknown) return settleUnknown(definition, state, step, value)
  step.action = value === true ? 'approved' : value === false ? 'rejected' : typeof value === 'string' ? value : null
  succeed(definition, state, step, value)
  if (step.action === null) step.action = actionOf(nodeOf(definition, step.node).post, value) || null
}

export function endChild(
  definition: Definition,
  state: FlowState,
  {
    step: id,
    status,
    reason,
    error,
    shared,
  }: { step: string; status: string; reason: string | null; error: string | null; shared: Json },
): void {
  const step = stepOf(state, id)
  step.child = null
  if (step.timedOut) return void (step.status = 'over')
  if (status === 'succeeded' || nodeOf(definition, step.node).failure_strategy === 'continue')
    return succeed(definition, state, step, shared)
  // PocketFlow keeps what the nodes of a failed inner flow shared.
  if (status === 'failed' && shared !== null && sharesLikePocketflow(definition, state))
    share(state.shared, nodeOf(definition, step.node).post, shared)
  failStep(step, { reason: reason ?? status, message: error ?? `It ended as ${status}.`, step: id })
}

/** What waits for nothing but us is over at once. */
export function stopStep(definition: Definition, state: FlowState, { step: id }: { step: string }): void {
  const step = stepOf(state, id)
  step.stopping = true
  for (const [key, unit] of Object.entries(step.units))
    if (unit.status === 'running') unit.stopping = true
    else delete step.units[key]
  step.dueAt = null
  if (nodeOf(definition, step.node).on_parent_close === 'abandon') step.child = null
  // Of several that failed one is the cause: that is yet to be said.
  if (!isBusy(step) && !step.many) step.status = 'over'
}
