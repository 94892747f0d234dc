import type { Edge, Graph } from './definition.ts'

export const targetsOf = ({ to }: Edge): string[] => (typeof to === 'string' ? [to] : to).filter((target) => target !== '')

const edgesOf = new WeakMap<object, Map<string, Edge[]>>()

/** The edges that lead from a node. */
export function edgesFrom(definition: Pick<Graph, 'edges'>, key: string): readonly Edge[] {
  let known = edgesOf.get(definition)
  if (!known) edgesOf.set(definition, (known = Map.groupBy(definition.edges, ({ from }) => from)))
  return known.get(key) ?? []
}
