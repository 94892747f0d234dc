import type { Standing } from '../../shared/flow/standing.ts'
import type { RunDetail } from '../../shared/model/run.ts'
import type { GraphViews } from '../flow-graph/shown-standing.ts'

/** The status of the nodes of a run, as the canvas shows it. */
export const viewsOf = (
  { nodes }: Pick<RunDetail, 'nodes'>,
  actions: ReadonlyMap<string, string>,
  stale: ReadonlySet<string>,
): GraphViews =>
  Object.fromEntries(
    nodes.map((node) => {
      const isStale = stale.has(node.key) && { isStale: true }
      return [node.key, { ...standingOf(node), action: actions.get(node.key), ...isStale }]
    }),
  )

function standingOf(node: RunDetail['nodes'][number]): Standing {
  const { visits, attempts, startedAt, endedAt, error, items, bypass, approval, takenFrom, waitsFor } = node
  // A queued task says why it waits, too.
  const status = node.status === 'running' && waitsFor !== null ? 'waiting' : node.status
  return {
    ...{ status, visits, attempts, began: startedAt ?? 0, ended: endedAt, error, items, takenFrom },
    ...(bypass === null ? {} : { bypass }),
    approval: approval && { ...approval, ...(approval.actor ? { actor: approval.actor } : { actor: undefined }) },
  } as Standing
}
