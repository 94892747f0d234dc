import { limits } from '../model/limits.ts'
import { nearest } from '../nearest.ts'
import { type Filter, type FilterProblem, type Meaning, type Place, type Term, type Token, textOf, type Value } from './filter.ts'
import { type FilterKey, type FilterList, filterKeys, keyOf, type ValueKind } from './keys.ts'
import { readTokens } from './read-tokens.ts'
import { readDuration, readTime, splitComparison } from './times.ts'

/** So many problems are named; the others would be of the same sort. */
const namedProblems = 20

/** Reads the text of a filter. Whatever it does not understand is a problem with its place; nothing is ignored. */
export function readFilter(list: FilterList, text: string): Filter {
  if (text.length > limits.filterChars)
    return { terms: [], problems: [{ from: limits.filterChars, to: text.length, message: tooLong }] }
  const { tokens, problems } = readTokens(text)
  const surplus = firstSurplus(tokens)
  if (surplus) return { terms: [], problems: [{ from: surplus.from, to: text.length, message: tooMany }] }
  for (const { from, to } of tokens.flatMap(({ values }) => values).filter(isLong))
    problems.push({ from, to, message: longValue })
  const terms = tokens.flatMap((token) => readTerm(list, token, problems) ?? [])
  return { terms, problems: problems.toSorted((a, b) => a.from - b.from).slice(0, namedProblems) }
}

const tooLong = `A filter has at most ${limits.filterChars.toLocaleString('en')} characters.`
const tooMany = `A filter has at most ${limits.filterValues} values.`
const longValue = `A value has at most ${limits.filterValueChars} characters.`
const isLong = ({ parts }: Value): boolean => parts.join('*').length > limits.filterValueChars

function firstSurplus(tokens: readonly Token[]): Place | undefined {
  let values = 0
  return tokens.find((token) => {
    values += token.values.length
    return values > limits.filterValues
  })
}

function readTerm(list: FilterList, token: Token, problems: FilterProblem[]): Term | null {
  const { from, to, isNegated, key: written, values } = token
  if (written === null)
    return { from, to, key: null, part: null, isNegated, meanings: values.map((value) => asText(value, false)) }
  const key = keyOf(list, written.name)
  if (key === null) {
    problems.push({ from: written.from, to: written.to, message: unknownKey(list, written.name) })
    return null
  }
  const meanings = values.flatMap((value) => {
    const meaning = meaningOf(key.value, value)
    if (meaning === null && textOf(value) !== '')
      problems.push({ from: value.from, to: value.to, message: unknownValue(key, value) })
    return meaning ?? []
  })
  return { from, to, key: key.name, part: key.isGroup ? written.name.slice(key.name.length + 1) : null, isNegated, meanings }
}

const asText = ({ parts }: Value, isWhole: boolean): Meaning => ({ type: 'text', parts, isWhole })

function unknownKey(list: FilterList, name: string): string {
  const names = filterKeys[list].map((key) => (key.isGroup ? `${key.name}.NAME` : key.name))
  // The key that people try first: text without a key is found in names.
  if (name.toLowerCase() === 'name' && list !== 'runs') return 'Names need no key: type the name alone.'
  const near = nearest(name, names)
  return `There is no key "${shortened(name)}". ${near ? `Did you mean "${near}"?` : `Keys are ${names.join(', ')}.`} To search for text with a colon, put it in quotes.`
}

function meaningOf(kind: ValueKind, value: Value): Meaning | null {
  const text = textOf(value)
  switch (kind.type) {
    case 'choice': {
      const word = text.toLowerCase()
      const choice = Object.hasOwn(kind.aliases ?? {}, word) ? kind.aliases?.[word] : kind.choices.find((known) => known === word)
      return choice === undefined ? null : { type: 'choice', choice }
    }
    case 'text':
    case 'name':
      return asText(value, kind.type === 'name')
    case 'number': {
      const word = kind.words?.find((known) => known === text.toLowerCase())
      return word === undefined ? readBounds(text, readNumber, true) : { type: 'choice', choice: word }
    }
    case 'duration':
      return readBounds(text, readDuration, false)
    case 'time': {
      const time = readTime(text, kind.direction)
      return time && { type: 'time', time }
    }
  }
}

const readNumber = (text: string): number | null => (/^-?\d{1,15}$/.test(text) ? Number(text) : null)

/** `>5`, `<=5`, `1..5` and, where `isExact`, `5`. */
function readBounds(text: string, read: (text: string) => number | null, isExact: boolean): Meaning | null {
  const [sign, rest] = splitComparison(text)
  const dots = rest.indexOf('..')
  if (sign === '' && dots >= 0) {
    const [from, to] = [read(rest.slice(0, dots)), read(rest.slice(dots + 2))]
    return from === null || to === null ? null : { type: 'bounds', bounds: { from, to: to + 1 } }
  }
  const number = read(rest)
  if (number === null || (sign === '' && !isExact)) return null
  const from = sign === '>' ? number + 1 : sign.startsWith('<') ? null : number
  const to = sign === '<' ? number : sign.startsWith('>') ? null : number + 1
  return { type: 'bounds', bounds: { from, to } }
}

function unknownValue({ name, value: kind, example }: FilterKey, value: Value): string {
  const text = shortened(textOf(value))
  switch (kind.type) {
    case 'choice': {
      const near = nearest(textOf(value), [...kind.choices, ...Object.keys(kind.aliases ?? {})])
      return `"${text}" is not a value of "${name}". ${near ? `Did you mean "${near}"?` : `Use ${kind.choices.join(', ')}.`}`
    }
    case 'number':
      return `"${text}" is not a number. Use a number, a comparison such as >1, or a range such as 1..5${kind.words ? `, or ${kind.words.join(' or ')}` : ''}.`
    case 'duration':
      return `"${text}" is not a comparison with a duration. Use one such as >5m, <2h or 1m..5m; units are ms, s, m, h, d and w.`
    case 'time':
      return `"${text}" is not a time. Use today, yesterday, 7d, >2h, a date such as 2026-11-24, a range of dates with "..", or "last tuesday".`
    case 'text':
    case 'name':
      return `Write a value, as in ${example}.`
  }
}

const shortened = (text: string): string => (text.length <= 60 ? text : `${text.slice(0, 60)}…`)
