import { pathText } from '../../shared/problem.ts'
import { valueAt } from './form/fields.ts'
import { isWithin } from './form/problems-of-fields.ts'

/** Where a node stands: the nodes in whose inner flows it is, and its key. */
export type NodePlace = { inside: string[]; key: string }

export function placeOfNode(id: string): NodePlace {
  const keys = id.split('/')
  return { inside: keys.slice(0, -1), key: keys.at(-1) ?? '' }
}

const pathOfKeys = (keys: readonly string[]): string[] =>
  keys.flatMap((key, at) => (at === 0 ? ['nodes', key] : ['subflow', 'nodes', key]))

/** The path of a node within the definition. */
export const pathOfNode = (id: string): string[] => pathOfKeys(id.split('/'))

/** The keys of the graph that a node is a part of. */
export function nodesBeside(value: unknown, { inside }: NodePlace): string[] {
  const nodes = valueAt(value, [...(inside.length === 0 ? [] : [...pathOfKeys(inside), 'subflow']), 'nodes'])
  return typeof nodes === 'object' && nodes !== null ? Object.keys(nodes) : []
}

/** The innermost node that the path of a problem lies in, or from which its edge leads; null for the flow itself. */
export function nodeOfPath(path: string, value: unknown): string | null {
  let found: string[] = []
  for (;;) {
    const within = found.length === 0 ? [] : [...pathOfKeys(found), 'subflow']
    const nodes = valueAt(value, [...within, 'nodes'])
    const keys = typeof nodes === 'object' && nodes !== null ? Object.keys(nodes) : []
    const key = keys.find((each) => isWithin(path, pathText([...within, 'nodes', each])))
    if (key === undefined) {
      const from = keys.find((each) => each === startOfEdge(path, value, within))
      const ids = from === undefined ? found : [...found, from]
      return ids.length === 0 ? null : ids.join('/')
    }
    found = [...found, key]
  }
}

/** Where the edge starts that a path lies in. */
function startOfEdge(path: string, value: unknown, within: readonly string[]): unknown {
  const index = /^\.?edges\[(\d+)\]/.exec(path.slice(pathText(within).length))?.[1]
  return index === undefined ? undefined : valueAt(value, [...within, 'edges', Number(index), 'from'])
}
