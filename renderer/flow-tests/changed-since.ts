import { canonicalText, type Definition, fallbackAction, type Node } from '../../shared/flow/definition.ts'
import { targetsOf } from '../../shared/flow/edges.ts'

type Compared = { tested: Definition; draft: Definition }

/** The nodes of a draft that do something else than they did in a test, or get it another way: their results are old. */
export function changedSince(
  { tested, draft }: Compared,
  renamed: ReadonlyMap<string, string>,
  nodes: readonly { key: string }[],
): ReadonlySet<string> {
  const shown = new Set(nodes.map(({ key }) => key))
  const [ways, waysNow] = [waysInto(tested, renamed), waysInto(draft, unchanged)]
  const changed = Object.entries(tested.nodes).flatMap(([before, node]) => {
    const key = renamed.get(before) ?? before
    const now = Object.hasOwn(draft.nodes, key) ? draft.nodes[key] : undefined
    const isChanged = now && (workText(node) !== workText(now) || ways.get(key) !== waysNow.get(key))
    return isChanged && shown.has(key) ? [key] : []
  })
  return new Set(changed)
}

const unchanged: ReadonlyMap<string, string> = new Map()

/** What leads to each node, as a text: with another way into it, a node gets something else. */
function waysInto({ edges }: Definition, renamed: ReadonlyMap<string, string>): Map<string, string> {
  const nameOf = (key: string): string => renamed.get(key) ?? key
  const found = new Map<string, string[]>()
  for (const edge of edges)
    for (const target of targetsOf(edge).map(nameOf))
      found.set(target, [...(found.get(target) ?? []), `${nameOf(edge.from)} ${edge.action || fallbackAction}`])
  return new Map([...found].map(([key, ways]) => [key, ways.sort().join('\n')]))
}

/** A node keeps its object until it is changed, and a draft is read at each key. */
const texts = new WeakMap<Node, string>()

/** All that decides what a node does: not what it is called. */
function workText(node: Node): string {
  const known = texts.get(node)
  if (known !== undefined) return known
  const { title: _, ...work } = node
  const text = canonicalText(work)
  texts.set(node, text)
  return text
}
