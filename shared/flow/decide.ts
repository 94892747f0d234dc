import { beginOf } from './begin.ts'
import { type Definition, defaultMaxSteps } from './definition.ts'
import { type Begin, type Decision, unknownOutcome } from './events.ts'
import { awaitedOf } from './input.ts'
import { completeMany, failMany, moreItems } from './many.ts'
import { isPart, passBy, withinTest } from './partial.ts'
import type { Json } from './reference.ts'
import { choose, routeOf } from './route.ts'
import { type FlowState, isBusy, nodeKeyOf, nodeOf, type Step } from './state.ts'

/** The part of the step limit at which a history gets a warning. */
const warnAt = 0.2

/**
 * The next decision that follows from a history; null if nothing follows before another event. Pure: the same definition and
 * state give the same decision, whenever and wherever it is made.
 */
export function decide(definition: Definition, state: FlowState): Decision | null {
  if (!state.began || state.closed !== null) return null
  if (state.stop) return windUp(definition, state)
  if (state.entered === 0) return begin(definition, state, state.test?.start?.node ?? definition.start, null)
  const limit = definition.max_steps ?? defaultMaxSteps
  if (state.entered > limit) return giveUp(null, 'step-limit', `It entered more than ${limit} nodes.`)
  if (!state.warned && limit >= 100 && state.entered >= limit * warnAt)
    return { type: 'many steps', data: { steps: state.entered, limit } }
  for (const step of Object.values(state.steps)) {
    const decision = step.status === 'over' ? leaveStep(definition, state, step) : lookAt(definition, state, step)
    if (decision) return decision
  }
  return joinOf(definition, state) ?? (Object.keys(state.steps).length === 0 ? succeed(state) : null)
}

const succeed = (state: FlowState): Decision => ({ type: 'succeeded', data: { result: state.result } })

function begin(definition: Definition, state: FlowState, node: string, after: string | null): Decision {
  return { type: 'went on', data: { after, action: null, begins: [beginOf(definition, state, node)] } }
}

export const giveUp = (step: string | null, reason: string, error: string): Decision => ({
  type: 'gave up',
  data: { step: step ?? '', reason, error },
})

/** The next decision for a running step: more items, its signal, its own decision, or to be stopped. */
function lookAt(definition: Definition, state: FlowState, step: Step): Decision | null {
  if (step.bypass) return passBy(definition, state, step)
  if (step.timedOut && !step.stopping) return { type: 'stopping', data: { step: step.id, because: 'timeout' } }
  if (step.stopping) return step.kind === 'many' ? stoppedMany(definition, step) : null
  switch (step.kind) {
    case 'choice':
      return choose(definition, state, step)
    case 'many':
      return completeMany(definition, step) ?? moreItems(definition, step)
    case 'event':
    case 'approval':
      return hearSignal(definition, state, step)
    case 'timer':
      return step.dueAt === null ? noMoment(step) : null
    case 'task':
      return step.unknown && !step.unknown.asked ? { type: 'asks', data: { step: step.id, because: unknownOutcome } } : null
    default:
      return null
  }
}

const noMoment = ({ id }: Step): Decision => ({
  type: 'node failed',
  data: {
    step: id,
    reason: 'error',
    message: 'It cannot be told when it goes off: params.delay_ms wants milliseconds, params.until an instant or a time of day.',
  },
})

/** Too many items had failed, and the items that were running then have ended. */
function stoppedMany(definition: Definition, step: Step): Decision | null {
  if (isBusy(step) || !step.many) return null
  if (step.timedOut)
    return { type: 'node failed', data: { step: step.id, reason: 'timeout', message: 'It took longer than its timeout.' } }
  return failMany(nodeOf(definition, step.node), step, step.many)
}

function hearSignal(definition: Definition, state: FlowState, step: Step): Decision | null {
  const { key, value, isNamed } = awaitedOf(state, nodeOf(definition, step.node), step)
  const counts = (said: Json): boolean => isAnswer(step, said, isNamed)
  const signal = state.signals.find((each) => each.key === key && counts(each.value))
  if (signal) return { type: 'signal consumed', data: { step: step.id, signal: signal.n } }
  // The value is already there, as shared data or a parameter.
  return !isNamed && counts(value) ? { type: 'signal consumed', data: { step: step.id, signal: 0 } } : null
}

/** A named signal counts whatever its value; a value that is waited for must exist. For an approval, no is an answer, too. */
const isAnswer = ({ kind }: Step, value: Json, isNamed: boolean): boolean =>
  (isNamed && kind === 'event') || (value !== null && value !== '' && (value !== false || kind === 'approval'))

function leaveStep(definition: Definition, state: FlowState, step: Step): Decision {
  const again = waitsAgain(definition, state, step)
  if (again) return again
  const route = withinTest(state, step, routeOf(definition, state, step))
  if ('gaveUp' in route) return giveUp(step.id, route.gaveUp, route.error)
  const { action, targets } = route
  const [first] = targets
  if (first !== undefined && targets.length === 1 && nodeOf(definition, first).join && step.fork !== null)
    return { type: 'went on', data: { after: step.id, action, begins: [], waitsAt: first } }
  return {
    type: 'went on',
    data: { after: step.id, action, begins: targets.map((target) => beginOf(definition, state, target)) },
  }
}

function waitsAgain(definition: Definition, state: FlowState, step: Step): Decision | null {
  const node = nodeOf(definition, step.node)
  if (!step.timedOut || step.kind !== 'event' || node.failure_strategy !== 'retry') return null
  if (node.max_retries && step.renewed >= node.max_retries) return null
  const { dueAt } = beginOf(definition, state, step.node)
  return dueAt === undefined ? null : { type: 'waits again', data: { step: step.id, dueAt } }
}

/** When all branches of a fork have reached the join or ended, the node at the join starts. */
function joinOf(definition: Definition, state: FlowState): Decision | null {
  const ready = Object.entries(state.forks).find(([, { open, arrived }]) => open === 0 && arrived.length > 0)
  if (!ready) return null
  const [joins, { arrived }] = ready
  const begins = arrived.map((node) => beginOf(definition, state, node))
  return { type: 'went on', data: { after: null, action: null, begins, joins } }
}

/** Nothing new starts: running work is stopped, finished work is compensated where possible, and the run ends. */
function windUp(definition: Definition, state: FlowState): Decision | null {
  const stop = state.stop
  if (!stop) return null
  const steps = Object.values(state.steps)
  const toStop = steps.find((step) => step.role === null && step.status === 'live' && !step.stopping)
  if (toStop) return { type: 'stopping', data: { step: toStop.id, because: stop.cause } }
  const clearing = steps.find(({ role }) => role !== null)
  if (clearing?.status === 'over') return { type: 'went on', data: { after: clearing.id, action: null, begins: [] } }
  if (clearing) return lookAt(definition, state, clearing)
  if (steps.some(isBusy)) return null
  const isWhole = !isPart(state)
  const undo = stop.cause === 'cancelled' || !isWhole ? undefined : state.undo.at(-1)
  if (undo) {
    const node = nodeOf(definition, undo.node).compensate ?? ''
    return clearUp({ ...beginOf(definition, state, node), undoes: undo.step }, 'compensation')
  }
  if (definition.cleanup !== undefined && !state.cleaned && !stop.terminate && isWhole)
    return clearUp(beginOf(definition, state, definition.cleanup), 'cleanup')
  return close(state, stop)
}

const clearUp = (begin: Begin, why: 'compensation' | 'cleanup'): Decision => ({
  type: 'went on',
  data: { after: null, action: null, begins: [begin], why },
})

function close(state: FlowState, { cause, failure, replaced }: NonNullable<FlowState['stop']>): Decision {
  if (cause === 'cancelled') return { type: 'cancelled', data: { reason: replaced ? 'replaced' : 'stopped' } }
  const reason = cause === 'timeout' ? 'timeout' : (failure?.reason ?? 'error')
  const error = cause === 'timeout' ? 'The flow took longer than its timeout.' : (failure?.message ?? 'It failed.')
  const step = failure?.step || null
  const undone = { none: '', all: ' What had been done was undone.', failed: ' What had been done could not all be undone.' }
  return {
    type: 'failed',
    data: {
      reason: state.undone === 'none' ? reason : state.undone === 'all' ? 'compensated' : 'compensation-failed',
      error: error + undone[state.undone],
      node: step === null ? null : nodeKeyOf(step),
      step,
    },
  }
}
