import type { Definition, Graph, Node } from './definition.ts'
import { branchesOf, withExec } from './many.ts'
import type { ExecSpec } from './node-parts.ts'
import type { Data } from './reference.ts'

const longest = 120
const mostNamed = 4

/** What a node does outside LocalFlow when it runs, as the rest of a sentence; null: nothing. */
export function doesOf({ nodes }: Pick<Definition, 'nodes'>, key: string): string | null {
  const node = Object.hasOwn(nodes, key) ? nodes[key] : undefined
  return node ? ofNode(node) : null
}

/** The scripts that a node runs: its own, those of its branches and items, and those of the nodes within it. */
export function scriptsOf(node: Node): string[] {
  const { script, foreach_execs: each = [], parallel_execs: branches = [], subflow } = node
  const inner = Object.values(subflow?.nodes ?? {}).flatMap((one) => (one.disabled ? [] : scriptsOf(one)))
  return [
    ...new Set([script, ...[...each, ...branches].map((exec) => exec.script)].flatMap((one) => one?.code || []).concat(inner)),
  ]
}

function ofNode(node: Node): string | null {
  switch (node.kind) {
    case 'executor':
      return ofWork(node)
    case 'foreach': {
      const each = ofExecs(node, [{}, ...(node.foreach_execs ?? [])])
      return each && `for each item: ${each}`
    }
    case 'parallel':
      return ofExecs(node, branchesOf(node, (node.params ?? {}) as Data))
    case 'subflow':
      return node.subflow ? ofGraph(node.subflow) : `runs the flow "${node.flow ?? ''}"`
    default:
      return null
  }
}

const ofExecs = (node: Node, execs: readonly ExecSpec[]): string | null =>
  joined(execs.map((exec) => ofWork(withExec({ ...node, ...kindOfWork(node) }, exec))))

/** Services that are named without a type are called. */
const kindOfWork = ({ exec_type }: Node): Pick<Node, 'exec_type'> => (exec_type === undefined ? {} : { exec_type })

const ofGraph = ({ nodes }: Graph): string | null =>
  joined(Object.values(nodes).map((node) => (node.disabled ? null : ofNode(node))))

function joined(parts: (string | null)[]): string | null {
  const known = [...new Set(parts.filter((part) => part !== null))]
  const named = known.slice(0, mostNamed).join(', ')
  return known.length === 0 ? null : known.length > mostNamed ? `${named} and ${known.length - mostNamed} more` : named
}

function ofWork({ exec_type = 'http', service = '', job = '', script, request }: Node): string | null {
  switch (exec_type) {
    case 'http':
    case 'queue':
      return `calls the service "${service}"`
    case 'job':
      return `runs the job "${job}"`
    case 'request':
      return `sends ${request?.method ?? 'GET'} ${short(request?.url ?? '')}`
    case 'local_script':
    case 'shell': {
      const { cmd = '', args = [], code = '' } = script ?? {}
      return `runs ${code === '' ? short([cmd, ...args].join(' ')) : summaryOf(code)}`
    }
    case 'local_func':
      return null
  }
}

/** The first line of a script that does something, and how many more there are. */
function summaryOf(code: string): string {
  const lines = code.split('\n').map((line) => line.trim())
  const [first = lines[0] ?? '', ...more] = lines.filter((line) => !/^(?:$|#|\/\/|set -)/.test(line))
  const others = more.length === 0 ? '' : more.length === 1 ? ' and 1 more line' : ` and ${more.length} more lines`
  return `${short(first)}${others}`
}

const short = (text: string): string => (text.length > longest ? `${text.slice(0, longest - 1)}…` : text)
