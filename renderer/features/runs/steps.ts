import { type Approval, approvalsByStep } from '../../../shared/flow/approvals.ts'
import type { Definition } from '../../../shared/flow/definition.ts'
import { type Facts, type FlowEvent, unknownOutcome } from '../../../shared/flow/events.ts'
import type { Json } from '../../../shared/flow/reference.ts'
import { isUnderWay } from '../../../shared/flow/standing.ts'
import type { NodeView } from '../../../shared/flow/state.ts'

/** One try of a step, or of one of its branches or items. */
export type Try = {
  item: number | null
  number: number
  from: number
  to: number | null
  status: 'running' | 'succeeded' | 'failed' | 'cancelled'
}

/** A node that was entered: when, what came of it, and its attempts. */
export type StepTale = {
  id: string
  node: string
  from: number
  to: number | null
  status: NodeView['status']
  /** Of an approval that has ended. */
  approval: Approval | null
  /** The number of the run in which it was done, where this run took it over. */
  takenFrom: number | null
  action: string | null
  output: Json | undefined
  error: string | null
  read: [string, Json][]
  tries: Try[]
  child: { run: number; id: string } | null
}

/** What a history tells of each step, in the order in which they began. */
export function stepsOf(definition: Definition, events: readonly FlowEvent[]): StepTale[] {
  const steps = new Map<string, StepTale>()
  const results = new Map<string, Json[]>()
  /** Steps of which somebody has to say whether they were done. */
  const lostSight = new Map<string, string>()
  const end = (id: string, at: number, change: Partial<StepTale>): void => {
    const step = steps.get(id)
    if (step && step.to === null) Object.assign(step, { to: at, ...change })
  }
  for (const event of events) {
    const { at } = event
    switch (event.type) {
      case 'forked':
        for (const step of stepsTakenUp(event.data, at)) steps.set(step.id, step)
        break
      case 'went on': {
        const left = event.data.after === null ? undefined : steps.get(event.data.after)
        if (left) left.action = event.data.action
        for (const { step, node } of event.data.begins)
          steps.set(step, { ...fresh, id: step, node, from: at, tries: [], read: [] })
        break
      }
      case 'started': {
        const { step, item = null, attempt } = event.data
        const found = steps.get(step)
        if (found) found.status = 'running'
        found?.tries.push({ item, number: attempt, from: at, to: null, status: 'running' })
        break
      }
      case 'attempt failed':
      case 'task succeeded':
      case 'task failed':
      case 'task cancelled': {
        const { step, item = null } = event.data
        const status = event.type === 'task succeeded' ? 'succeeded' : event.type === 'task cancelled' ? 'cancelled' : 'failed'
        const found = steps.get(step)?.tries.findLast((each) => each.item === item && each.to === null)
        if (found) Object.assign(found, { to: at, status })
        if (event.type === 'task succeeded' && item !== null) {
          const list = results.get(step) ?? []
          list[item] = event.data.result
          results.set(step, list)
        }
        if (item !== null || event.type === 'attempt failed') break
        if (event.type === 'task succeeded') end(step, at, { status: 'succeeded', output: event.data.result })
        else if (event.type === 'task failed' && event.data.reason === unknownOutcome) lostSight.set(step, event.data.error)
        else if (event.type === 'task failed') end(step, at, { status: 'failed', error: event.data.error })
        else end(step, at, { status: 'cancelled' })
        break
      }
      case 'node succeeded':
        end(event.data.step, at, { status: 'succeeded', output: results.get(event.data.step), read: event.data.read ?? [] })
        break
      case 'node failed':
        end(event.data.step, at, { status: 'failed', error: event.data.message })
        break
      case 'timer fired':
        end(event.data.step, at, { status: 'succeeded' })
        break
      case 'decided':
        if (lostSight.has(event.data.step) && event.data.value === false)
          end(event.data.step, at, { status: 'failed', error: lostSight.get(event.data.step) ?? null })
        else end(event.data.step, at, { status: 'succeeded', output: event.data.value })
        break
      case 'signal consumed': {
        const signal = events.find(({ n }) => n === event.data.signal)
        end(event.data.step, at, {
          status: 'succeeded',
          output: signal?.type === 'signal received' ? signal.data.value : undefined,
        })
        break
      }
      case 'wait timed out':
        end(event.data.step, at, { status: 'failed', error: 'Its time was over.' })
        break
      case 'child began': {
        const step = steps.get(event.data.step)
        if (step) step.child = { run: event.data.run, id: event.data.id }
        break
      }
      case 'child ended': {
        const { step, status, error, shared } = event.data
        end(step, at, status === 'succeeded' ? { status: 'succeeded', output: shared } : { status: 'failed', error })
        break
      }
      case 'succeeded':
      case 'failed':
      case 'cancelled':
        for (const { id } of steps.values()) end(id, at, { status: 'cancelled' })
        break
      default:
    }
  }
  for (const [id, approval] of approvalsByStep(definition, events)) {
    const step = steps.get(id)
    if (step && step.to !== null) step.approval = approval
  }
  return [...steps.values()]
}

/** What another run had done by then, and what goes on here. */
function stepsTakenUp({ run, state, course }: Facts['forked'], at: number): StepTale[] {
  const over = Object.entries(state.nodes)
    .filter(([key]) => !isUnderWay(state, key))
    .map(([node, { visits, began, ended, status, error }]): StepTale => {
      const facts = { id: `${node}#${visits}`, node, from: began, to: ended ?? began, status, error }
      return { ...fresh, ...facts, tries: [], read: [], approval: course?.approvals[node] ?? null, takenFrom: run }
    })
  const live = Object.values(state.steps)
    .filter(({ status }) => status === 'live')
    .map(({ id, node }): StepTale => ({ ...fresh, id, node, from: at, tries: [], read: [] }))
  return [...over.toSorted((a, b) => a.from - b.from), ...live]
}

const fresh = {
  to: null,
  status: 'waiting' as const,
  approval: null,
  takenFrom: null,
  action: null,
  output: undefined,
  error: null,
  child: null,
}
