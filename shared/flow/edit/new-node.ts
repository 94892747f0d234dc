import type { NodeKind } from '../definition.ts'
import type { NewNode } from './gesture.ts'
import { type Fields, fieldsOf, toValue } from './value.ts'

/** The result of the node before. */
const resultBefore = { input_key: '$input' }

/** What a new node of each kind has, so that it can be understood and, as far as possible, run at once. */
const starters: Record<NodeKind, (key: string) => object> = {
  executor: () => ({ exec_type: 'shell', script: { cmd: 'sh', code: 'echo "Hello"\n' } }),
  choice: () => ({
    kind: 'choice',
    prep: resultBefore,
    choice_cases: [{ action: 'yes', expr: { exists: '$input' } }],
    default_action: 'no',
  }),
  parallel: () => ({
    kind: 'parallel',
    exec_type: 'local_func',
    func: 'noop',
    parallel_execs: [{ node: 'first' }, { node: 'second' }],
  }),
  foreach: () => ({
    kind: 'foreach',
    prep: resultBefore,
    exec_type: 'shell',
    script: { cmd: 'sh', code: 'echo "$LOCALFLOW_INPUT"\n' },
  }),
  subflow: () => ({
    kind: 'subflow',
    subflow: { start: 'first', nodes: { first: { exec_type: 'local_func', func: 'noop' } }, edges: [] },
  }),
  timer: () => ({ kind: 'timer', params: { delay_ms: 60_000 } }),
  wait_event: (key) => ({ kind: 'wait_event', signal_key: key }),
  approval: () => ({ kind: 'approval', title: 'Approve' }),
}

const keys: Record<NodeKind, string> = {
  executor: 'script',
  choice: 'choice',
  parallel: 'parallel',
  foreach: 'each',
  subflow: 'subflow',
  timer: 'wait',
  wait_event: 'signal',
  approval: 'approve',
}

export const isKind = (kind: unknown): kind is NodeKind => typeof kind === 'string' && Object.hasOwn(keys, kind)

/** The key that a new node gets unless another one is wanted. */
export function keyFor(node: NewNode): string {
  const kind = typeof node === 'string' ? node : (node['kind'] ?? 'executor')
  return isKind(kind) ? keys[kind] : 'node'
}

/** A script that follows another node gets its result, as a choice and a list always do. */
export function fieldsFor(node: NewNode, key: string, isAfter: boolean): Fields {
  if (typeof node !== 'string') return fieldsOf(toValue(node))
  const fields = starters[node](key)
  return fieldsOf(toValue(node === 'executor' && isAfter ? { ...fields, prep: resultBefore } : fields))
}
