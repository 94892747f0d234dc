import type { Definition, Node } from './definition.ts'
import { withExec } from './many.ts'

/**
 * A flow written within a node, as a flow of its own: with the node's settings for its inner nodes, and its executor and
 * retries where they have none.
 */
export function innerFlow(outer: Definition, node: Node): Definition {
  const { start = '', nodes = {}, edges = [] } = node.subflow ?? {}
  const inner = Object.entries(nodes).map(([key, each]) => [key, innerNode(node, key, each)] as const)
  return { ...(outer.dialect === undefined ? {} : { dialect: outer.dialect }), start, nodes: Object.fromEntries(inner), edges }
}

function innerNode(node: Node, key: string, own: Node): Node {
  const exec = node.subflow_execs?.find((each) => each.node === key)
  const inherits = own.kind === 'executor' || own.kind === 'foreach' || own.kind === 'parallel'
  const retries = node.failure_strategy === 'retry' && own.retry === undefined && own.max_retries === undefined
  return withExec(
    {
      ...own,
      ...(inherits && own.exec_type === undefined && node.exec_type !== undefined ? { exec_type: node.exec_type } : {}),
      ...(inherits && own.func === undefined && node.func !== undefined ? { func: node.func } : {}),
      ...(inherits && own.script === undefined && node.script !== undefined ? { script: node.script } : {}),
      ...(retries && node.max_retries !== undefined ? { max_retries: node.max_retries } : {}),
      ...(retries && node.wait_ms !== undefined ? { wait_ms: node.wait_ms } : {}),
    },
    exec ?? {},
  )
}
