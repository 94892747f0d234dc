import { AppError } from '../../../shared/errors.ts'
import type { Definition } from '../../../shared/flow/definition.ts'
import { pathsFrom, pathsTo } from '../../../shared/flow/partial.ts'
import { startByPins, startIn } from '../../../shared/flow/past-data.ts'
import type { Data, Json } from '../../../shared/flow/reference.ts'
import { keysBefore, renamedKeys } from '../../../shared/flow/renamed-keys.ts'
import type { TestRules } from '../../../shared/flow/test-rules.ts'
import type { FlowTestPart } from '../../../shared/model/flow-test.ts'
import type { Params } from '../../../shared/model/params.ts'
import type { Run } from '../../../shared/model/run.ts'
import type { Store } from '../store/store.ts'

export type Pins = Record<string, Json>

/** The nodes that a test may run. */
export function partOf(store: Store, flow: number, definition: Definition, part: FlowTestPart): string[] {
  switch (part.scope) {
    case 'all':
      return reachedBy(definition)
    case 'node':
      return [nodeOf(definition, part)]
    case 'from':
      return inOrder(definition, pathsFrom(definition, nodeOf(definition, part)))
    case 'upTo': {
      const target = nodeOf(definition, part)
      const reached = new Set(pathsFrom(definition, definition.start))
      if (!reached.has(target))
        throw new AppError('conflict', `Could not test up to "${target}": no edge leads to it from the start.`)
      return inOrder(
        definition,
        pathsTo(definition, target).filter((key) => reached.has(key)),
      )
    }
    case 'failed': {
      const { run } = pastRun(store, flow, part.run ?? '')
      const failed = store.histories.load(run.number).state.stop?.failure?.step.replace(/#\d+$/, '')
      return inOrder(
        definition,
        failed === undefined || !Object.hasOwn(definition.nodes, failed) ? [] : pathsFrom(definition, failed),
      )
    }
  }
}

/** Also the nodes that run when a run fails. */
function reachedBy(definition: Definition): string[] {
  const reached = pathsFrom(definition, definition.start)
  const clearing = [definition.cleanup, ...reached.map((key) => definition.nodes[key]?.compensate)]
  return inOrder(definition, [...reached, ...clearing.filter((key) => key !== undefined)])
}

function inOrder({ nodes }: Definition, keys: readonly string[]): string[] {
  const wanted = new Set(keys)
  return Object.keys(nodes).filter((key) => wanted.has(key))
}

function nodeOf(definition: Definition, { scope, node }: FlowTestPart): string {
  const [path] = ['node']
  if (node === undefined)
    throw new AppError('invalid', `Could not start the test: the scope "${scope}" needs a node.`, [
      { path, message: 'is missing' },
    ])
  if (!Object.hasOwn(definition.nodes, node))
    throw new AppError('invalid', `Could not start the test: the draft has no node "${node}".`, [
      { path, message: `there is no node "${node}"` },
    ])
  if (definition.nodes[node]?.disabled && scope === 'node')
    throw new AppError('conflict', `Could not test "${node}": the node is disabled. Enable it first.`)
  return node
}

/** Which part runs, and the data that it starts with. The node that is tested runs even if its output is pinned. */
export function rulesOf(
  store: Store,
  flow: number,
  definition: Definition,
  part: FlowTestPart,
  pinned: Pins,
): { rules: TestRules; shared: Data; earlier: Params } {
  const past = part.run === undefined ? null : pastRun(store, flow, part.run)
  const earlier = past?.params ?? {}
  const pins = Object.fromEntries(
    Object.entries(pinned).filter(([key]) => key !== part.node && Object.hasOwn(definition.nodes, key)),
  )
  if (part.scope === 'all') return { rules: { pins }, shared: {}, earlier }
  const node = nodeOf(definition, part)
  if (part.scope === 'upTo')
    return { rules: { pins, only: partOf(store, flow, definition, part), last: node }, shared: {}, earlier }
  const { shared, given, error } = past ? startInRun(store, past.run, definition, node) : startByPins(definition, pins, node)
  const ends = part.scope === 'node' ? { only: [node], last: node } : {}
  return { rules: { pins, start: { node, given, error }, ...ends }, shared, earlier }
}

function startInRun(store: Store, { number }: Run, draft: Definition, node: string) {
  const { definition } = store.histories.load(number)
  const key = keysBefore(renamedKeys(definition, draft)).get(node) ?? node
  const start = Object.hasOwn(definition.nodes, key) ? startIn(definition, store.histories.events(number, 0), key) : null
  if (!start) throw new AppError('conflict', `Could not use the data of run ${number}: it did not reach "${node}".`)
  return start
}

/** A run or a test of the flow, whose data a test uses. */
export function pastRun(store: Store, flow: number, ref: string): { run: Run; params: Params } {
  const run = store.runs.find(ref)
  if (!run) throw new AppError('not-found', `There is no run "${ref}".`)
  const row = store.flowRuns.get(run.number)
  if ((row?.flow ?? row?.tested) !== flow) throw new AppError('conflict', `Run ${run.number} is not a run of this flow.`)
  return { run, params: store.histories.load(run.number).state.params as Params }
}
