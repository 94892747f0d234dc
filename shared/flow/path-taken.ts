import { approvalsByStep } from './approvals.ts'
import type { Definition } from './definition.ts'
import { edgesFrom, targetsOf } from './edges.ts'
import type { Decisions, HistoryEvent, PathTaken } from './events.ts'
import { nodeKeyOf } from './state.ts'

/** A run that continues another one starts with the course of that one. */
export function pathTakenOf(definition: Definition, events: readonly HistoryEvent[]): PathTaken {
  const approvals: PathTaken['approvals'] = {}
  const ways = new Map<string, [string, string]>()
  const take = ([from, to]: [string, string]): void => void ways.set(JSON.stringify([from, to]), [from, to])
  for (const event of events) {
    if (event.type === 'forked') {
      event.data.course?.ways.forEach(take)
      Object.assign(approvals, event.data.course?.approvals)
    }
    if (event.type === 'went on') waysTaken(definition, event.data).forEach(take)
  }
  for (const [step, approval] of approvalsByStep(definition, events)) approvals[nodeKeyOf(step)] = approval
  return { ways: [...ways.values()], approvals }
}

function waysTaken(definition: Definition, { after, action, begins, waitsAt, why }: Decisions['went on']): [string, string][] {
  if (why === 'cleanup') return []
  if (why === 'compensation')
    return begins.flatMap(({ node, undoes }) => (undoes === undefined ? [] : [[nodeKeyOf(undoes), node]]))
  if (after === null) return []
  const from = nodeKeyOf(after)
  const targets = [...begins.map(({ node }) => node), ...(waitsAt === undefined ? [] : [waitsAt])]
  return targets.flatMap((to): [string, string][] => (action === 'limit' ? throughLimit(definition, from, to) : [[from, to]]))
}

/** A node that exceeded its visits continued at its own edge `limit`. */
function throughLimit(definition: Definition, from: string, to: string): [string, string][] {
  const full = edgesFrom(definition, from)
    .flatMap(targetsOf)
    .find((key) => edgesFrom(definition, key).some((edge) => edge.action === 'limit' && targetsOf(edge).includes(to)))
  return full === undefined
    ? [[from, to]]
    : [
        [from, full],
        [full, to],
      ]
}
