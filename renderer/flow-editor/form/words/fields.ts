import { words as editorWords } from '../../words.ts'
import type { FlowField, NodeField } from '../fields.ts'

export type FieldWords = { label: string; help?: string }

const older = 'Replaced by the retries under On failure'

/** The label of each field, and a sentence about it where the label does not say enough. */
export const nodeFieldWords: Record<NodeField, FieldWords> = {
  title: { label: 'Title', help: 'Shown instead of the key' },
  kind: { label: 'Kind' },
  exec_type: { label: 'Runs' },
  service: { label: 'Service', help: 'A worker must offer this service' },
  func: { label: 'Function' },
  job: { label: 'Job' },
  'script.cmd': { label: 'Program', help: 'Interpreter of the script. Without a script, it runs with the arguments.' },
  'script.code': { label: 'Script', help: 'The input is in LOCALFLOW_INPUT' },
  'script.args': { label: 'Arguments', help: 'One per line' },
  'script.language': { label: 'Language', help: 'Selects the program if none is named' },
  'script.output_mode': { label: 'Read the output as' },
  'script.stdin_mode': { label: 'Standard input' },
  'script.env': { label: 'Environment variables', help: '$secrets.NAME stands for a secret' },
  'script.work_dir': { label: 'Working folder' },
  'script.timeout_ms': { label: 'Timeout of the script', help: 'Replaced by the timeout of one attempt' },
  'request.method': { label: 'Method' },
  'request.url': { label: 'Address' },
  'request.headers': { label: 'Headers', help: '$secrets.NAME stands for a secret' },
  'request.body': { label: 'Request body', help: 'Text, JSON, or a reference such as $shared.report' },
  'request.expect': { label: 'Expected statuses', help: 'One per line, such as 200 or 2xx. Defaults to 2xx' },

  choice_cases: { label: 'Cases', help: 'The first matching case decides which edge is followed' },
  default_action: { label: 'Otherwise', help: 'The action if no case matches' },
  parallel_execs: { label: 'Branches' },
  parallel_services: { label: 'Services', help: 'One per line, each its own branch' },
  foreach_execs: { label: 'Overrides for single items' },
  subflow: { label: 'Subflow', help: 'Open it on the canvas to edit its nodes' },
  flow: { label: 'Flow' },
  version: { label: 'Version', help: 'Defaults to the newest published version' },
  on_parent_close: { label: 'If this flow ends first' },
  subflow_execs: { label: 'Overrides for nodes of the subflow' },
  'params.delay_ms': { label: 'Wait for' },
  'params.until': { label: 'Wait until', help: 'A time of day such as 18:00, or an instant such as 2026-12-24T18:30:00Z' },
  'params.tz': { label: 'Time zone', help: 'For the time of day, such as Europe/London. Defaults to UTC' },
  signal_key: { label: 'Signal', help: 'Name of the signal' },
  approver_role: { label: 'Approver role', help: 'Minimum role that can decide' },
  form: { label: 'Form for the approver', help: "The values become the node's result" },
  approval_key: {
    label: 'Approval name',
    help: "The name that signals use to approve or reject. Defaults to the node's key.",
  },

  'prep.input_key': { label: 'Input', help: 'A reference such as $params.items, $shared.report or $state.cursor' },
  'prep.input_map': { label: 'Input by name', help: 'Builds an object from several values' },
  params: { label: 'Node parameters' },

  'post.output_key': { label: 'Store the result as', help: 'Other nodes read it as $shared.NAME' },
  'post.output_map': { label: 'Store parts of the result', help: 'Name, and field of the result' },
  'post.action_static': { label: 'Action after success', help: 'Edge to follow. Defaults to default' },
  'post.action_key': { label: 'Action from the result', help: 'The field of the result that names the action' },

  parallel_mode: { label: 'Order' },
  max_parallel: { label: 'Maximum concurrency', help: '0 means no limit' },
  failure_strategy: { label: 'If one fails' },
  tolerate_failures: { label: 'Allowed failures', help: 'A number of items, or a share such as 1%' },

  timeout_ms: { label: 'Timeout', help: 'For all attempts together, such as 30 s, 5 m or 2 h' },
  attempt_timeout_ms: { label: 'Timeout of one attempt' },
  'retry.max_attempts': { label: 'Maximum attempts' },
  'retry.delay_ms': { label: 'First delay' },
  'retry.backoff': { label: 'Backoff' },
  'retry.max_delay_ms': { label: 'Maximum delay' },
  'retry.jitter': { label: 'Randomize each delay' },
  'retry.exit_codes': { label: 'Retry these exit codes only', help: 'Separated by commas' },
  at_most_once: { label: 'Never run twice', help: 'If an attempt was interrupted, LocalFlow asks you instead of retrying' },
  compensate: { label: 'Compensate with', help: 'This node runs if the flow fails later' },

  disabled: { label: 'Disabled', help: 'Runs skip this node and follow its default edge' },
  join: { label: 'Wait for all branches' },
  max_visits: { label: 'Maximum visits', help: 'After that, the flow follows the edge "limit"' },
  queue: { label: 'Queue' },
  priority: { label: 'Priority', help: '-100 to 100. Higher starts first' },
  weighted_by_load: { label: 'Prefer workers with less load' },
  worker_wait_ms: { label: 'Wait for a worker' },

  max_retries: { label: 'Retries', help: older },
  wait_ms: { label: 'Delay of retries', help: older },
  max_attempts: { label: 'Attempts of the script', help: older },
  attempt_delay_ms: { label: 'Delay of attempts', help: older },
  choice_key: { label: 'Choice by input', help: 'Has no effect. Use cases' },
}

/** The input of a node that runs once for each item. */
export const itemsWords: FieldWords = {
  label: 'Items',
  help: 'The list to run over, such as $shared.files. By default: the result of the node before',
}

export const flowFieldWords: Record<FlowField, FieldWords> = {
  description: { label: 'Description' },
  params: { label: 'Parameters' },
  start: { label: 'First node' },
  timeout_ms: { label: 'Timeout of a run', help: 'Such as 30 m or 2 h. Leave empty for no timeout' },
  cleanup: { label: 'Clean up with', help: 'This node runs last if a run fails, is cancelled or times out' },
  hooks: { label: 'Hooks' },
  max_steps: { label: 'Maximum node visits per run', help: 'Defaults to 10,000' },
  dialect: { label: 'Rules' },
}

export const execFieldWords = {
  index: { label: 'Item', help: 'Its place in the list, from 0' },
  node: { label: 'Inner node' },
} satisfies Record<string, FieldWords>

/** The values of a field with a fixed set of them; a value without words is shown as it is written. */
export const optionWords: Record<string, Record<string, string>> = {
  approver_role: { operator: 'Operator', editor: 'Editor', admin: 'Administrator' },
  kind: {
    ...Object.fromEntries(Object.entries(editorWords.kinds).map(([kind, { name }]) => [kind, name])),
    // What it runs is a field of its own.
    executor: 'Script, request or job',
  },
  exec_type: {
    shell: 'Script',
    local_script: 'Command',
    request: 'HTTP request',
    job: 'Job',
    local_func: 'Built-in function',
    http: 'HTTP service',
    queue: 'Worker that fetches tasks',
  },
  'script.output_mode': { text: 'Text', json: 'JSON' },
  'script.stdin_mode': { none: 'Nothing', json: 'Input and parameters as JSON' },
  parallel_mode: { sequential: 'One after the other', concurrent: 'In parallel' },
  failure_strategy: {
    fail_fast: 'Stop the others and fail',
    collect_errors: 'Finish the others, then fail',
    ignore_errors: 'Ignore the failure',
    continue: 'Continue',
    fail: 'Fail',
    retry: 'Wait again',
  },
  on_parent_close: { cancel: 'Cancel it', terminate: 'Terminate it without clean-up', abandon: 'Let it continue' },
  'retry.backoff': { fixed: 'Fixed delay', exponential: 'Exponential delay' },
  dialect: { localflow: 'LocalFlow', pocketflow: 'PocketFlow' },
}

export function wordsOfField(id: string, ofFlow: boolean): FieldWords {
  const known: Record<string, FieldWords> = ofFlow ? flowFieldWords : { ...nodeFieldWords, ...execFieldWords }
  return known[id] ?? { label: id }
}
