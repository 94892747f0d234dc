import { canonicalText, type Definition, type Node } from './definition.ts'

type Graph = Pick<Definition, 'nodes'>

/**
 * The nodes of `before` that have another key in `after`: those that do the same, or the only one that is gone, in the place of the
 * only one that came. From old key to new key.
 */
export function renamedKeys(before: Graph, after: Graph): Map<string, string> {
  const gone = keysOnlyIn(before, after)
  const came = keysOnlyIn(after, before)
  const renamed = new Map<string, string>()
  if (gone.length === 0 || came.length === 0) return renamed
  const cameByWork = Map.groupBy(came, (key) => workOf(after, key))
  for (const [work, old] of Map.groupBy(gone, (key) => workOf(before, key))) {
    const now = cameByWork.get(work) ?? []
    // If the numbers differ, it is unclear which node became which.
    if (old.length === now.length) for (const [at, key] of old.entries()) renamed.set(key, now[at] as string)
  }
  if (renamed.size === 0 && isInPlace(before, after, gone, came)) renamed.set(gone[0] as string, came[0] as string)
  return renamed
}

const keysOnlyIn = ({ nodes }: Graph, other: Graph): string[] =>
  Object.keys(nodes).filter((key) => !Object.hasOwn(other.nodes, key))

function workOf({ nodes }: Graph, key: string): string {
  // References to nodes change with their keys.
  const { prep: _, post: __, params: ___, compensate: ____, ...work } = nodes[key] as Node
  return canonicalText(work)
}

/** A node was renamed and changed at once: it stands where it stood, and is of the same kind. */
function isInPlace(before: Graph, after: Graph, [gone, ...others]: string[], [came, ...more]: string[]): boolean {
  const [old, now] = [Object.keys(before.nodes), Object.keys(after.nodes)]
  if (gone === undefined || came === undefined || others.length + more.length > 0) return false
  return old.indexOf(gone) === now.indexOf(came) && before.nodes[gone]?.kind === after.nodes[came]?.kind
}

/** Key and value swapped. */
export const keysBefore = (renamed: ReadonlyMap<string, string>): Map<string, string> =>
  new Map([...renamed].map(([old, key]) => [key, old]))
