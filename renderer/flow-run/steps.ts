import { approvalsByStep } from '../../shared/flow/approvals.ts'
import type { Definition } from '../../shared/flow/definition.ts'
import { type DataOf, type FlowEvent, unknownOutcome } from '../../shared/flow/events.ts'
import { failureText } from '../../shared/flow/failed-item.ts'
import type { Json } from '../../shared/flow/reference.ts'
import { fresh, type StepTale, stepsTakenUp } from './step-tale.ts'
import { words } from './words.ts'

/** The state that the events so far lead to. */
type Told = {
  steps: Map<string, StepTale>
  /** Results of branches and items, by step. */
  results: Map<string, Json[]>
  /** Steps with an unknown outcome, which a person decides, and their last error. */
  lostSight: Map<string, string>
}

/** The steps of a history, in the order in which they started. */
export function stepsOf(definition: Definition, events: readonly FlowEvent[]): StepTale[] {
  const told: Told = { steps: new Map(), results: new Map(), lostSight: new Map() }
  for (const event of events) tell(told, event, events)
  for (const [id, approval] of approvalsByStep(definition, events)) {
    const step = told.steps.get(id)
    if (step && step.to !== null) step.approval = approval
  }
  return [...told.steps.values()].map((step) =>
    step.error == null ? step : { ...step, error: failureText(definition, step.node, step.error) },
  )
}

function tell(told: Told, event: FlowEvent, events: readonly FlowEvent[]): void {
  const { at } = event
  const end = (id: string, change: Partial<StepTale>): void => endStep(told, id, at, change)
  switch (event.type) {
    case 'forked':
      for (const step of stepsTakenUp(event.data, at)) told.steps.set(step.id, step)
      return
    case 'went on':
      return enter(told, event.data, at)
    case 'started':
      return startTry(told, event.data, at)
    case 'attempt failed':
    case 'task succeeded':
    case 'task failed':
    case 'task cancelled':
      return endTask(told, event)
    case 'node succeeded':
      return end(event.data.step, {
        status: 'succeeded',
        output: told.results.get(event.data.step),
        read: event.data.read ?? [],
      })
    case 'node failed':
      return end(event.data.step, { status: 'failed', error: event.data.message })
    case 'timer fired':
      return end(event.data.step, { status: 'succeeded' })
    case 'decided':
      return decide(told, event.data, at)
    case 'signal consumed': {
      const signal = events.find(({ n }) => n === event.data.signal)
      return end(event.data.step, {
        status: 'succeeded',
        output: signal?.type === 'signal received' ? signal.data.value : undefined,
      })
    }
    case 'wait timed out':
      return end(event.data.step, { status: 'failed', error: words.timedOut })
    case 'child began': {
      const step = told.steps.get(event.data.step)
      if (step) step.child = { run: event.data.run, id: event.data.id }
      return
    }
    case 'child ended': {
      const { step, status, error, shared } = event.data
      return end(step, status === 'succeeded' ? { status: 'succeeded', output: shared } : { status: 'failed', error })
    }
    case 'succeeded':
    case 'failed':
    case 'cancelled':
      for (const { id } of told.steps.values()) end(id, { status: 'cancelled' })
  }
}

function endStep({ steps }: Told, id: string, at: number, change: Partial<StepTale>): void {
  const step = steps.get(id)
  if (step && step.to === null) Object.assign(step, { to: at, ...change })
}

function enter({ steps }: Told, { after, action, begins }: DataOf<'went on'>, at: number): void {
  const left = after === null ? undefined : steps.get(after)
  if (left) left.action = action
  for (const { step, node } of begins) steps.set(step, { ...fresh, id: step, node, from: at, tries: [], read: [] })
}

function startTry({ steps }: Told, { step, item, attempt }: DataOf<'started'>, at: number): void {
  const found = steps.get(step)
  if (found) found.status = 'running'
  found?.tries.push({ item: item ?? null, number: attempt, from: at, to: null, status: 'running' })
}

type TaskEnd = Extract<FlowEvent, { type: 'attempt failed' | 'task succeeded' | 'task failed' | 'task cancelled' }>

function endTask(told: Told, event: TaskEnd): void {
  const { at } = event
  const { step, item = null } = event.data
  const status = event.type === 'task succeeded' ? 'succeeded' : event.type === 'task cancelled' ? 'cancelled' : 'failed'
  const found = told.steps.get(step)?.tries.findLast((each) => each.item === item && each.to === null)
  if (found) Object.assign(found, { to: at, status })
  if (event.type === 'task succeeded' && item !== null) {
    const list = told.results.get(step) ?? []
    list[item] = event.data.result
    told.results.set(step, list)
  }
  if (item !== null || event.type === 'attempt failed') return
  if (event.type === 'task succeeded') endStep(told, step, at, { status: 'succeeded', output: event.data.result })
  else if (event.type === 'task failed' && event.data.reason === unknownOutcome) told.lostSight.set(step, event.data.error)
  else if (event.type === 'task failed') endStep(told, step, at, { status: 'failed', error: event.data.error })
  else endStep(told, step, at, { status: 'cancelled' })
}

function decide(told: Told, { step, value }: DataOf<'decided'>, at: number): void {
  if (told.lostSight.has(step) && value === false)
    endStep(told, step, at, { status: 'failed', error: told.lostSight.get(step) ?? null })
  else endStep(told, step, at, { status: 'succeeded', output: value })
}
