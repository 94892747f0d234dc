import { isMap, isScalar, type Pair, type ParsedNode } from 'yaml'
import { columnOf, isBlock, placeOfPair, regionEnd } from './places.ts'
import type { Source } from './source.ts'
import { type Fields, isFields } from './value.ts'

/** How a value was written, behind its key, so that a copy has the comments of the original. */
type Written = { text: string; column: number }

const written = new WeakMap<Fields, Written>()

/** A copy of a node that is written as the original is; null if the original is on one line, or refers to other places. */
export function verbatim(source: Source, inside: readonly string[], key: string, node: Fields): Fields {
  const copy = new Map(node)
  const text = source.style.isJson ? null : textOf(source, inside, key)
  if (text) written.set(copy, text)
  return copy
}

function textOf({ text, tree }: Source, inside: readonly string[], key: string): Written | null {
  const path = [...inside.flatMap((outer) => ['nodes', outer, 'subflow']), 'nodes']
  const nodes = tree.getIn(path, true) ?? null
  if (!isMap(nodes) || !isBlock(nodes as ParsedNode)) return null
  const pair = nodes.items.find((each) => isScalar(each.key) && String(each.key.value) === key)
  const place = pair ? placeOfPair(pair as Pair<ParsedNode, ParsedNode | null>) : null
  if (!place || !isBlock(place.value)) return null
  const own = text.slice(place.headEnd, regionEnd(text, place)).replace(/\r?\n$/, '')
  // Anchors and aliases mean something in one place only.
  return /(?:^|[\s,[{:-])[&*]\S|<<\s*:/.test(own) ? null : { text: own, column: columnOf(text, place.start) }
}

/** What comes behind the key of a copy, for a key in the given column; null if it is written from its value. */
export function verbatimText(value: unknown, column: number, lineEnd: string): string | null {
  const found = isFields(value) ? written.get(value) : undefined
  if (!found) return null
  const [head = '', ...lines] = found.text.split(/\r?\n/)
  const shift = column - found.column
  const moved = lines.map((line) =>
    line.trim() === ''
      ? line
      : shift >= 0
        ? ' '.repeat(shift) + line
        : line.startsWith(' '.repeat(-shift))
          ? line.slice(-shift)
          : null,
  )
  return moved.includes(null) ? null : [head, ...moved].join(lineEnd)
}
