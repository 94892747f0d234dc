import type { NodeKind } from '../../../shared/flow/definition.ts'
import type { History } from '../store/histories.ts'

const silent: Record<Exclude<NodeKind, 'executor' | 'parallel' | 'foreach'>, string> = {
  choice: 'a choice prints nothing',
  subflow: 'its inner run has a log of its own',
  timer: 'a timer prints nothing',
  wait_event: 'a wait for a signal prints nothing',
  approval: 'an approval prints nothing',
}

/** Why no task of a run belongs to `wanted`: a node, one of its visits (`a#2`), or an item (`a#1/17`). */
export function whyNoLog({ definition, state }: History, run: number, wanted: string): string {
  const key = wanted.replace(/#\d+(\/\d+)?$/, '')
  const node = Object.hasOwn(definition.nodes, key) ? definition.nodes[key] : undefined
  if (!node) return `Run ${run} has no node "${key}".`
  const visits = state.nodes[key]?.visits ?? 0
  if (visits === 0) return `Run ${run} has no log for node "${key}": it has not reached that node.`
  const { kind } = node
  if (kind === 'parallel' || kind === 'foreach')
    return `Run ${run} has no log for "${wanted}": node "${key}" has a log for each item, such as ${key}#${visits}/1.`
  return `Run ${run} has no log for "${wanted}"${kind === 'executor' ? '' : `: ${silent[kind]}`}.`
}
