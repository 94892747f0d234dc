import type { Node } from './definition.ts'
import { type Data, follow, type Json, parseReference, put, resolve, type Scope } from './reference.ts'
import { type FlowState, paramsOf } from './state.ts'

/** The result of the previous step, or its failure. */
export type Before = { given: Json; error: Json }

export const scopeOf = (state: FlowState, node: Node, before: Before, input: Json = before.given): Scope => ({
  params: paramsOf(state, node),
  shared: state.shared,
  input,
  error: before.error,
  state: state.kept,
})

/**
 * The input of a node: the values named in its `prep`, else the failure of the previous node, else nothing. A bare path
 * leads into the shared data; in a map, text that is not a reference is plain text.
 */
export function inputOf(state: FlowState, node: Node, before: Before): Json {
  const { input_map: map, input_key: key } = node.prep ?? {}
  const scope = scopeOf(state, node, before)
  if (map) {
    const input: Data = {}
    for (const [name, text] of Object.entries(map)) put(input, name, resolve(text, scope))
    return input
  }
  if (key) return parseReference(key) ? resolve(key, scope) : follow(state.shared, key)
  return before.error
}

/** Shares the result of a node under the names in its `post`. */
export function share(shared: Data, post: Node['post'], output: Json): void {
  if (post?.output_map && typeof output === 'object' && output !== null && !Array.isArray(output))
    for (const [name, field] of Object.entries(post.output_map))
      put(shared, name, Object.hasOwn(output, field) ? (output[field] ?? null) : null)
  if (post?.output_key) put(shared, post.output_key, output)
}

/** The action that a node's output asks for; empty for none. */
export function actionOf(post: Node['post'], output: Json): string {
  if (post?.action_static) return post.action_static
  if (!post?.action_key || typeof output !== 'object' || output === null || Array.isArray(output)) return ''
  const word = Object.hasOwn(output, post.action_key) ? output[post.action_key] : null
  return typeof word === 'string' ? word : ''
}

/** For a wait or an approval: its name, and a value that has already arrived under it. */
export function awaitedOf(
  state: FlowState,
  node: Node,
  step: Before & { input: Json },
): { key: string; value: Json; isNamed: boolean } {
  const params = paramsOf(state, node)
  const said =
    node.kind === 'approval' ? (node.approval_key ?? params['approval_key']) : (node.signal_key ?? params['signal_key'])
  const text = typeof said === 'string' ? said : ''
  const reference = parseReference(text)
  if (!reference) return { key: text, value: null, isNamed: true }
  return { key: reference.path, value: resolve(text, scopeOf(state, node, step, step.input)), isNamed: false }
}
