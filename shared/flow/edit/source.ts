import { type Document, isMap, LineCounter, type ParsedNode, parseDocument } from 'yaml'
import { limits } from '../../model/limits.ts'
import { faultsOf } from '../yaml-bounds.ts'
import type { Style } from './style.ts'
import { type Fields, isFields, toValue } from './value.ts'

/** A text that can be edited, with the places of its parts. */
export type Source = { text: string; tree: Document.Parsed<ParsedNode>; lines: LineCounter; value: Fields; style: Style }

/** The newest texts are kept parsed. */
const kept = new Map<string, Source | { refused: string }>()
const keptAtMost = 4

export function sourceOf(text: string): Source | { refused: string } {
  const known = kept.get(text) ?? parseSource(text)
  kept.delete(text)
  kept.set(text, known)
  if (kept.size > keptAtMost) kept.delete(kept.keys().next().value ?? '')
  return known
}

export function parseSource(text: string): Source | { refused: string } {
  if (text.length > limits.definitionChars) return { refused: 'The text is too large to edit as a graph.' }
  const lines = new LineCounter()
  const tree = parseDocument(text, { keepSourceTokens: true, uniqueKeys: false, merge: true, lineCounter: lines })
  const [fault] = [
    ...tree.errors.map(({ message, pos }) => ({ message: (message.split('\n')[0] ?? '').replace(/:$/, ''), offset: pos[0] })),
    ...faultsOf(tree),
  ]
  if (fault)
    return { refused: `Repair the text first: line ${lines.linePos(fault.offset).line}: ${fault.message.replace(/\.?$/, '.')}` }
  try {
    const value = toValue(tree.toJS({ maxAliasCount: 100, mapAsMap: true }) ?? new Map())
    if (!isFields(value)) return { refused: 'The text is not a flow: a flow has "start", "nodes" and "edges".' }
    return { text, tree, lines, value, style: styleOf(text, tree) }
  } catch (thrown) {
    // An alias within what it stands for has no end.
    const why = thrown instanceof RangeError ? 'an alias refers to a part that contains it.' : `${(thrown as Error).message}.`
    return { refused: `Repair the text first: ${why}` }
  }
}

export function styleOf(text: string, tree: Document.Parsed): Style {
  const root = tree.contents
  const isJson = isMap(root) && root.flow === true && isJsonText(text)
  const lineEnd = /\r?\n/.exec(text)?.[0] === '\r\n' ? '\r\n' : '\n'
  const list = /(?:^|\n)( *)[^\s#'"-][^\n]*:[ \t]*(?:#[^\n]*)?\r?\n( *)- /.exec(text)
  const indentsItems = list === null || (list[2]?.length ?? 0) > (list[1]?.length ?? 0)
  return { isJson, lineEnd, step: stepOf(text, isJson), indentsItems }
}

function isJsonText(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

/** The indentation of the first line that has one. */
function stepOf(text: string, isJson: boolean): number {
  const found = (isJson ? /\n( +)"/ : /(?:^|\n)[^\s#-][^\n]*:[ \t]*(?:#[^\n]*)?\r?\n( +)[^\s#-]/).exec(text)?.[1]?.length ?? 2
  return Math.min(8, Math.max(1, found))
}
