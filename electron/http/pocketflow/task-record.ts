import type { Definition } from '../../../shared/flow/definition.ts'
import type { FlowEvent } from '../../../shared/flow/events.ts'
import { itemSpec } from '../../../shared/flow/many.ts'
import { type FlowState, nodeKeyOf, nodeOf, paramsOf, type Step } from '../../../shared/flow/state.ts'
import type { Run } from '../../../shared/model/run.ts'
import type { State } from '../../../shared/run-state.ts'
import type { Engine } from '../../engine/engine.ts'
import { seconds } from './call.ts'
import { versionId } from './flows.ts'

const statuses: Record<State, string> = {
  queued: 'pending',
  running: 'running',
  succeeded: 'completed',
  failed: 'failed',
  cancelled: 'canceled',
  skipped: 'canceled',
}

/** The status of runs for one of PocketFlow's statuses; null: any status, 'none': there is no such status. */
export function runStatusFor(wanted: string): State | null | 'none' {
  if (wanted === '') return null
  if (wanted === 'waiting_queue' || wanted === 'canceling') return 'running'
  return (Object.keys(statuses) as State[]).find((status) => statuses[status] === wanted) ?? 'none'
}

/** Where LocalFlow says running, PocketFlow has three statuses. */
export function taskStatus(engine: Engine, run: Run): string {
  const history = run.status === 'running' ? engine.flowRunRecords.history(run.number) : null
  if (!history) return statuses[run.status]
  if (history.state.stop?.cause === 'cancelled') return 'canceling'
  return waitsForQueue(engine, run.number) ? 'waiting_queue' : 'running'
}

/** Only tasks that workers fetch are pending. */
function waitsForQueue(engine: Engine, number: number): boolean {
  const history = engine.flowRunRecords.history(number)
  if (!history) return false
  const { definition, state } = history
  const live = Object.values(state.steps).filter(({ status }) => status === 'live')
  return live.length > 0 && live.every((step) => isQueued(engine, definition, state, step))
}

function isQueued(engine: Engine, definition: Definition, state: FlowState, step: Step): boolean {
  if (step.child) return waitsForQueue(engine, step.child.run)
  const units = Object.keys(step.units)
  const node = nodeOf(definition, step.node)
  const execType = (unit: string) =>
    (unit === '' ? undefined : itemSpec(node, paramsOf(state, node), Number(unit)).exec_type) ?? node.exec_type
  return units.length > 0 && units.every((unit) => execType(unit) === 'queue')
}

/** A task as PocketFlow's server answers it. */
export function taskRecord(engine: Engine, run: Run) {
  const detail = engine.runs.detail(run.id)
  const history = engine.flowRunRecords.history(run.number)
  const current = detail.nodes.find(({ endedAt }) => endedAt === null)?.key ?? ''
  const shared = JSON.stringify(detail.shared)
  const flow = detail.flow === null ? null : engine.flows.find(detail.flow)
  const lease = run.status === 'running' ? engine.flowRunRecords.lease(run.number) : null
  return {
    id: run.id,
    flow_version_id: flow && detail.version !== null ? versionId(flow.id, detail.version) : '',
    flow_id: flow?.id ?? '',
    flow_name: detail.flow ?? '',
    flow_version: detail.version ?? 0,
    status: taskStatus(engine, run),
    params_json: JSON.stringify(history?.state.params ?? detail.params),
    shared_json: shared,
    current_node_key: current,
    last_action: history ? lastAction(engine, run, history.definition, history.state) : '',
    step_count: detail.nodes.reduce((sum, { visits }) => sum + visits, 0),
    // PocketFlow never fills these two either.
    retry_state_json: '{}',
    lease_owner: lease ? (lease.worker ?? 'localflow') : '',
    lease_expiry: seconds(lease?.until ?? null),
    request_id: '',
    created_at: seconds(run.createdAt),
    updated_at: seconds(run.endedAt ?? history?.state.at ?? run.createdAt),
    // PocketFlow's command line reads these.
    CurrentNodeKey: current,
    SharedJSON: shared,
  }
}

/** Between the end of a node and its successor there are a few events, and those of the retries of the next node. */
const eventsBack = 50

/** The action of the last node that ended; empty while the next one waits, or runs branches or items. */
function lastAction(engine: Engine, run: Run, definition: Definition, state: FlowState): string {
  if (state.closed === 'cancelled') return 'canceled'
  if (Object.values(state.steps).some(({ kind, status }) => status === 'live' && kind !== 'task' && kind !== 'child')) return ''
  const events = engine.flowRunRecords.newestEvents(run.number, eventsBack)
  const end = events.find((event) => event.type === 'gave up' || (event.type === 'went on' && event.data.after !== null))
  return end ? actionAt(definition, end) : ''
}

/** Where a node names no action LocalFlow takes the edge "default", and PocketFlow records an empty action. */
function actionAt(definition: Definition, { type, data }: FlowEvent): string {
  const left = type === 'went on' ? data.after : type === 'gave up' ? data.step : null
  if (!left) return ''
  const { kind, post } = nodeOf(definition, nodeKeyOf(left))
  const own = post?.action_static ?? ''
  if (type !== 'went on') return kind === 'executor' ? '' : own
  return data.action === 'default' ? own : (data.action ?? '')
}
