import { emptyState } from '../../../shared/flow/state.ts'
import type { Engine } from '../../engine/engine.ts'
import type { Answer, Call } from './call.ts'
import type { NodeRun } from './node-run.ts'
import { queuedRows, type Recording, record } from './recording.ts'

/** No client reads more rows of a long list of items, so only the newest are answered. */
const mostRows = 10_000

export function listNodeRuns({ engine, query }: Call): Answer {
  const run = engine.runs.find(query.get('task_id') ?? '')
  return { value: rowsOf(engine, run.number, run.id).slice(-mostRows) }
}

/** A row for each attempt, for each end of a node without a task, and for each row of the inner flows. */
function rowsOf(engine: Engine, number: number, taskId: string): NodeRun[] {
  const definition = engine.flowRunRecords.history(number)?.definition
  if (!definition) return []
  const recording: Recording = {
    taskId,
    definition,
    state: emptyState(),
    attempts: new Map(engine.flowRunRecords.attempts(number).map((attempt) => [`${attempt.nodeKey}:${attempt.number}`, attempt])),
    workerUrls: new Map(engine.workers.list(undefined).map(({ id, url }) => [id, url])),
    open: new Map(),
    rows: [],
  }
  for (const event of engine.flowRunRecords.events(number)) record(recording, event)
  const rows = recording.rows.flatMap((row) =>
    'run' in row ? rowsOf(engine, row.run, taskId).map((inner) => within(row.node, inner)) : row,
  )
  return [...rows, ...queuedRows(recording)]
}

/** PocketFlow shows the nodes of an inner flow as parts of the node with the flow. */
const within = (node: string, row: NodeRun): NodeRun => ({
  ...row,
  node_key: node,
  sub_status: 'sub_node_complete',
  branch_id: row.node_key,
  prep_json: JSON.stringify({ ...(JSON.parse(row.prep_json) as object), sub: row.node_key }),
})
