import { leadsThrough, type Place } from './leads-through.ts'
import { PatternError, type Token, tokensOf } from './pattern-tokens.ts'

/** What a `{a,b}` may grow to, within one pattern and in all of a trigger: matching takes a step for each, at most, and each character. */
const alternativesMost = 250
const placesMost = 10_000

export type Matcher = (path: string) => boolean

/** The problems of patterns, each with its index in the list; empty if all are valid. */
export function checkPatterns(patterns: readonly string[]): { index: number; message: string }[] {
  let places = 0
  return patterns.flatMap((pattern, index) => {
    try {
      places += sizeOf(alternativesOf(pattern))
      return places <= placesMost ? [] : [{ index, message: 'expands to patterns that are too long: use fewer {a,b}' }]
    } catch (error) {
      if (!(error instanceof PatternError)) throw error
      return [{ index, message: `"${pattern}" ${error.message}` }]
    }
  })
}

const sizeOf = (alternatives: Token[][]): number => alternatives.reduce((sum, tokens) => sum + tokens.length, 0)

/**
 * Compiles patterns to compare with the path of a file below a folder: `*`, `?`, `[a-z]`, `[!a-z]` and `{a,b}` within a
 * name, `**` for folders. A pattern without a slash is compared with the name alone. No wildcard matches a dot at the start
 * of a name. Matching reads a path once, whatever the pattern. Throws a PatternError for the first invalid pattern.
 */
export function readPatterns(patterns: readonly string[], ignoreCase: boolean): Matcher {
  const fold = (text: string): string => (ignoreCase ? text.toLowerCase() : text)
  const [wrong] = checkPatterns(patterns)
  if (wrong) throw new PatternError(wrong.message)
  const read = patterns.map((pattern) => ({
    isOfPath: pattern.includes('/'),
    ways: alternativesOf(fold(pattern)).map(placesOf),
  }))
  return (path) => {
    const folders = fold(path).split('/')
    const name = folders.slice(-1)
    return read.some(({ isOfPath, ways }) => ways.some((way) => leadsThrough(way, isOfPath ? folders : name)))
  }
}

/** The patterns without groups that one with groups stands for. */
function alternativesOf(pattern: string): Token[][] {
  const tokens = tokensOf(pattern.replace(/^\.?\//, ''))
  const { found, next } = sequences(tokens, 0, false)
  if (next < tokens.length) throw new PatternError('has a } without a {: write \\} for a literal brace')
  // A pattern that ends with a slash is a folder, and one that starts with a slash is outside the folder.
  const ofFiles = found.filter((one) => one[0]?.kind !== 'slash' && one.at(-1)?.kind !== 'slash')
  if (ofFiles.length === 0) throw new PatternError('matches no file: write docs/** for all files in the folder docs')
  return ofFiles
}

/** The possible continuations from a token to the end of the pattern or, `inGroup`, of the alternative. */
function sequences(tokens: Token[], from: number, inGroup: boolean): { found: Token[][]; next: number } {
  let found: Token[][] = [[]]
  let next = from
  for (let token = tokens[next]; token !== undefined; token = tokens[next]) {
    if (token.kind === 'close' || (token.kind === 'comma' && inGroup)) break
    const group = token.kind === 'open' ? groupAt(tokens, next) : { found: [[asText(token)]], next: next + 1 }
    if (found.length * group.found.length > alternativesMost)
      throw new PatternError(`expands to more than ${alternativesMost} patterns: use fewer {a,b}`)
    found = found.flatMap((before) => group.found.map((after) => [...before, ...after]))
    next = group.next
  }
  return { found, next }
}

const asText = (token: Token): Token => (token.kind === 'comma' ? { kind: 'text', char: ',' } : token)

function groupAt(tokens: Token[], open: number): { found: Token[][]; next: number } {
  const found: Token[][] = []
  let [next, count] = [open, 0]
  do {
    const one = sequences(tokens, next + 1, true)
    found.push(...one.found)
    next = one.next
    count++
  } while (tokens[next]?.kind === 'comma')
  if (tokens[next] === undefined) throw new PatternError('has a { that is not closed: write \\{ for a literal brace')
  if (count === 1) throw new PatternError('has braces without alternatives: write {a,b}, or \\{ for a literal brace')
  return { found, next: next + 1 }
}

/** A pattern folder by folder. */
function placesOf(tokens: Token[]): Place<string>[] {
  const names: Token[][] = [[]]
  for (const token of tokens)
    if (token.kind === 'slash') names.push([])
    else names.at(-1)?.push(token)
  const places = names.filter((name) => name.length > 0).map(placeOfName)
  // At its end, ** stands for what is in a folder and not for the folder itself.
  return places.at(-1)?.many ? [...places, { ...anyName, many: false }] : places
}

const anyName: Place<string> = { many: true, fits: (name) => !name.startsWith('.') }

function placeOfName(tokens: Token[]): Place<string> {
  if (tokens.length === 2 && tokens.every(({ kind }) => kind === 'star')) return anyName
  const places = tokens.filter(({ kind }, at) => kind !== 'star' || tokens[at - 1]?.kind !== 'star').map(placeOf)
  const [first] = tokens
  const takesDot = first?.kind === 'text' && first.char === '.'
  return { many: false, fits: (name) => (takesDot || !name.startsWith('.')) && leadsThrough(places, [...name]) }
}

function placeOf(token: Token): Place<string> {
  if (token.kind === 'text') return { many: false, fits: (char) => char === token.char }
  if (token.kind === 'set') return { many: false, fits: token.fits }
  return { many: token.kind === 'star', fits: () => true }
}
