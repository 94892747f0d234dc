import type { Definition } from '../../shared/flow/definition.ts'
import { targetsOf } from '../../shared/flow/edges.ts'
import { idIn, insideOf, isCard, keysOf } from '../flow-graph/flow-shape.ts'
import { graphOf, isNote } from './canvas-state.ts'
import { words } from './words.ts'

/** Why a wire cannot be made; null where it can. */
export function whyNot(definition: Definition, from: string, action: string, to: string): string | null {
  const [source, target] = [keysOf(from).at(-1) ?? '', keysOf(to).at(-1) ?? '']
  if (isCard(to) || isCard(from) || isNote(to)) return words.why.card
  if (insideOf(from).join('/') !== insideOf(to).join('/')) return words.why.otherFlow(target)
  const graph = graphOf(definition, from)
  const edge = graph?.edges.find((each) => each.from === source && (each.action || 'default') === action)
  if (edge && targetsOf(edge).includes(target)) return words.why.same(source, target, action)
  if (from === to && action === 'default' && graph?.nodes[source]?.max_visits === undefined) return words.why.itself(source)
  return null
}

/** The nodes that a wire can end at: those of its own graph, in their order. */
export const targetsFor = (definition: Definition, from: string): string[] =>
  Object.keys(graphOf(definition, from)?.nodes ?? {}).map((key) => idIn(insideOf(from), key))
