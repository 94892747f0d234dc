import type { Definition } from './definition.ts'
import type { DataOf } from './events.ts'
import { shareSignal, sharesLikePocketflow } from './pocketflow.ts'
import type { FlowState } from './state.ts'

const rememberedIds = 1_000

export function beginRun(state: FlowState, { params, shared, inner = false, depth, rules, test }: DataOf<'flow began'>): void {
  Object.assign(state, { began: true, params, shared: { ...shared }, inner, depth })
  if (rules !== undefined) state.rules = rules
  if (test !== undefined) state.test = test
}

/** The event stays unchanged while the state evolves. */
export function continueFrom(state: FlowState, { n, at, data }: { n: number; at: number; data: DataOf<'forked'> }): void {
  const kept = JSON.parse(JSON.stringify(data.state)) as FlowState
  Object.assign(state, kept, { n, at })
}

export function giveUp(state: FlowState, { step, reason, error }: DataOf<'gave up'>): void {
  state.stop ??= { cause: 'failed', failure: { reason, message: error, step }, by: null, replaced: false }
}

export function askStop(state: FlowState, { by, reason, terminate }: DataOf<'stop asked'>): void {
  const stop = { cause: 'cancelled' as const, failure: null, by, replaced: reason === 'replaced' }
  state.stop ??= terminate ? { ...stop, terminate } : stop
}

export function timeOut(state: FlowState): void {
  state.stop ??= { cause: 'timeout', failure: null, by: null, replaced: false }
}

export function receiveSignal(
  definition: Definition,
  state: FlowState,
  { n, data: { key, value, id } }: { n: number; data: DataOf<'signal received'> },
): void {
  if (sharesLikePocketflow(definition, state)) shareSignal(state, key, value)
  state.signals.push({ n, key, value })
  if (id !== null) state.signalIds = [...state.signalIds, id].slice(-rememberedIds)
}
