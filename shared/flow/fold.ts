import type { Definition, Node } from './definition.ts'
import { type Begin, type Decisions, type Failure, type FlowEvent, type UnitOf, unknownOutcome } from './events.ts'
import { actionOf, awaitedOf, type Before, inputOf, share } from './input.ts'
import { countOf, newMany } from './many.ts'
import { shareResults, shareSignal, sharesLikePocketflow, sharesNothing } from './pocketflow.ts'
import type { Data, Json } from './reference.ts'
import { type FlowState, isBusy, kindOf, type Many, nodeOf, paramsOf, type Step, type Unit } from './state.ts'
import { viewEnd, viewEntry, viewRetry, viewStart } from './view.ts'

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

export function stepOf(state: FlowState, id: string): Step {
  const step = state.steps[id]
  if (!step) throw new Error(`there is no step "${id}" under way`)
  return step
}

const keyOf = ({ item }: UnitOf): string => (item === undefined ? '' : String(item))

function unitOf(state: FlowState, of: UnitOf): Unit {
  const unit = stepOf(state, of.step).units[keyOf(of)]
  if (!unit) throw new Error(`step "${of.step}" has no task ${keyOf(of)} under way`)
  return unit
}

/** The step that led here is behind us; those that it leads to begin. */
function goOn(definition: Definition, state: FlowState, { after, begins, waitsAt, joins, why }: Decisions['went on']): void {
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
  if (why === 'compensation') return { given: undoOf(state, begin?.undoes)?.output ?? null, error: state.stop?.failure ?? null }
  if (why === 'cleanup') return { given: null, error: state.stop?.failure ?? null }
  return { given: left?.output ?? null, error: left?.failure ?? null }
}

const undoOf = (state: FlowState, id: string | null | undefined) => state.undo.find(({ step }) => step === id)

function leave(state: FlowState, left: Step, begins: Begin[]): void {
  delete state.steps[left.id]
  if (left.role === null && begins.length === 0 && left.failure === null) state.result = left.output
  if (left.role === 'cleanup') state.cleaned = true
  if (left.role !== 'compensation') return
  state.undo = state.undo.filter((undo) => undo !== undoOf(state, left.undoes))
  state.undone = left.failure || state.undone === 'failed' ? 'failed' : 'all'
}

/** The last branch of a fork that ends without a join ends what forked, too. */
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
    units: kind === 'task' ? { '': { status: 'queued', attempt: 0 } } : {},
    output: null,
    action: null,
    failure: null,
    stopping: false,
    timedOut: false,
    dueAt: begin.dueAt ?? null,
    renewed: 0,
    deadline: node.timeout_ms && hasDeadline ? state.at + node.timeout_ms : null,
    many: kind === 'many' ? manyOf(definition, node, paramsOf(state, node), input) : null,
    child: null,
  }
  state.steps[begin.step] = step
  viewEntry(state, step)
}

function manyOf(definition: Definition, node: Node, params: Data, input: Json): Many | null {
  const count = countOf(definition, node, params, input)
  return count === null ? null : newMany(count)
}

function beginItems(state: FlowState, { step: id, items }: { step: string; items: number[] }): void {
  const step = stepOf(state, id)
  for (const item of items) step.units[item] = { status: 'queued', attempt: 0 }
  if (!step.many) return
  const known = new Set(items)
  const before = step.many.again.length
  step.many.again = step.many.again.filter((item) => !known.has(item))
  step.many.next += items.length - (before - step.many.again.length)
}

function endUnit(definition: Definition, state: FlowState, of: UnitOf, result: Json, failure: Failure | null): void {
  const step = stepOf(state, of.step)
  unitOf(state, of)
  delete step.units[keyOf(of)]
  if (step.many && of.item !== undefined) return noteItem(step.many, of.item, result, failure)
  if (failure) failStep(step, failure)
  else succeed(definition, state, step, result)
}

function noteItem(many: Many, item: number, result: Json, failure: Failure | null): void {
  // Filled up, so that what is kept as JSON comes back as it was.
  while (many.results.length < item) many.results.push(null)
  many.results[item] = result
  if (failure) many.failures[item] = failure
  if (failure) many.failed++
  else many.ok++
}

/** Unless it was to be stopped in any case, nothing goes on before somebody has said whether it was done. */
function loseSight(step: Step, failure: Failure): void {
  step.units = {}
  if (step.stopping) step.status = 'over'
  else step.unknown = failure
}

function dropUnit(state: FlowState, of: UnitOf): void {
  const step = stepOf(state, of.step)
  delete step.units[keyOf(of)]
  if (!step.many) step.status = 'over'
}

function succeed(definition: Definition, state: FlowState, step: Step, output: Json): void {
  const node = nodeOf(definition, step.node)
  step.status = 'over'
  step.timedOut = false
  step.output = output
  if (!(sharesLikePocketflow(definition, state) && sharesNothing(definition, step))) share(state.shared, node.post, output)
  if (node.compensate !== undefined && step.role === null) state.undo.push({ step: step.id, node: step.node, output })
}

function failStep(step: Step, failure: Failure): void {
  step.status = 'over'
  step.failure = failure
}

/** Of a node that gives what it gathered, or what it was given. */
function outputOf(step: Step): Json {
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

function endWait(definition: Definition, state: FlowState, event: WaitEnd): void {
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

function endChild(
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
function stopStep(definition: Definition, state: FlowState, { step: id }: { step: string }): void {
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
