import type { Node, NodeKind } from './definition.ts'

const kinds: Record<Exclude<NodeKind, 'executor'>, string> = {
  choice: 'choice',
  parallel: 'parallel',
  foreach: 'for each',
  subflow: 'inner flow',
  timer: 'timer',
  wait_event: 'signal',
  approval: 'approval',
}

/** What a node is, in the words of the window. */
export function kindName({ kind, exec_type = 'http' }: Pick<Node, 'kind' | 'exec_type'>): string {
  if (kind !== 'executor') return kinds[kind]
  switch (exec_type) {
    case 'http':
    case 'queue':
      return 'service'
    case 'local_func':
      return 'function'
    case 'local_script':
    case 'shell':
      return 'script'
    case 'request':
      return 'HTTP request'
    case 'job':
      return 'job'
  }
}
