import type { Client } from '../../../shared/contract/contract.ts'
import type { RunDetail } from '../../../shared/model/run.ts'
import { runStates } from './follow.ts'

/** The log of a visit of a node; without an attempt, of its newest. */
export type NodeLog = { node: string; attempt?: number; title: string }

/**
 * The logs of the nodes of a flow's run, in the order in which the nodes were entered. `follow` yields each attempt as it starts,
 * until the run has ended.
 */
export async function* nodeLogs(client: Client, ref: string, follow: boolean): AsyncGenerator<NodeLog> {
  const known = new Set<string>()
  for await (const run of follow ? runStates(client, ref) : [await client.runs.get({ ref })])
    for (const log of logsOf(run, follow)) {
      const isKnown = known.has(log.title) || (log.attempt === undefined && known.has(log.node))
      known.add(log.title).add(log.node)
      if (!isKnown && (log.attempt !== undefined || (await isThere(client, ref, log.node)))) yield log
    }
}

function logsOf({ nodes }: RunDetail, follow: boolean): NodeLog[] {
  return nodes.flatMap(({ key, visits, taskId, tries }) => {
    if (taskId === null) return []
    const earlier = Array.from({ length: visits - 1 }, (_, at): NodeLog => nodeLog(key, at + 1))
    const last = tries.map(({ number }) => nodeLog(key, visits, number))
    return [...earlier, ...(follow ? last : last.slice(-1))]
  })
}

const nodeLog = (key: string, visit: number, attempt?: number): NodeLog => ({
  node: `${key}#${visit}`,
  ...(attempt === undefined ? {} : { attempt }),
  title: [`node ${key}`, visit > 1 ? `visit ${visit}` : '', (attempt ?? 1) > 1 ? `attempt ${attempt}` : '']
    .filter((part) => part !== '')
    .join(', '),
})

/** False for a visit of another run, which this one continues, and for one that was stopped before it started. */
const isThere = (client: Client, ref: string, node: string): Promise<boolean> =>
  client.logs.read({ ref, node, from: 1, count: 1 }).then(
    ({ attempt }) => attempt > 0,
    (error: { code?: unknown }) => {
      if (error.code === 'not-found') return false
      throw error
    },
  )

/** Nodes that have a log for each item instead of one of their own. */
export const itemLogs = ({ number, nodes }: RunDetail): string[] =>
  nodes.flatMap(({ key, items, visits, taskId }) =>
    items === null || taskId !== null || items.count === 0
      ? []
      : [`Node "${key}" has a log for each item, such as: lf logs ${number} --node ${key}#${visits}/1`],
  )
