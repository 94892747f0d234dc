import { paintOf } from './colors.ts'
import { linksIn, safeAddress } from './links.ts'
import { drawnLast } from './progress.ts'
import { plain, type Style, styleAfter } from './sgr.ts'

/** `href`: where a click leads. `variables`: custom properties that the classes draw with. */
export type Piece = { text: string; className: string; variables: Record<string, string>; href: string | null }

type Run = { text: string; style: Style; target: string | null }

/** Sequences after ESC: colors, links, and others, which are left out whole, even where the end of the line cuts them off. */
const sequences = new RegExp(
  String.raw`\x1b(?:${[
    String.raw`\[([0-9;:]*)m`,
    String.raw`\]8;[^;\x07\x1b]*;([^\x07\x1b]*)(?:\x07|\x1b\\)`,
    String.raw`\][^\x07\x1b]*(?:\x07|\x1b\\)?`,
    String.raw`\[[0-?]*[ -/]*[@-~]?`,
    String.raw`[PX^_][^\x1b]*(?:\x1b\\)?`,
    '[ -/]+[0-~]',
    String.raw`[@-Z\\^_=>78]`,
  ].join('|')})?`,
  'g',
)
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not reach the screen
const controls = /[\x00-\x08\x0b-\x1a\x1c-\x1f\x7f]/g

/** A line as pieces of text with their colors and links. Whatever else a program tells a terminal to do is left out. */
export function piecesOf(line: string): Piece[] {
  return withLinks(runsOf(drawnLast(line)))
}

/** The text of a line, without any escape sequence. */
export const textOf = (line: string): string => piecesOf(line).reduce((all, { text }) => all + text, '')

/** A text of whole lines without escape sequences; its line ends and tabs stay. */
export const withoutEscapes = (text: string): string =>
  text.replace(sequences, '').replace(controls, (sign) => (sign === '\r' ? sign : ''))

function runsOf(text: string): Run[] {
  const runs: Run[] = []
  let style = plain
  let target: string | null = null
  let linkFrom = 0
  let from = 0
  const add = (to: number): void => {
    const shown = text.slice(from, to).replace(controls, '')
    if (shown !== '') runs.push({ text: shown, style, target })
  }
  const link = (next: string | null): void => {
    // The text of such a link can be anything: where it leads is said behind it.
    const words = runs.slice(linkFrom).reduce((all, run) => all + run.text, '')
    if (target !== null && safeAddress(words) !== target)
      runs.push({ text: ` (${target})`, style: { ...plain, dim: true }, target: null })
    target = next
    linkFrom = runs.length
  }
  for (const { 0: sequence, 1: codes, 2: address, index } of text.matchAll(sequences)) {
    add(index)
    from = index + sequence.length
    if (codes !== undefined) style = styleAfter(style, codes)
    if (address !== undefined) link(safeAddress(address))
  }
  add(text.length)
  link(null)
  return runs
}

/** Cuts runs where links begin and end: an address may change its color on the way. */
function withLinks(runs: Run[]): Piece[] {
  const links = linksIn(runs.map(({ text }) => text).join(''))
  let at = 0
  return runs.flatMap((run) => {
    const from = at
    at += run.text.length
    const { classNames, variables } = paintOf(run.style)
    const className = [...classNames, ...decorations(run.style)].join(' ')
    if (run.target !== null) return [{ text: run.text, className, variables, href: run.target }]
    const inside = links.filter((link) => link.from < at && link.to > from)
    const cuts = [...new Set([from, ...inside.flatMap((link) => [link.from, link.to]), at])]
      .filter((cut) => cut >= from && cut <= at)
      .sort((a, b) => a - b)
    return cuts.slice(0, -1).map((cut, index) => ({
      text: run.text.slice(cut - from, (cuts[index + 1] ?? at) - from),
      className,
      variables,
      href: inside.find((link) => link.from <= cut && link.to > cut)?.href ?? null,
    }))
  })
}

const decorations = (style: Style): string[] =>
  (['bold', 'dim', 'italic', 'underline', 'strike'] as const).filter((name) => style[name]).map((name) => `ansi-${name}`)
