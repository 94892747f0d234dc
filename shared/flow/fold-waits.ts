import type { Definition } from './definition.ts'
import type { DataOf, FlowEvent } from './events.ts'
import { failStep, succeed } from './fold-ends.ts'
import { actionOf, awaitedOf, share } from './input.ts'
import type { Data, Json } from './reference.ts'
import { type FlowState, nodeOf, paramsOf, type Step, stepOf } from './state.ts'

/** The work was done, with an unknown result or the result the person gave; or it was not done. */
function resolveUnknown(definition: Definition, state: FlowState, step: Step, value: Json): void {
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
      return decideWith(definition, state, step, event.data.value, event.data.params)
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

/** A value that a wait received becomes part of the shared data. */
function shareAwaited(definition: Definition, state: FlowState, step: Step, key: string, value: Json): void {
  const node = nodeOf(definition, step.node)
  const said = node.signal_key ?? paramsOf(state, node)['signal_key']
  if (said === `$shared.${key}` && /^[^.[\]]+$/.test(key)) share(state.shared, { output_key: key }, value)
}

/** Yes, no, or a text becomes the action; the values of a form are the result. */
function decideWith(definition: Definition, state: FlowState, step: Step, value: Json, params?: Data): void {
  if (step.unknown) return resolveUnknown(definition, state, step, value)
  step.action = value === true ? 'approved' : value === false ? 'rejected' : typeof value === 'string' ? value : null
  succeed(definition, state, step, params ?? value)
  if (step.action === null) step.action = actionOf(nodeOf(definition, step.node).post, value) || null
}

export function askOutcome(state: FlowState, { step }: DataOf<'asks'>): void {
  const { unknown } = stepOf(state, step)
  if (!unknown) throw new Error(`what became of step "${step}" is known`)
  unknown.asked = true
}

export function waitAgain(state: FlowState, { step: id, dueAt }: DataOf<'waits again'>): void {
  const step = stepOf(state, id)
  Object.assign(step, { status: 'live', timedOut: false, dueAt, renewed: step.renewed + 1 })
}
