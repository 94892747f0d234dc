import type * as z from 'zod'
import { duration } from '../../../shared/duration.ts'
import { AppError } from '../../../shared/errors.ts'
import { nearest } from '../../../shared/nearest.ts'

type RawIssue = z.core.$ZodRawIssue

const nouns: Record<string, string> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'a group of keys',
  record: 'a group of keys',
  tuple: 'a list',
}

/** Messages where a schema has none of its own. They continue a sentence that starts with the name of a field. */
export function plainError(issue: RawIssue): string | undefined {
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined ? 'is missing' : `must be ${nouns[issue.expected] ?? issue.expected}`
    case 'invalid_value':
      return `must be ${choiceOf(issue.values.map(String))}`
    case 'too_small':
      return `must ${sizeText(issue, issue.inclusive ? 'at least' : 'more than', Number(issue.minimum))}`
    case 'too_big':
      return `must ${sizeText(issue, issue.inclusive ? 'at most' : 'less than', Number(issue.maximum))}`
    case 'invalid_union':
      return `must be ${choiceOf([...new Set(issue.errors.flatMap(expectedIn))])}`
    case 'not_multiple_of':
      return 'must be a whole number'
    case 'invalid_format':
      return 'is not valid'
    default:
      return undefined
  }
}

const expectedIn = (issues: z.core.$ZodIssue[]): string[] => {
  const [first] = issues
  return first?.path.length === 0 && first.code === 'invalid_type' ? [nouns[first.expected] ?? first.expected] : []
}

const choiceOf = (words: string[]): string =>
  words.length < 2 ? (words[0] ?? 'something else') : `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`

/** Fields in milliseconds end in `Ms`; a person wrote them in another unit. */
function sizeText({ origin, path }: { origin: string; path?: PropertyKey[] | undefined }, bound: string, size: number): string {
  if (String(path?.at(-1)).endsWith('Ms')) return `be ${bound} ${duration(size)}`
  const count = size.toLocaleString('en')
  if (origin === 'string') return `have ${bound} ${count} ${size === 1 ? 'character' : 'characters'}`
  if (origin === 'array') return `have ${bound} ${count} ${size === 1 ? 'entry' : 'entries'}`
  return `be ${bound} ${count}`
}

type NameOf = (path: readonly PropertyKey[]) => string

/** One sentence for each issue. `nameOf` says how the person wrote a field. */
export const sentencesOf = (issues: readonly z.core.$ZodIssue[], nameOf: NameOf, known: readonly string[] = []): string[] =>
  issues.flatMap((issue) =>
    issue.code === 'unrecognized_keys'
      ? issue.keys.map((key) => unknownKeyText(nameOf([...issue.path, key]), key, known))
      : [sentence(nameOf(issue.path), innermost(issue))],
  )

/** The issue of an invalid key is inside it. */
const innermost = (issue: z.core.$ZodIssue): string =>
  issue.code === 'invalid_key' ? (issue.issues[0]?.message ?? issue.message) : issue.message

function unknownKeyText(name: string, key: string, known: readonly string[]): string {
  const meant = nearest(key, known)
  return `${name} is not a known key.${meant === null ? '' : ` Did you mean "${meant}"?`}`
}

/** A message that is a sentence of its own needs no name in front. */
const sentence = (name: string, message: string): string => {
  const text = /^[A-Z"]/.test(message) || name === '' ? message : `${name} ${message}`
  return /[.?!]$/.test(text) ? text : `${text}.`
}

/** Such as `Could not read job.yaml: "timeout" must be a number.` Several sentences get a line each. */
export function invalidInput(what: string, sentences: string[], next?: string): AppError {
  const list = sentences.length === 1 ? ` ${sentences[0]}` : `\n${sentences.map((each) => `  ${each}`).join('\n')}`
  const hint = next === undefined ? '' : `${sentences.length === 1 ? ' ' : '\n'}${next}`
  return new AppError('invalid', `${what}:${list}${hint}`)
}

/** The option or key that a person wrote for a path of a schema; longer paths are named by their beginning. */
export function namesOf(names: Record<string, string>): NameOf {
  return (path) => {
    for (let length = path.length; length > 0; length--) {
      const name = names[path.slice(0, length).join('.')]
      if (name !== undefined) return [name, ...path.slice(length).map((part) => `"${String(part)}"`)].join(' ')
    }
    return path.length === 0 ? '' : `"${path.join('.')}"`
  }
}
