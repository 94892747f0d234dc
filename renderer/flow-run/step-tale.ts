import type { Approval, DataOf } from '../../shared/flow/events.ts'
import type { Json } from '../../shared/flow/reference.ts'
import { isUnderWay } from '../../shared/flow/standing.ts'
import type { NodeView } from '../../shared/flow/state.ts'

/** One try of a step, or of one of its branches or items. */
export type Try = {
  item: number | null
  number: number
  from: number
  to: number | null
  status: 'running' | 'succeeded' | 'failed' | 'cancelled'
}

/** A node that was entered: when, its outcome, and its attempts. */
export type StepTale = {
  id: string
  node: string
  from: number
  to: number | null
  status: NodeView['status']
  /** For an approval that has ended. */
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

/** The steps that another run had finished by then, and those that continue here. */
export function stepsTakenUp({ run, state, course }: DataOf<'forked'>, at: number): StepTale[] {
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

export const fresh = {
  to: null,
  status: 'waiting' as const,
  approval: null,
  takenFrom: null,
  action: null,
  output: undefined,
  error: null,
  child: null,
}
