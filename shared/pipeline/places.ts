import type { Path } from '../problem.ts'

/**
 * The line, from 1, of a field in a manifest: `step`, the number of the entry, the field. Multi-line values are not
 * searched. Undefined if it cannot be found.
 */
export function lineOf(source: string, path: Path): number | undefined {
  if (path[0] === 'params') return lineOfParam(source, String(path[1]), path[2])
  const [table, index, field] = path
  const lines = source.split('\n')
  let entry = -1
  let inTable = table !== 'step' && table !== 'task'
  let found: number | undefined
  let quotes: string | null = null
  for (const [at, line] of lines.entries()) {
    if (quotes === null) {
      const header = /^\s*\[\[?\s*([\w.-]+)\s*\]\]?\s*(?:#.*)?$/.exec(line)?.[1]
      if (header !== undefined) {
        if (/^\s*\[\[/.test(line) && header === table) entry++
        inTable = index !== undefined && header.split('.')[0] === table && entry === index
        if (inTable && /^\s*\[\[/.test(line)) found = at + 1
        if (inTable && header.split('.')[1] === field) return at + 1
      } else if (inTable) {
        const key = /^\s*["']?([\w-]+)["']?\s*[.=]/.exec(line)?.[1]
        if (key !== undefined && key === String(index === undefined ? table : field)) return at + 1
      }
    }
    quotes = quotesAfter(line, quotes)
  }
  return found
}

/** In `[params.width]`, or in the line of `width` below `[params]`. */
function lineOfParam(source: string, name: string, field: PropertyKey | undefined): number | undefined {
  let header = ''
  let found: number | undefined
  for (const [at, line] of source.split('\n').entries()) {
    const named = /^\s*\[\s*([\w.-]+)\s*\]\s*(?:#.*)?$/.exec(line)?.[1]
    const key = /^\s*["']?([\w.-]+)["']?\s*=/.exec(line)?.[1]
    if (named !== undefined) header = named
    if (header === `params.${name}` && key === String(field)) return at + 1
    if (named === `params.${name}` || (header === 'params' && key?.split('.')[0] === name)) found ??= at + 1
  }
  return found
}

/** Whether a text across lines is open behind a line, and what ends it. */
function quotesAfter(line: string, open: string | null): string | null {
  let quotes = open
  for (let at = 0; at < line.length; at++) {
    const three = line.slice(at, at + 3)
    if (quotes !== null) {
      if (quotes === '"""' && line[at] === '\\') at++
      else if (three === quotes) {
        quotes = null
        at += 2
      }
    } else if (three === '"""' || three === "'''") {
      quotes = three
      at += 2
    } else if (line[at] === '#') return null
    else if (line[at] === '"' || line[at] === "'") at = endOfText(line, at)
  }
  return quotes
}

function endOfText(line: string, from: number): number {
  const quote = line[from]
  for (let at = from + 1; at < line.length; at++) {
    if (quote === '"' && line[at] === '\\') at++
    else if (line[at] === quote) return at
  }
  return line.length
}
