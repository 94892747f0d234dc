import { withoutLabel } from '../model/last-line.ts'
import type { Definition, Node } from './definition.ts'
import type { Decision } from './events.ts'
import { actionOf } from './input.ts'
import type { ExecSpec } from './node-parts.ts'
import type { Data, Json } from './reference.ts'
import { type Many, nodeOf, type Step, unitsUnderWay } from './state.ts'

/** The most items that one decision starts: a write must not block others for long. */
const atOnce = 200

/** The work of each branch of a parallel node. */
export function branchesOf(node: Node, params: Data): ExecSpec[] {
  if (node.parallel_execs && node.parallel_execs.length > 0) return node.parallel_execs
  const named = node.parallel_services && node.parallel_services.length > 0 ? node.parallel_services : params['services']
  return Array.isArray(named) ? named.filter((service) => typeof service === 'string').map((service) => ({ service })) : []
}

/** The number of branches or items of a node; null if its input is not a list. */
export function countOf(definition: Pick<Definition, 'dialect'>, node: Node, params: Data, input: Json): number | null {
  if (node.kind === 'parallel') return branchesOf(node, params).length
  if (Array.isArray(input)) return input.length
  return definition.dialect === 'pocketflow' ? 0 : null
}

export const newMany = (count: number): Many => ({ count, next: 0, again: [], results: [], failures: {}, ok: 0, failed: 0 })

/** How many of them run at the same time. */
function widthOf(definition: Definition, node: Node, { count }: Many): number {
  const most = node.max_parallel || Number.POSITIVE_INFINITY
  if (node.parallel_mode === 'sequential') return 1
  if (node.parallel_mode === 'concurrent') return most
  // By default, branches run concurrently and items one by one.
  if (definition.dialect === 'pocketflow') return 1
  return node.kind === 'parallel' || most < Number.POSITIVE_INFINITY ? most : Math.min(count, 1)
}

/** How many may fail; null: any number, and the node fails when all have ended, or never. */
function toleranceOf(node: Node, { count }: Many): number | null {
  const { tolerate_failures: said, failure_strategy: strategy } = node
  if (typeof said === 'number') return said
  if (typeof said === 'string') return Math.floor((count * Number.parseFloat(said)) / 100)
  return strategy === 'fail_fast' ? 0 : null
}

/** Starts as many items as the limit allows. */
export function moreItems(definition: Definition, step: Step): Decision | null {
  const { many } = step
  if (!many) return null
  const room = widthOf(definition, nodeOf(definition, step.node), many) - unitsUnderWay(step)
  const wanted = Math.min(room, many.again.length + many.count - many.next, atOnce)
  if (wanted <= 0) return null
  const again = many.again.slice(0, wanted)
  const fresh = Array.from({ length: wanted - again.length }, (_, index) => many.next + index)
  return { type: 'items began', data: { step: step.id, items: [...again, ...fresh] } }
}

/** Ends a node with several branches or items, once: when all have ended, or too many have failed. */
export function completeMany(definition: Definition, step: Step): Decision | null {
  const node = nodeOf(definition, step.node)
  const { many } = step
  if (!many) return noList(step)
  const tolerance = toleranceOf(node, many)
  if (tolerance !== null && many.failed > tolerance)
    return unitsUnderWay(step) > 0 ? { type: 'stopping', data: { step: step.id, because: 'failed' } } : failMany(node, step, many)
  if (many.ok + many.failed < many.count) return null
  const forgives = tolerance !== null || node.failure_strategy === 'ignore_errors' || node.failure_strategy === 'continue'
  if (many.failed > 0 && !forgives) return failMany(node, step, many)
  const action = actionOf(node.post, { result: many.results })
  return {
    type: 'node succeeded',
    data: { step: step.id, ...(action === '' ? {} : { action }), ...(many.failed > 0 ? { failed: many.failed } : {}) },
  }
}

const noList = ({ id, input }: Step): Decision => ({
  type: 'node failed',
  data: {
    step: id,
    reason: 'not-a-list',
    message: `It goes through a list, and was given ${input === null ? 'nothing' : `a ${typeof input}`}. Name a list in prep.input_key.`,
  },
})

/** If several failed, the first in the order of the definition is the cause. */
export function failMany(node: Node, step: Step, many: Many): Decision {
  const [first] = Object.keys(many.failures)
    .map(Number)
    .sort((a, b) => a - b)
  const cause = many.failures[String(first)]
  const what = node.kind === 'parallel' ? 'branch' : 'item'
  const others = many.failed > 1 ? ` (${many.failed} of ${many.count} failed)` : ''
  return {
    type: 'node failed',
    data: {
      step: step.id,
      reason: node.tolerate_failures === undefined ? (cause?.reason ?? 'error') : 'too-many-failures',
      message: `${what} ${first ?? 0}: ${withoutLabel(cause?.message ?? 'failed')}${others}`,
      exitCode: cause?.exitCode ?? null,
      ...(node.kind === 'parallel' ? { each: eachOf(many) } : {}),
    },
  }
}

const eachOf = ({ count, results, failures }: Many): Json =>
  Array.from({ length: count }, (_, index) => {
    const failure = failures[String(index)]
    return failure ? { error: withoutLabel(failure.message) } : { ok: results[index] ?? null }
  })

export const itemSpec = (node: Node, params: Data, item: number): ExecSpec =>
  (node.kind === 'parallel' ? branchesOf(node, params)[item] : node.foreach_execs?.find(({ index }) => index === item)) ?? {}

/** The settings of a branch or an item win over those of its node. */
export function withExec(node: Node, exec: ExecSpec): Node {
  const { service, exec_type, func, script, params, prep, post } = exec
  return {
    ...node,
    ...(service === undefined ? {} : { service }),
    ...(exec_type === undefined ? {} : { exec_type }),
    ...(func === undefined ? {} : { func }),
    ...(script === undefined ? {} : { script }),
    ...(params === undefined ? {} : { params: { ...node.params, ...params } }),
    ...(prep === undefined ? {} : { prep }),
    ...(post === undefined ? {} : { post }),
  }
}
