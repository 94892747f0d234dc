import { intervalText } from '../../shared/duration.ts'
import type { Node } from '../../shared/flow/definition.ts'
import type { ExecSpec } from '../../shared/flow/node-parts.ts'
import { codeLine } from '../graph/code-line.ts'
import { conditionLine } from './condition-line.ts'
import { words } from './words.ts'

/** What a node runs or waits for, in one line; null where its kind says all. */
export function firstLine(node: Node): string | null {
  switch (node.kind) {
    case 'executor':
      return workLine(node)
    case 'foreach':
      return node.prep?.input_key ?? workLine(node)
    case 'parallel':
      return listed([...(node.parallel_services ?? []), ...(node.parallel_execs ?? []).map(branchName)])
    case 'choice':
      return listed((node.choice_cases ?? []).map(({ action, expr }) => conditionLine(expr) ?? action))
    case 'subflow':
      return node.subflow ? listed(Object.entries(node.subflow.nodes).map(([key, { title }]) => title ?? key)) : null
    case 'timer':
      return timerLine(node)
    case 'wait_event':
      return node.signal_key ?? textOf(node.params?.['signal_key'])
    case 'approval':
      return node.timeout_ms ? words.expiresAfter(intervalText(node.timeout_ms)) : (node.approval_key ?? null)
  }
}

const listed = (names: readonly string[]): string | null => (names.length === 0 ? null : names.join(' · '))

const branchName = ({ func, service, script, exec_type }: ExecSpec): string =>
  func ?? service ?? (script && scriptLine(script)) ?? exec_type ?? ''

const textOf = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null)

function timerLine({ params = {} }: Node): string | null {
  const delay = params['delay_ms']
  if (typeof delay === 'number') return words.waits(intervalText(delay))
  return textOf(params['until']) ?? textOf(delay)
}

/** A job, a service and a function are named beside the kind. */
function workLine({ script, request, exec_type: type }: Node): string | null {
  if (type === 'request') return request?.url ?? null
  return script ? (scriptLine(script) ?? null) : null
}

const scriptLine = ({ code, cmd, args = [] }: NonNullable<Node['script']>): string | undefined =>
  codeLine(code ?? '') ?? (cmd === undefined ? undefined : [cmd, ...args].join(' '))
