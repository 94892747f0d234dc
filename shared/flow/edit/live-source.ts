import { LineCounter } from 'yaml'
import { limits } from '../../model/limits.ts'
import type { Splice } from './gesture.ts'
import { isPlain, reparse } from './reparse.ts'
import { parseSource, type Source, styleOf } from './source.ts'
import { inverted, spliceBetween } from './splices.ts'

type Read = Source | { refused: string }
type Step = { from: string; to: string; splices: readonly Splice[] }

/** The text that is being edited: it is changed to the next one, of which only the changed entries are parsed. */
let live: { source: Source; isPlain: boolean } | null = null
/** The newest changes, which undo leads back through. */
let steps: Step[] = []
const stepsKept = 20
/** Each one walks through the tree once. */
const mostSplices = 12

/**
 * Like `sourceOf`, for the text that is being edited. The places of what it gives hold until the next call; its data for ever.
 * `made`: the text that it was made of, and how.
 */
export function liveSource(text: string, made?: { text: string; splices: readonly Splice[] }): Read {
  if (live?.source.text === text) return live.source
  if (made) steps = [...steps.slice(1 - stepsKept), { from: made.text, to: text, splices: made.splices }]
  const changed = changedTo(text)
  if (changed) return changed
  const parsed = parseSource(text)
  // What cannot be read is not gone on from: the next text is compared with the last that could.
  if ('refused' in parsed) return parsed
  live = { source: parsed, isPlain: isPlain(parsed.tree) }
  return parsed
}

function changedTo(text: string): Source | null {
  if (!live?.isPlain || text.length > limits.definitionChars) return null
  const { source } = live
  const splices = splicesTo(source.text, text)
  if (splices === null) return null
  live = null
  let now = { text: source.text, value: source.value }
  // From the end: what lies before stays where it is.
  for (const splice of splices.toReversed()) {
    const next = reparse(source.tree, now.text, now.value, splice)
    if (!next) return null
    now = next
  }
  if (now.text !== text) return null
  const changed = { ...now, tree: source.tree, lines: linesOf(text), style: styleOf(text, source.tree) }
  live = { source: changed, isPlain: true }
  return changed
}

function splicesTo(from: string, to: string): readonly Splice[] | null {
  const step = steps.findLast((each) => (each.from === from && each.to === to) || (each.from === to && each.to === from))
  const splices = step ? (step.from === from ? step.splices : inverted(step.splices)) : spliceBetween(from, to)
  const size = splices.reduce((sum, { removed, inserted }) => sum + removed.length + inserted.length, 0)
  return splices.length > mostSplices || size > from.length / 2 ? null : splices
}

function linesOf(text: string): LineCounter {
  const lines = new LineCounter()
  lines.addNewLine(0)
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) lines.addNewLine(at + 1)
  return lines
}
