import type { Definition, Node } from './definition.ts'
import { inputOf } from './input.ts'
import { itemSpec, withExec } from './many.ts'
import type { Data, Json } from './reference.ts'
import { type FlowState, nodeOf, paramsOf, type Step } from './state.ts'

/** The input of a step's task. */
export type Given = { node: Node; input: Json; params: Data }

/** The input of a step with one task, or of one of its branches or items. */
export function givenTo(definition: Definition, state: FlowState, step: Step, item: number | null): Given {
  const node = nodeOf(definition, step.node)
  const params = paramsOf(state, node)
  if (item === null) return { node, input: step.input, params }
  const exec = itemSpec(node, params, item)
  const own = withExec(node, exec)
  const whole = Array.isArray(step.input) && node.kind === 'foreach' ? (step.input[item] ?? null) : step.input
  const input = exec.prep ? inputOf(state, own, step) : whole
  return { node: own, input, params: { ...params, ...(exec.params as Data | undefined) } }
}
