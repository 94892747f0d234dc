import type { FilterProblem, Place, Token, Value } from './filter.ts'

const isSpace = (char: string): boolean => char.trim() === ''
/** In quotes, a backslash takes these characters literally. */
const escapable = ['"', '\\', '*']

const openQuote = 'Add a quote at the end.'

/**
 * Cuts the text of a filter into tokens. Every character is read once, so that the longest text takes no time.
 * `isOpen`: a quote has no end, and what follows would belong to the last token.
 */
export function readTokens(text: string): { tokens: Token[]; problems: FilterProblem[]; isOpen: boolean } {
  const tokens: Token[] = []
  const problems: FilterProblem[] = []
  for (let at = skipSpace(text, 0); at < text.length; at = skipSpace(text, at)) {
    const token = readToken(text, at, problems)
    tokens.push(token)
    at = token.to
  }
  return { tokens, problems, isOpen: problems.some(({ message }) => message === openQuote) }
}

function skipSpace(text: string, from: number): number {
  let at = from
  while (at < text.length && isSpace(text.charAt(at))) at++
  return at
}

function readToken(text: string, from: number, problems: FilterProblem[]): Token {
  const isNegated = text.charAt(from) === '-' && from + 1 < text.length && !isSpace(text.charAt(from + 1))
  const start = isNegated ? from + 1 : from
  const colon = colonAfter(text, start)
  const key = colon === null ? null : { name: text.slice(start, colon), from: start, to: colon }
  const values: Value[] = []
  for (let at = colon === null ? start : colon + 1; ; ) {
    const value = readValue(text, at, problems)
    values.push(value)
    at = value.to
    if (text.charAt(at) !== ',') return { isNegated, key, values, from, to: at }
    at++
  }
}

/** The place of the colon after a key. A key starts with a letter, so that `12:30` has none. */
function colonAfter(text: string, from: number): number | null {
  if (!isLetter(text.charAt(from))) return null
  for (let at = from; at < text.length; at++) {
    const char = text.charAt(at)
    if (char === ':') return at
    if (isSpace(char) || char === '"' || char === ',') return null
  }
  return null
}

const isLetter = (char: string): boolean => (char >= 'a' && char <= 'z') || (char >= 'A' && char <= 'Z')

function readValue(text: string, from: number, problems: FilterProblem[]): Value {
  const value = text.charAt(from) === '"' ? readQuoted(text, from, problems) : readBare(text, from)
  if (value.parts.length === 1 && value.parts[0] === '')
    problems.push({ ...placeOfEmpty(text, value), message: emptyMessage(text, from) })
  return value
}

/** The colon or the comma before the missing value, or the comma after it. */
function placeOfEmpty(text: string, { from, to }: Value): Place {
  const start = [':', ','].includes(text.charAt(from - 1)) && from === to ? from - 1 : from
  return { from: start, to: Math.max(to, start + 1) }
}

function emptyMessage(text: string, from: number): string {
  const before = text.charAt(from - 1)
  if (text.charAt(from) === '"') return 'Write something between the quotes.'
  return before === ',' || text.charAt(from) === ','
    ? 'Write a value before and after each comma. To search for a comma, put the text in quotes.'
    : 'Write a value after the colon.'
}

function readBare(text: string, from: number): Value {
  let at = from
  while (at < text.length && !isSpace(text.charAt(at)) && text.charAt(at) !== ',') at++
  return { parts: text.slice(from, at).split('*'), from, to: at }
}

function readQuoted(text: string, from: number, problems: FilterProblem[]): Value {
  const parts: string[] = []
  let part: string[] = []
  let at = from + 1
  for (; at < text.length && text.charAt(at) !== '"'; at++) {
    const char = text.charAt(at)
    const next = text.charAt(at + 1)
    if (char === '\\' && next !== '' && escapable.includes(next)) part.push(text.charAt(++at))
    else if (char === '*') {
      parts.push(part.join(''))
      part = []
    } else part.push(char)
  }
  parts.push(part.join(''))
  if (at >= text.length) problems.push({ from, to: text.length, message: openQuote })
  return { parts, from, to: endOfQuoted(text, Math.min(at + 1, text.length), problems) }
}

/** After the closing quote, a value ends. */
function endOfQuoted(text: string, from: number, problems: FilterProblem[]): number {
  let at = from
  while (at < text.length && !isSpace(text.charAt(at)) && text.charAt(at) !== ',') at++
  if (at > from) problems.push({ from, to: at, message: 'Put a space or a comma after the closing quote.' })
  return at
}
