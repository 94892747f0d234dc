import type { Definition } from './definition.ts'
import { type DataOf, type UnitOf, unknownOutcome } from './events.ts'
import type { Failure } from './failure.ts'
import { failStep, succeed } from './fold-ends.ts'
import type { Json } from './reference.ts'
import { type FlowState, type Many, type Step, stepOf, type Unit } from './state.ts'
import { viewRetry, viewStart } from './view.ts'

const keyOf = ({ item }: UnitOf): string => (item === undefined ? '' : String(item))

function unitOf(state: FlowState, of: UnitOf): Unit {
  const unit = stepOf(state, of.step).units[keyOf(of)]
  if (!unit) throw new Error(`step "${of.step}" has no task ${keyOf(of)} under way`)
  return unit
}

export function beginItems(state: FlowState, { step: id, items }: DataOf<'items began'>): void {
  const step = stepOf(state, id)
  for (const item of items) step.units[item] = { status: 'queued', attempt: 0 }
  if (!step.many) return
  const known = new Set(items)
  const before = step.many.again.length
  step.many.again = step.many.again.filter((item) => !known.has(item))
  step.many.next += items.length - (before - step.many.again.length)
}

export function startUnit(state: FlowState, data: DataOf<'started'>): void {
  Object.assign(unitOf(state, data), { status: 'running', attempt: data.attempt })
  viewStart(state, stepOf(state, data.step))
}

export function retryUnit(state: FlowState, data: DataOf<'attempt failed'>): void {
  Object.assign(unitOf(state, data), { status: 'retrying' })
  viewRetry(state, stepOf(state, data.step), data.error)
}

export function failUnit(definition: Definition, state: FlowState, data: DataOf<'task failed'>): void {
  const { reason, error, exitCode, attempt, step } = data
  const failure = { reason, message: error, step, attempt, exitCode }
  if (reason === unknownOutcome) loseSight(stepOf(state, step), failure)
  else endUnit(definition, state, data, null, failure)
}

export function endUnit(definition: Definition, state: FlowState, of: UnitOf, result: Json, failure: Failure | null): void {
  const step = stepOf(state, of.step)
  unitOf(state, of)
  delete step.units[keyOf(of)]
  if (step.many && of.item !== undefined) return noteItem(step.many, of.item, result, failure)
  if (failure) failStep(step, failure)
  else succeed(definition, state, step, result)
}

function noteItem(many: Many, item: number, result: Json, failure: Failure | null): void {
  // Filled with null, so that the list survives being stored as JSON.
  while (many.results.length < item) many.results.push(null)
  many.results[item] = result
  if (failure) many.failures[item] = failure
  if (failure) many.failed++
  else many.ok++
}

/** Unless the step was being stopped anyway, it waits until a person decides whether the work was done. */
function loseSight(step: Step, failure: Failure): void {
  step.units = {}
  if (step.stopping) step.status = 'over'
  else step.unknown = failure
}

export function dropUnit(state: FlowState, of: UnitOf): void {
  const step = stepOf(state, of.step)
  delete step.units[keyOf(of)]
  if (!step.many) step.status = 'over'
}
