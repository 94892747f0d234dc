import type { Definition } from './definition.ts'
import { type FlowEvent, unknownOutcome } from './events.ts'
import { endChild, endWait, failStep, outputOf, stopStep, succeed } from './fold-ends.ts'
import { beginItems, dropUnit, endUnit, loseSight, unitOf } from './fold-units.ts'
import { goOn } from './fold-ways.ts'
import { shareResults, shareSignal, sharesLikePocketflow } from './pocketflow.ts'
import { type FlowState, stepOf } from './state.ts'
import { viewEnd, viewRetry, viewStart } from './view.ts'

const rememberedIds = 1_000

/** Takes the next event in, and gives the same state: it is changed. Throws for an event that cannot follow. */
export function fold(definition: Definition, state: FlowState, event: FlowEvent): FlowState {
  if (event.n !== state.n + 1) throw new Error(`event ${event.n} cannot follow event ${state.n}`)
  if (state.closed !== null && event.type !== 'signal ignored') throw new Error(`event ${event.n} comes after the end`)
  state.n = event.n
  state.at = event.at
  take(definition, state, event)
  viewEnd(state, event)
  return state
}

export const foldAll = (definition: Definition, state: FlowState, events: readonly FlowEvent[]): FlowState =>
  events.reduce((at, event) => fold(definition, at, event), state)

function take(definition: Definition, state: FlowState, event: FlowEvent): void {
  switch (event.type) {
    case 'flow began': {
      const { params, shared, inner = false, depth, rules } = event.data
      Object.assign(state, { began: true, params, shared: { ...shared }, inner, depth })
      if (rules !== undefined) state.rules = rules
      return
    }
    case 'forked': {
      // The event stays as it was, however the state goes on.
      const kept = JSON.parse(JSON.stringify(event.data.state)) as FlowState
      Object.assign(state, kept, { n: event.n, at: event.at })
      return
    }
    case 'went on':
      return goOn(definition, state, event.data)
    case 'items began':
      return beginItems(state, event.data)
    case 'started':
      Object.assign(unitOf(state, event.data), { status: 'running', attempt: event.data.attempt })
      return viewStart(state, stepOf(state, event.data.step))
    case 'attempt failed':
      Object.assign(unitOf(state, event.data), { status: 'retrying' })
      return viewRetry(state, stepOf(state, event.data.step), event.data.error)
    case 'task succeeded':
      return endUnit(definition, state, event.data, event.data.result, null)
    case 'task failed': {
      const { reason, error, exitCode, attempt, step } = event.data
      const failure = { reason, message: error, step, attempt, exitCode }
      if (reason === unknownOutcome) return loseSight(stepOf(state, step), failure)
      return endUnit(definition, state, event.data, null, failure)
    }
    case 'task cancelled':
      return dropUnit(state, event.data)
    case 'timer fired':
    case 'wait timed out':
    case 'node timed out':
    case 'decided':
    case 'signal consumed':
      return endWait(definition, state, event)
    case 'asks': {
      const { unknown } = stepOf(state, event.data.step)
      if (!unknown) throw new Error(`what became of step "${event.data.step}" is known`)
      unknown.asked = true
      return
    }
    case 'waits again': {
      const step = stepOf(state, event.data.step)
      Object.assign(step, { status: 'live', timedOut: false, dueAt: event.data.dueAt, renewed: step.renewed + 1 })
      return
    }
    case 'node succeeded': {
      const step = stepOf(state, event.data.step)
      step.action = event.data.action ?? null
      return succeed(definition, state, step, outputOf(step))
    }
    case 'node failed': {
      const step = stepOf(state, event.data.step)
      if (sharesLikePocketflow(definition, state)) shareResults(definition, state, step)
      return failStep(step, event.data)
    }
    case 'gave up': {
      const { step, reason, error } = event.data
      state.stop ??= { cause: 'failed', failure: { reason, message: error, step }, by: null, replaced: false }
      return
    }
    case 'child began':
      stepOf(state, event.data.step).child = { run: event.data.run, id: event.data.id }
      return
    case 'child ended':
      return endChild(definition, state, event.data)
    case 'signal received': {
      const { key, value, id } = event.data
      if (sharesLikePocketflow(definition, state)) shareSignal(state, key, value)
      state.signals.push({ n: event.n, key, value })
      if (id !== null) state.signalIds = [...state.signalIds, id].slice(-rememberedIds)
      return
    }
    case 'stop asked': {
      const { by, reason, terminate } = event.data
      const stop = { cause: 'cancelled' as const, failure: null, by, replaced: reason === 'replaced' }
      state.stop ??= terminate ? { ...stop, terminate } : stop
      return
    }
    case 'flow timed out':
      state.stop ??= { cause: 'timeout', failure: null, by: null, replaced: false }
      return
    case 'stopping':
      return stopStep(definition, state, event.data)
    case 'many steps':
      state.warned = true
      return
    case 'succeeded':
    case 'failed':
    case 'cancelled':
      state.closed = event.type
      return
    case 'signal ignored':
      return
  }
}
