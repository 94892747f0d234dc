import { dialects, failureStrategies, type NodeKind, nodeKinds } from '../../../shared/flow/definition.ts'
import { type ExecType, execTypes } from '../../../shared/flow/node-parts.ts'
import { approverRoles } from '../../../shared/model/access.ts'
import { builtinNames } from '../../../shared/model/builtin-names.ts'
import { limits } from '../../../shared/model/limits.ts'

/** A node as its author wrote it, right or wrong. */
export type Written = Record<string, unknown>

export type Control =
  | { is: 'line' | 'code' | 'text' | 'script' | 'lines' | 'codes' | 'json' | 'reference' | 'time' | 'yes' }
  | { is: 'number'; min: number; max: number }
  /** `optionsOf`: those that mean something for the node. */
  | { is: 'choice'; options: readonly string[]; optionsOf?(node: Written): readonly string[]; usual?: string }
  /** Names and values; `reference` completes the values. */
  | { is: 'pairs'; values: 'reference' | 'secret' | 'plain' }
  | { is: 'name'; of: 'node' | 'job' | 'flow' | 'queue' | 'interpreter' }
  | { is: 'cases' | 'branches' | 'nodes' | 'params' | 'hooks' }

export type Group = 'main' | 'input' | 'result' | 'many' | 'failure' | 'running' | 'older'

/** How one field of the schema is edited, and for which nodes it means something. */
export type Field = { group: Group; control: Control; appliesTo(node: Written): boolean }

const field = (group: Group, control: Control, appliesTo: Field['appliesTo'] = () => true): Field => ({
  group,
  control,
  appliesTo,
})

const kindOf = (node: Written): unknown => node['kind'] ?? 'executor'
export const typeOf = (node: Written): unknown => node['exec_type'] ?? 'http'

const kinds =
  (...some: NodeKind[]) =>
  (node: Written): boolean =>
    some.some((kind) => kind === kindOf(node))
const works = kinds('executor', 'parallel', 'foreach')
const many = kinds('parallel', 'foreach')
const waits = kinds('wait_event', 'approval')

const types =
  (...some: ExecType[]) =>
  (node: Written): boolean =>
    works(node) && some.some((type) => type === typeOf(node))
const programs = types('local_script', 'shell')
const services = types('http', 'queue')
const requests = types('request')
const tasks = (node: Written): boolean => works(node) && typeOf(node) !== 'job'

/** What can be done when a branch or an item fails, and when no signal came in time. */
const strategiesOf = (node: Written): readonly string[] =>
  many(node) ? ['fail_fast', 'collect_errors', 'ignore_errors', 'continue'] : ['fail', 'continue', 'retry']

const count = (min: number, max: number): Control => ({ is: 'number', min, max })

/** The descriptors of a node's fields by their paths. A test compares them with the schema. */
export const nodeFields = {
  title: field('main', { is: 'line' }),
  kind: field('main', { is: 'choice', options: nodeKinds, usual: 'executor' }),
  exec_type: field('main', { is: 'choice', options: execTypes, usual: 'http' }, works),
  service: field('main', { is: 'line' }, services),
  func: field('main', { is: 'choice', options: builtinNames }, types('local_func')),
  job: field('main', { is: 'name', of: 'job' }, types('job')),
  'script.cmd': field('main', { is: 'name', of: 'interpreter' }, programs),
  'script.code': field('main', { is: 'script' }, programs),
  'script.args': field('main', { is: 'lines' }, programs),
  'script.language': field('main', { is: 'line' }, (node) => programs(node) && valueAt(node, ['script', 'cmd']) === undefined),
  'script.work_dir': field('running', { is: 'code' }, programs),
  'script.timeout_ms': field('older', { is: 'time' }, programs),
  'request.method': field(
    'main',
    { is: 'choice', options: ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD'], usual: 'GET' },
    requests,
  ),
  'request.url': field('main', { is: 'reference' }, requests),
  'request.headers': field('main', { is: 'pairs', values: 'secret' }, requests),
  'request.body': field('main', { is: 'json' }, requests),

  choice_cases: field('main', { is: 'cases' }, kinds('choice')),
  default_action: field('main', { is: 'line' }, kinds('choice')),
  parallel_execs: field('main', { is: 'branches' }, kinds('parallel')),
  parallel_services: field('main', { is: 'lines' }, kinds('parallel')),
  foreach_execs: field('many', { is: 'branches' }, kinds('foreach')),
  subflow: field('main', { is: 'nodes' }, kinds('subflow')),
  flow: field('main', { is: 'name', of: 'flow' }, kinds('subflow')),
  version: field('main', count(1, 1_000_000), kinds('subflow')),
  on_parent_close: field(
    'running',
    { is: 'choice', options: ['cancel', 'terminate', 'abandon'], usual: 'cancel' },
    kinds('subflow'),
  ),
  subflow_execs: field('many', { is: 'branches' }, kinds('subflow')),
  'params.delay_ms': field('main', { is: 'time' }, kinds('timer')),
  'params.until': field('main', { is: 'code' }, kinds('timer')),
  'params.tz': field('main', { is: 'code' }, kinds('timer')),
  signal_key: field('main', { is: 'reference' }, kinds('wait_event')),
  approver_role: field('main', { is: 'choice', options: approverRoles, usual: 'operator' }, kinds('approval')),
  approval_key: field('main', { is: 'reference' }, kinds('approval')),
  form: field('main', { is: 'params' }, kinds('approval')),

  'prep.input_key': field('input', { is: 'reference' }),
  'prep.input_map': field('input', { is: 'pairs', values: 'reference' }),
  params: field('input', { is: 'json' }),
  'script.env': field('input', { is: 'pairs', values: 'secret' }, programs),
  'script.stdin_mode': field('input', { is: 'choice', options: ['none', 'json'], usual: 'none' }, programs),

  'post.output_key': field('result', { is: 'line' }),
  'post.output_map': field('result', { is: 'pairs', values: 'plain' }),
  'post.action_static': field('result', { is: 'line' }),
  'post.action_key': field('result', { is: 'line' }),
  'script.output_mode': field('result', { is: 'choice', options: ['text', 'json'], usual: 'text' }, programs),
  'request.expect': field('result', { is: 'lines' }, requests),

  parallel_mode: field('many', { is: 'choice', options: ['sequential', 'concurrent'] }, many),
  max_parallel: field('many', count(0, 10_000), many),
  failure_strategy: field(
    'many',
    { is: 'choice', options: failureStrategies, optionsOf: strategiesOf },
    kinds('parallel', 'foreach', 'wait_event'),
  ),
  tolerate_failures: field('many', { is: 'line' }, many),

  timeout_ms: field('failure', { is: 'time' }, (node) => works(node) || waits(node)),
  attempt_timeout_ms: field('failure', { is: 'time' }, tasks),
  'retry.max_attempts': field('failure', count(1, limits.attempts), tasks),
  'retry.delay_ms': field('failure', { is: 'time' }, tasks),
  'retry.backoff': field('failure', { is: 'choice', options: ['fixed', 'exponential'], usual: 'exponential' }, tasks),
  'retry.max_delay_ms': field('failure', { is: 'time' }, tasks),
  'retry.jitter': field('failure', { is: 'yes' }, tasks),
  'retry.exit_codes': field('failure', { is: 'codes' }, programs),
  at_most_once: field('failure', { is: 'yes' }, (node) => kinds('executor')(node) && tasks(node)),
  compensate: field('failure', { is: 'name', of: 'node' }),

  disabled: field('running', { is: 'yes' }),
  join: field('running', { is: 'yes' }),
  max_visits: field('running', count(1, 1_000_000)),
  queue: field('running', { is: 'name', of: 'queue' }, tasks),
  priority: field('running', count(-100, 100), tasks),
  weighted_by_load: field('running', { is: 'yes' }, types('http')),
  worker_wait_ms: field('running', { is: 'time' }, services),

  max_retries: field('older', count(0, limits.attempts), () => false),
  wait_ms: field('older', { is: 'time' }, () => false),
  max_attempts: field('older', count(1, limits.attempts), () => false),
  attempt_delay_ms: field('older', { is: 'time' }, () => false),
  choice_key: field('older', { is: 'reference' }, () => false),
} satisfies Record<string, Field>
export type NodeField = keyof typeof nodeFields

/** The settings of the flow itself. */
export const flowFields = {
  description: field('main', { is: 'text' }),
  params: field('input', { is: 'params' }),
  start: field('running', { is: 'name', of: 'node' }),
  timeout_ms: field('failure', { is: 'time' }),
  cleanup: field('failure', { is: 'name', of: 'node' }),
  hooks: field('failure', { is: 'hooks' }),
  max_steps: field('running', count(1, 1_000_000)),
  dialect: field('running', { is: 'choice', options: dialects, usual: 'localflow' }),
} satisfies Record<string, Field>
export type FlowField = keyof typeof flowFields

/** How a branch, an item or an inner node differs from its node; the other fields are those of a node. */
export const execFields = {
  index: field('main', count(0, 1_000_000)),
  node: field('main', { is: 'line' }),
} satisfies Record<string, Field>

export const pathOf = (id: string): string[] => id.split('.')

/** The value at a path; undefined where nothing is written. */
export function valueAt(value: unknown, path: readonly (string | number)[]): unknown {
  let at = value
  for (const part of path) {
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, part)) return undefined
    at = (at as Record<PropertyKey, unknown>)[part]
  }
  return at
}

/** The fields to show for a node: those that mean something for it, and others that it has. */
export function fieldsOf(node: Written): { id: NodeField; isUnused: boolean }[] {
  return (Object.entries(nodeFields) as [NodeField, Field][]).flatMap(([id, { appliesTo, group }]) => {
    const applies = appliesTo(node) && group !== 'older'
    // The parameters of a timer have fields of their own.
    if (id === 'params' && kindOf(node) === 'timer') return []
    return applies || valueAt(node, pathOf(id)) !== undefined ? [{ id, isUnused: !appliesTo(node) && group !== 'older' }] : []
  })
}
