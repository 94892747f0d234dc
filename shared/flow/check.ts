import { nearest } from '../nearest.ts'
import { error, type Problem, warning } from '../problem.ts'
import { checkApproval, checkNoApproval } from './check-approval.ts'
import { checkChoice } from './check-choice.ts'
import { problemsOfReferences } from './check-references.ts'
import { problemsOfTimer } from './check-timer.ts'
import { problemsOfWays } from './check-ways.ts'
import { checkExec, checkParallel, checkWork } from './check-work.ts'
import { type Definition, deepestFlow, type Edge, fallbackAction, type Graph, type Node } from './definition.ts'
import { targetsOf } from './edges.ts'

type Path = (string | number)[]

/** Every problem and oddity of a well-formed definition, not only the first. */
export function checkDefinition(definition: Definition): Problem[] {
  const named = [['cleanup', definition.cleanup] as const]
  return [
    ...named.flatMap(([field, key]) => (key === undefined ? [] : missingNode(definition, [field], key))),
    ...checkGraph(definition, definition, [], 1),
  ]
}

function checkGraph(definition: Definition, graph: Graph, path: Path, depth: number): Problem[] {
  if (depth > deepestFlow) return [error(path, `is nested in more than ${deepestFlow} flows`)]
  const inner = Object.entries(graph.nodes).flatMap(([key, node]) =>
    node.subflow ? checkGraph(definition, node.subflow, [...path, 'nodes', key, 'subflow'], depth + 1) : [],
  )
  const actions = actionsOf(graph)
  return [
    ...checkStart(graph, path),
    ...Object.entries(graph.nodes).flatMap(([key, node]) =>
      checkNode(definition, graph, actions.get(key) ?? new Set(), key, node, [...path, 'nodes', key]),
    ),
    ...checkEdges(graph, path),
    ...problemsOfWays(definition, graph, path),
    ...problemsOfReferences(definition, graph, path),
    ...inner,
  ]
}

/** The actions that have edges, by their source node. */
function actionsOf(graph: Graph): Map<string, Set<string>> {
  const actions = new Map<string, Set<string>>()
  for (const { from, action } of graph.edges) {
    const known = actions.get(from) ?? new Set()
    actions.set(from, known.add(action || 'default'))
  }
  return actions
}

function checkStart(graph: Graph, path: Path): Problem[] {
  if (Object.keys(graph.nodes).length === 0) return [error([...path, 'nodes'], 'is empty: a flow needs at least one node')]
  if (graph.start === '') return [error([...path, 'start'], 'is empty: name the first node')]
  return missingNode(graph, [...path, 'start'], graph.start)
}

function missingNode(graph: Graph, path: Path, key: string): Problem[] {
  if (Object.hasOwn(graph.nodes, key)) return []
  const meant = nearest(key, Object.keys(graph.nodes))
  return [error(path, `there is no node "${key}"${meant ? `; did you mean "${meant}"?` : ''}`)]
}

function checkEdges(graph: Graph, path: Path): Problem[] {
  const seen = new Map<string, number>()
  return graph.edges.flatMap((edge, index) => {
    const at = [...path, 'edges', index]
    const before = seen.get(`${edge.from}\n${edge.action || 'default'}`)
    seen.set(`${edge.from}\n${edge.action || 'default'}`, index)
    return [
      ...missingNode(graph, [...at, 'from'], edge.from),
      ...targetsOf(edge).flatMap((target) => missingNode(graph, [...at, 'to'], target)),
      ...(before === undefined ? [] : [secondEdge(edge, at, before)]),
      ...twiceIn(edge, at),
    ]
  })
}

const secondEdge = ({ from, action }: Edge, at: Path, first: number): Problem =>
  error(
    at,
    `is a second edge of "${from}" for the action "${action}" (the first is edges[${first}]); to start several nodes, name them in one edge: to: [a, b]`,
  )

const twiceIn = (edge: Edge, at: Path): Problem[] =>
  targetsOf(edge)
    .filter((target, index, all) => all.indexOf(target) !== index)
    .map((target) => error([...at, 'to'], `names "${target}" twice`))

function checkNode(definition: Definition, graph: Graph, said: Set<string>, key: string, node: Node, path: Path): Problem[] {
  const others = [
    ...checkNoApproval(node, path),
    ...(/^[^\s#/][^#/\n\r]{0,99}$/.test(key)
      ? []
      : [error(path, 'must have a name of at most 100 characters, without "#" or "/", that does not start with a space')]),
    ...(node.compensate === undefined ? [] : missingNode(graph, [...path, 'compensate'], node.compensate)),
    ...(node.at_most_once && (node.kind !== 'executor' || node.exec_type === 'job')
      ? [error([...path, 'at_most_once'], 'has no effect here: it is for nodes that run a single task')]
      : []),
    ...(node.disabled && said.size > 0 && !said.has(wayOfDisabled(node)) && !said.has(fallbackAction)
      ? [
          warning(
            [...path, 'disabled'],
            `skips the node, and no edge leads on for "${wayOfDisabled(node)}": the flow would fail there`,
          ),
        ]
      : []),
  ]
  switch (node.kind) {
    case 'executor':
      return [...others, ...checkWork(node, path)]
    case 'foreach':
      return [
        ...others,
        ...checkExec(node, {}, path),
        ...(node.foreach_execs ?? []).flatMap((exec, index) => checkExec(node, exec, [...path, 'foreach_execs', index])),
      ]
    case 'parallel':
      return [...others, ...checkParallel(node, path)]
    case 'choice':
      return [...others, ...checkChoice(definition, said, node, path)]
    case 'subflow':
      return [...others, ...checkSubflow(node, path)]
    case 'timer':
      return [...others, ...problemsOfTimer(node, path)]
    case 'wait_event':
      return [...others, ...checkWait(node, path)]
    case 'approval':
      return [...others, ...checkApproval(node, path)]
  }
}

/** The action by which a disabled node is left. */
const wayOfDisabled = ({ kind, default_action: otherwise }: Node): string =>
  kind === 'choice' && otherwise ? otherwise : fallbackAction

function checkSubflow(node: Node, path: Path): Problem[] {
  if (!node.subflow && !node.flow)
    return [error([...path, 'subflow'], 'is missing: write the inner flow here, or name one with "flow"')]
  if (node.subflow && node.flow)
    return [error([...path, 'flow'], 'cannot be used with "subflow": the inner flow is either written here or named')]
  const inner = node.subflow
  if (!inner) return node.version === undefined || node.flow ? [] : [error([...path, 'version'], 'has no effect without "flow"')]
  return (node.subflow_execs ?? []).flatMap((exec, index) =>
    exec.node === undefined
      ? [error([...path, 'subflow_execs', index, 'node'], 'is missing: name the inner node')]
      : missingNode(inner, [...path, 'subflow_execs', index, 'node'], exec.node),
  )
}

function checkWait(node: Node, path: Path): Problem[] {
  const key = node.signal_key ?? node.params?.['signal_key']
  return typeof key === 'string' && key !== '' ? [] : [error([...path, 'signal_key'], 'is missing: name the signal to wait for')]
}
