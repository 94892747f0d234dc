import type { Approval, Facts, FlowEvent, PathTaken } from './events.ts'
import type { FlowState, NodeView } from './state.ts'

/**
 * The status of a node with facts that no state keeps: how its approval ended, the run that did the work, if that was
 * another, and, where it is known, the action with which it went on.
 */
export type Standing = NodeView & { approval: Approval | null; takenFrom: number | null; action?: string | undefined }

/** The status of the nodes that a run has entered, or taken over from the run it continues. */
export function standingsOf(
  state: FlowState,
  { approvals }: PathTaken,
  forked: Facts['forked'] | null,
): Record<string, Standing> {
  return Object.fromEntries(
    Object.entries(state.nodes).map(([key, view]) => [
      key,
      {
        ...view,
        approval: view.ended === null ? null : (approvals[key] ?? null),
        takenFrom: forked && isTakenOver(forked.state, key, view) ? forked.run : null,
      },
    ]),
  )
}

export const forkOf = (events: readonly FlowEvent[]): Facts['forked'] | null => {
  const second = events.find(({ n }) => n === 2)
  return second?.type === 'forked' ? second.data : null
}

const isTakenOver = (before: FlowState, key: string, { visits }: NodeView): boolean =>
  before.nodes[key]?.visits === visits && !isUnderWay(before, key)

/** Its last visit had not ended. */
export const isUnderWay = ({ steps }: FlowState, key: string): boolean =>
  Object.values(steps).some(({ node, status }) => node === key && status === 'live')
