import { type Document, isMap, isScalar, type Node, parseDocument, type YAMLMap } from 'yaml'

/** The part of a text that a node is written in. `id`: its key, behind those of the nodes in whose inner flows it is, with "/". */
export type NodeRange = { id: string; from: number; to: number }

/** Where the nodes of a definition stand, outer ones first; those of a text that is not valid as far as it can be read. */
export function nodeRanges(text: string): NodeRange[] {
  try {
    const ranges = rangesOf(parseDocument(text, { uniqueKeys: false }))
    return ranges.map(({ id, from, to }) => ({
      id,
      from: lineStart(text, from),
      to: from + text.slice(from, to).trimEnd().length,
    }))
  } catch {
    return []
  }
}

/** The start of the line, if only spaces are before the key. */
function lineStart(text: string, from: number): number {
  const start = text.lastIndexOf('\n', from - 1) + 1
  return text.slice(start, from).trim() === '' ? start : from
}

const rangesOf = ({ contents }: Document): NodeRange[] => (isMap(contents) ? inGraph(contents, []) : [])

const deepest = 32

function inGraph(graph: YAMLMap, outer: readonly string[]): NodeRange[] {
  const nodes = graph.get('nodes')
  if (!isMap(nodes) || outer.length > deepest) return []
  return nodes.items.flatMap(({ key, value }) => {
    if (!isScalar(key) || !key.range) return []
    const keys = [...outer, String(key.value)]
    const range = { id: keys.join('/'), from: key.range[0], to: (value as Node | null)?.range?.[1] ?? key.range[1] }
    const inner = isMap(value) ? value.get('subflow') : undefined
    return [range, ...(isMap(inner) ? inGraph(inner, keys) : [])]
  })
}

/** The innermost node around a place of the text. */
export const nodeAt = (ranges: readonly NodeRange[], offset: number): string | null =>
  ranges.findLast(({ from, to }) => offset >= from && offset <= to)?.id ?? null
