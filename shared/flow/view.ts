import type { FlowEvent } from './events.ts'
import type { FlowState, NodeView, Step } from './state.ts'

/** Maintains the displayed status of each node, next to the state that decisions are made from. */
export function viewEntry(state: FlowState, step: Step): void {
  const before = state.nodes[step.node]
  state.nodes[step.node] = {
    status: statusOf(step),
    visits: (before?.visits ?? 0) + 1,
    attempts: before?.attempts ?? 0,
    began: state.at,
    ended: null,
    error: null,
    items: step.many && { count: step.many.count, ok: 0, failed: 0 },
    ...(step.bypass ? { bypass: step.bypass } : {}),
  }
}

/** Attempts count in the run that makes them, and repeated nodes start in the new run. */
export function viewTakenUp(state: FlowState): void {
  for (const view of Object.values(state.nodes)) view.attempts = 0
  for (const step of Object.values(state.steps)) {
    const view = state.nodes[step.node]
    if (view && step.status === 'live')
      Object.assign(view, { status: statusOf(step), began: step.began, ended: null, error: null })
  }
}

const statusOf = ({ kind }: Step): NodeView['status'] =>
  kind === 'task' ? 'queued' : kind === 'many' || kind === 'choice' ? 'running' : 'waiting'

export function viewStart(state: FlowState, { node }: Step): void {
  const view = state.nodes[node]
  if (!view) return
  view.attempts++
  view.status = 'running'
}

export function viewRetry(state: FlowState, { node, many }: Step, error: string | null): void {
  const view = state.nodes[node]
  if (!view || many) return
  view.status = 'queued'
  view.error = error
}

/** After an event: counts of items, and nodes that have ended. */
export function viewEnd(state: FlowState, event: FlowEvent): void {
  if (state.closed !== null) return endAll(state)
  const id = 'step' in event.data && typeof event.data.step === 'string' ? event.data.step : null
  const step = id === null ? undefined : state.steps[id]
  const view = step && state.nodes[step.node]
  if (!step || !view) return
  if (step.many) view.items = { count: step.many.count, ok: step.many.ok, failed: step.many.failed }
  if (step.status === 'over' && view.ended === null) Object.assign(view, endOf(state, step))
  if (step.unknown) Object.assign(view, { status: 'waiting', error: step.unknown.message })
  // The step waits again for the same time.
  if (step.status === 'live' && view.ended !== null) Object.assign(view, { status: 'waiting', ended: null, error: null })
}

/** Nodes that were running when the run ended did not finish. */
function endAll(state: FlowState): void {
  for (const { node } of Object.values(state.steps)) {
    const view = state.nodes[node]
    if (view && view.ended === null) Object.assign(view, { status: 'cancelled', ended: state.at })
  }
}

function endOf(state: FlowState, step: Step): Pick<NodeView, 'status' | 'ended' | 'error'> {
  const ended = state.at
  if (step.bypass === 'disabled') return { status: 'skipped', ended, error: null }
  if (step.failure) return { status: 'failed', ended, error: step.failure.message }
  if (step.timedOut) return { status: 'failed', ended, error: 'Its time was over.' }
  // A node that was stopped without a result did not finish.
  return { status: step.stopping && step.output === null ? 'cancelled' : 'succeeded', ended, error: null }
}
