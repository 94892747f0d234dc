import type { FlowEvent } from '../../../shared/flow/events.ts'
import type { Try } from '../../flow-run/step-tale.ts'
import { nodeWords } from './words/flow.ts'

/** The work of one visit of a node, or of one of its branches or items. It has a log and files of its own. */
export type NodeWork = {
  /** How the API and `lf` name it: `build#1`, or of an item `tests#1/2`. */
  id: string
  node: string
  visit: number
  item: number | null
  attempt: number
  status: Try['status']
}

const outcomes = {
  'task succeeded': 'succeeded',
  'task failed': 'failed',
  'attempt failed': 'failed',
  'task cancelled': 'cancelled',
} as const

type Outcome = Extract<FlowEvent, { type: keyof typeof outcomes }>
const isOutcome = (event: FlowEvent): event is Outcome => Object.hasOwn(outcomes, event.type)

/** All work that this run started: visits in the order in which they started, the items of a visit by their numbers. */
export function nodeWorksOf(events: readonly FlowEvent[]): NodeWork[] {
  const visits = new Map<string, Map<number | null, NodeWork>>()
  for (const event of events) {
    if (event.type === 'started') {
      const { step, item = null, attempt } = event.data
      const works = visits.get(step) ?? new Map<number | null, NodeWork>()
      works.set(item, { ...namesOf(step, item), item, attempt, status: 'running' })
      visits.set(step, works)
    } else if (isOutcome(event)) {
      const work = visits.get(event.data.step)?.get(event.data.item ?? null)
      if (work) work.status = outcomes[event.type]
    }
  }
  return [...visits.values()].flatMap((works) => [...works.values()].sort((a, b) => (a.item ?? 0) - (b.item ?? 0)))
}

function namesOf(step: string, item: number | null): Pick<NodeWork, 'id' | 'node' | 'visit'> {
  const end = step.lastIndexOf('#')
  return { id: item === null ? step : `${step}/${item}`, node: step.slice(0, end), visit: Number(step.slice(end + 1)) }
}

/** The work that a person most likely wants to see of a node: of its last visit what failed, else what runs, else its first item. */
export function worthSeeing(works: readonly NodeWork[], node: string): NodeWork | null {
  const last = Math.max(...works.filter((work) => work.node === node).map(({ visit }) => visit))
  const own = works.filter((work) => work.node === node && work.visit === last)
  return own.find(({ status }) => status === 'failed') ?? own.find(({ status }) => status === 'running') ?? own[0] ?? null
}

/** `tests, item 2`, or `tests, item 2, visit 3` where the node was entered more than once. People count items from 1. */
export function workName({ node, item, visit }: NodeWork, works: readonly NodeWork[]): string {
  const isRepeated = works.some((work) => work.node === node && work.visit !== visit)
  const name = item === null ? node : nodeWords.item(node, item + 1)
  return isRepeated ? nodeWords.visit(name, visit) : name
}
