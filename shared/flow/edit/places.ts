import { type CST, isCollection, isMap, isScalar, type Pair, type ParsedNode, type YAMLMap, type YAMLSeq } from 'yaml'

/** An entry of a mapping or a list that is written in lines: where its key or dash starts, and where its head ends. */
export type Place = {
  start: number
  /** Behind the colon, the dash, or the comma or bracket before an item. */
  headEnd: number
  value: ParsedNode | null
}

type Token = CST.SourceToken | CST.Token

const startOf = (tokens: readonly CST.SourceToken[] = []): number | null =>
  tokens.find(({ type }) => type === 'anchor' || type === 'tag')?.offset ?? null

const endOf = (token: Token): number => token.offset + ('source' in token ? token.source.length : 0)

/** Null: a key that is not a plain word, which no gesture writes or changes. */
export function placeOfPair({ key, value, srcToken }: Pair<ParsedNode, ParsedNode | null>): Place | null {
  if (!isScalar(key) || !srcToken || srcToken.start.some(({ type }) => type === 'explicit-key-ind')) return null
  const colon = srcToken.sep?.find(({ type }) => type === 'map-value-ind')
  const keyEnd = key.range?.[1] ?? 0
  return { start: startOf(srcToken.start) ?? key.range?.[0] ?? 0, headEnd: colon ? endOf(colon) : keyEnd, value }
}

/** The entries of a list, in lines or in brackets. */
export function placesOfItems(list: YAMLSeq<ParsedNode>): Place[] {
  const tokens = (list.srcToken as { items?: { start: CST.SourceToken[] }[] } | undefined)?.items ?? []
  return list.items.map((value, index) => {
    const dash = tokens[index]?.start.find(({ type }) => type === 'seq-item-ind')
    const start = dash?.offset ?? startOf(tokens[index]?.start) ?? value.range[0]
    return { start, headEnd: dash ? endOf(dash) : start, value }
  })
}

/** Whether a value is written in lines of its own, below its head. */
export const isBlock = (node: ParsedNode | null): node is YAMLMap.Parsed | YAMLSeq.Parsed =>
  isCollection(node) && node.flow !== true

/** Where the text of a value ends, without the comment behind it. */
export function contentEnd(text: string, { value, headEnd }: Place): number {
  if (value === null) return headEnd
  if (!isBlock(value)) return Math.max(headEnd, endOfScalar(text, value))
  const last = isMap(value) ? placeOfLastPair(value) : placesOfItems(value as YAMLSeq<ParsedNode>).at(-1)
  return last ? contentEnd(text, last) : value.range[1]
}

function placeOfLastPair(map: YAMLMap.Parsed): Place | null {
  const pair = map.items.at(-1)
  if (!pair) return null
  return (
    placeOfPair(pair as Pair<ParsedNode, ParsedNode | null>) ?? {
      start: pair.key.range[0],
      headEnd: pair.key.range[2],
      value: pair.value,
    }
  )
}

/** The lines of `|` end with their last line break, which belongs to no line after it. */
function endOfScalar(text: string, value: ParsedNode): number {
  const [start, end] = value.range
  const isLines = isScalar(value) && (value.type === 'BLOCK_LITERAL' || value.type === 'BLOCK_FOLDED')
  if (!isLines || end <= start) return end
  return text[end - 1] === '\n' ? end - (text[end - 2] === '\r' ? 2 : 1) : end
}

export const lineStart = (text: string, offset: number): number => text.lastIndexOf('\n', offset - 1) + 1

/** Before the line break, or at the end of the text. */
export function lineEnd(text: string, offset: number): number {
  const found = text.indexOf('\n', offset)
  if (found === -1) return text.length
  return found > offset && text[found - 1] === '\r' ? found - 1 : found
}

export function nextLine(text: string, offset: number): number {
  const found = text.indexOf('\n', offset)
  return found === -1 ? text.length : found + 1
}

export const columnOf = (text: string, offset: number): number => offset - lineStart(text, offset)

const commentLine = /^([ \t]*)#/
const blankLine = /^[ \t]*\r?$/
const lineAt = (text: string, at: number): string => text.slice(at, lineEnd(text, at))

/** Behind the last line of an entry: comments that are further in than its head belong to it. */
export function regionEnd(text: string, place: Place): number {
  const column = columnOf(text, place.start)
  let end = nextLine(text, contentEnd(text, place))
  for (let at = end; at < text.length; at = nextLine(text, at)) {
    const line = lineAt(text, at)
    const comment = commentLine.exec(line)
    if (comment && (comment[1]?.length ?? 0) > column) end = nextLine(text, at)
    else if (!blankLine.test(line)) break
  }
  return end
}

/** Where an entry starts with the comments directly above it, unless they may be about what follows the line above them. */
export function regionStart(text: string, place: Place, isFirst: boolean): number {
  const own = lineStart(text, place.start)
  if (isFirst) return own
  const column = columnOf(text, place.start)
  let start = own
  while (start > 0) {
    const above = lineStart(text, start - 1)
    const comment = commentLine.exec(lineAt(text, above))
    if (!comment || comment[1]?.length !== column) break
    start = above
  }
  return start
}

export const isBlankLine = (text: string, at: number): boolean => at < text.length && blankLine.test(lineAt(text, at))
