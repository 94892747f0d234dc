/** What a pattern says, character by character: plain text, wildcards, and the marks of groups and folders. */
export type Token =
  | { kind: 'text'; char: string }
  | { kind: 'star' | 'any' | 'slash' | 'open' | 'comma' | 'close' }
  | { kind: 'set'; fits: (char: string) => boolean }

/** An invalid pattern, with the reason as the end of a sentence that starts with the pattern. */
export class PatternError extends Error {}

const marks = new Map<string, Exclude<Token['kind'], 'text' | 'set'>>([
  ['*', 'star'],
  ['?', 'any'],
  ['/', 'slash'],
  ['{', 'open'],
  [',', 'comma'],
  ['}', 'close'],
])

export function tokensOf(pattern: string): Token[] {
  const chars = [...pattern]
  const tokens: Token[] = []
  for (let at = 0; at < chars.length; at++) {
    const char = chars[at] as string
    if ('?*+@!'.includes(char) && chars[at + 1] === '(')
      throw new PatternError(`uses ${char}(…), which LocalFlow does not know: write {a,b}, or \\( for a literal parenthesis`)
    if (char === '\\') tokens.push({ kind: 'text', char: escaped(chars[++at]) })
    else if (char === '[') {
      const end = endOfSet(chars, at)
      tokens.push({ kind: 'set', fits: setOf(chars.slice(at + 1, end)) })
      at = end
    } else {
      const kind = marks.get(char)
      tokens.push(kind === undefined ? { kind: 'text', char } : { kind })
    }
  }
  return tokens
}

function escaped(char: string | undefined): string {
  if (char !== undefined && char !== '/' && !/[\p{L}\p{N}]/u.test(char)) return char
  throw new PatternError('has a needless backslash: write / between folders, and \\\\ for a literal backslash')
}

/** A bracket that comes first is one of the set. */
function endOfSet(chars: string[], from: number): number {
  let at = from + 1
  if (chars[at] === '!' || chars[at] === '^') at++
  if (chars[at] === ']') at++
  while (at < chars.length && chars[at] !== ']') at += chars[at] === '\\' ? 2 : 1
  if (at >= chars.length) throw new PatternError('has a [ that is not closed: write \\[ for a literal bracket')
  return at
}

function setOf(inside: string[]): (char: string) => boolean {
  const isNot = inside[0] === '!' || inside[0] === '^'
  const ranges: [from: string, to: string][] = []
  for (let at = isNot ? 1 : 0; at < inside.length; at++) {
    const char = inside[at] as string
    if (char === '[' && inside[at + 1] === ':') throw new PatternError('uses [: :], which LocalFlow does not know: write [a-z]')
    if (char === '/') throw new PatternError('has a / within brackets, which match a single character of a name')
    const from = char === '\\' ? escaped(inside[++at]) : char
    if (inside[at + 1] !== '-' || at + 2 >= inside.length) {
      ranges.push([from, from])
      continue
    }
    at += 2
    const to = inside[at] === '\\' ? escaped(inside[++at]) : (inside[at] as string)
    if (from > to) throw new PatternError(`has the range ${from}-${to}, which goes backwards`)
    ranges.push([from, to])
  }
  return (char) => ranges.some(([from, to]) => from <= char && char <= to) !== isNot
}
