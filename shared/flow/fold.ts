import type { Definition } from './definition.ts'
import type { FlowEvent } from './events.ts'
import { beginChild, endChild, failNode, stopStep, succeedNode } from './fold-ends.ts'
import { askStop, beginRun, continueFrom, giveUp, receiveSignal, timeOut } from './fold-run.ts'
import { beginItems, dropUnit, endUnit, failUnit, retryUnit, startUnit } from './fold-units.ts'
import { askOutcome, endWait, waitAgain } from './fold-waits.ts'
import { goOn } from './fold-ways.ts'
import type { FlowState } from './state.ts'
import { viewEnd } from './view.ts'

/** Applies the next event to the state and returns the same object. Throws for an event that cannot follow. */
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
    case 'flow began':
      return beginRun(state, event.data)
    case 'forked':
      return continueFrom(state, event)
    case 'went on':
      return goOn(definition, state, event.data)
    case 'state read':
      return void (state.kept = { ...state.kept, ...event.data.values })
    case 'items began':
      return beginItems(state, event.data)
    case 'started':
      return startUnit(state, event.data)
    case 'attempt failed':
      return retryUnit(state, event.data)
    case 'task succeeded':
      return endUnit(definition, state, event.data, event.data.result, null)
    case 'task failed':
      return failUnit(definition, state, event.data)
    case 'task cancelled':
      return dropUnit(state, event.data)
    case 'timer fired':
    case 'wait timed out':
    case 'node timed out':
    case 'decided':
    case 'signal consumed':
      return endWait(definition, state, event)
    case 'asks':
      return askOutcome(state, event.data)
    case 'waits again':
      return waitAgain(state, event.data)
    case 'node succeeded':
      return succeedNode(definition, state, event.data)
    case 'node failed':
      return failNode(definition, state, event.data)
    case 'gave up':
      return giveUp(state, event.data)
    case 'child began':
      return beginChild(state, event.data)
    case 'child ended':
      return endChild(definition, state, event.data)
    case 'signal received':
      return receiveSignal(definition, state, event)
    case 'stop asked':
      return askStop(state, event.data)
    case 'flow timed out':
      return timeOut(state)
    case 'stopping':
      return stopStep(definition, state, event.data)
    case 'many steps':
      return void (state.warned = true)
    case 'succeeded':
    case 'failed':
    case 'cancelled':
      return void (state.closed = event.type)
    case 'signal ignored':
      return
  }
}
