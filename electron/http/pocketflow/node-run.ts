import type { Node } from '../../../shared/flow/definition.ts'
import type { Json } from '../../../shared/flow/reference.ts'
import { type FlowState, paramsOf, type Step } from '../../../shared/flow/state.ts'
import { builtinNames } from '../../../shared/model/builtin-names.ts'
import { seconds } from './call.ts'

/** One row of an executed node, as PocketFlow's server answers it. */
export type NodeRun = {
  id: string
  task_id: string
  node_key: string
  attempt_no: number
  status: string
  sub_status: string
  branch_id: string
  prep_json: string
  exec_input_json: string
  exec_output_json: string
  error_text: string
  action: string
  started_at: number
  finished_at: number
  worker_id: string
  worker_url: string
  log_path: string
}

export const newRow = (id: string, taskId: string, step: Pick<Step, 'node'>, began: number): NodeRun => ({
  id,
  task_id: taskId,
  node_key: step.node,
  attempt_no: 1,
  status: 'running',
  sub_status: '',
  branch_id: '',
  prep_json: '{}',
  exec_input_json: 'null',
  exec_output_json: 'null',
  error_text: '',
  action: '',
  started_at: seconds(began),
  finished_at: 0,
  worker_id: '',
  worker_url: '',
  log_path: '',
})

export type RowEnd = { status: 'ok' | 'error' | 'canceled'; at: number; output?: Json; error?: string | null; action?: string }

export const endRow = (row: NodeRun, { status, at, output = null, error, action = '' }: RowEnd): NodeRun =>
  Object.assign(row, {
    status,
    finished_at: seconds(at),
    exec_output_json: JSON.stringify(output),
    error_text: error ?? '',
    action,
  })

/** The branch or item of a row. */
export function branchOf(step: Step, own: Node, item: number | undefined): Pick<NodeRun, 'sub_status' | 'branch_id'> {
  if (step.many === null || item === undefined) return { sub_status: '', branch_id: '' }
  return {
    sub_status: own.kind === 'parallel' ? 'branch_complete' : 'item_complete',
    branch_id: String(branchName(own, item)),
  }
}

const branchName = (own: Node, item: number): string | number =>
  own.kind === 'parallel' ? (own.service ?? own.func ?? String(item)) : item

/** The data that the node reads, in PocketFlow's words for its kind. */
export function prepOf(state: FlowState, node: Node, item?: number): Record<string, Json> {
  const params = paramsOf(state, node)
  switch (node.kind) {
    case 'timer':
      return { delay_ms: params['delay_ms'] ?? 0 }
    case 'wait_event':
      return { signal_key: node.signal_key ?? params['signal_key'] ?? '' }
    case 'approval':
      return { approval_key: node.approval_key ?? params['approval_key'] ?? '' }
    default:
      return { input_key: node.prep?.input_key ?? '', ...(item === undefined ? {} : { branch: branchName(node, item) }) }
  }
}

/** The worker that executed it, or PocketFlow's name for LocalFlow itself. */
export function workerOf(
  node: Node,
  worker: string | undefined,
  urls: ReadonlyMap<string, string>,
): Pick<NodeRun, 'worker_id' | 'worker_url'> {
  const here = (id: string) => ({ worker_id: id, worker_url: 'local' })
  switch (node.exec_type ?? 'http') {
    case 'queue':
      return { worker_id: worker ?? 'queue', worker_url: 'queue' }
    case 'http':
      if (worker !== undefined) return { worker_id: worker, worker_url: urls.get(worker) ?? '' }
      return (builtinNames as readonly string[]).includes(node.service ?? '')
        ? here(`local-func:${node.service}`)
        : { worker_id: '', worker_url: '' }
    case 'local_func':
      return here(`local-func:${node.func ?? ''}`)
    case 'local_script':
    case 'shell':
      return here(`local-script:${node.script?.cmd ?? ''}`)
    case 'request':
    case 'job':
      return { worker_id: '', worker_url: 'local' }
  }
}
