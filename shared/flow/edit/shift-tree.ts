import { type CST, isCollection, isPair, type Node, type Pair, type ParsedNode } from 'yaml'

type Range = [number, number, number]

/** Moves all that begins or ends at or behind an offset. */
export function shiftTree(root: ParsedNode | null, from: number, by: number): void {
  if (root === null || by === 0) return
  const token = (root as { srcToken?: CST.Token }).srcToken
  if (token) shiftToken(token, from, by)
  shiftNode(root, from, by)
}

function shiftNode(node: Node | Pair | null, from: number, by: number): void {
  if (node === null) return
  if (isPair(node)) {
    shiftNode(node.key as Node | null, from, by)
    shiftNode(node.value as Node | null, from, by)
    return
  }
  const range = node.range as Range | null | undefined
  if (range)
    for (let index = 0; index < 3; index++) if ((range[index] as number) >= from) range[index] = (range[index] as number) + by
  if (isCollection(node)) for (const item of node.items) shiftNode(item as Node | Pair | null, from, by)
}

function shiftToken(token: CST.Token, from: number, by: number): void {
  if (token.offset >= from) token.offset += by
  if ('start' in token) shiftOne(token.start, from, by)
  if ('props' in token) for (const prop of token.props) shiftToken(prop, from, by)
  if ('end' in token && token.end) for (const end of token.end) shiftToken(end, from, by)
  if ('items' in token) for (const item of token.items) shiftItem(item, from, by)
}

function shiftOne(start: CST.SourceToken | CST.SourceToken[], from: number, by: number): void {
  for (const each of Array.isArray(start) ? start : [start]) shiftToken(each, from, by)
}

type Item = { start: CST.SourceToken[]; key?: CST.Token | null; sep?: CST.SourceToken[]; value?: CST.Token }

function shiftItem({ start, key, sep, value }: Item, from: number, by: number): void {
  for (const each of start) shiftToken(each, from, by)
  if (key) shiftToken(key, from, by)
  if (sep) for (const each of sep) shiftToken(each, from, by)
  if (value) shiftToken(value, from, by)
}
