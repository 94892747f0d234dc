import type * as z from 'zod'
import { duration } from '../duration.ts'
import { nearest } from '../nearest.ts'

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
      return chosenBy(issue) ?? unionText(issue.input, [...new Set(issue.errors.flatMap(expectedIn))])
    case 'not_multiple_of':
      return 'must be a whole number'
    case 'invalid_key':
      return issue.issues[0]?.message
    case 'invalid_format':
      return 'is not valid'
    case 'unrecognized_keys':
      return unknownKeys(issue)
    default:
      return undefined
  }
}

const expectedIn = (issues: z.core.$ZodIssue[]): string[] => {
  const [first] = issues
  return first?.path.length === 0 && first.code === 'invalid_type' ? [nouns[first.expected] ?? first.expected] : []
}

const unionText = (input: unknown, expected: string[]): string =>
  input === undefined ? 'is missing' : expected.length === 0 ? 'is not valid' : `must be ${choiceOf(expected)}`

/** A union whose member is named by one of its fields, such as the type of a parameter. */
function chosenBy({ note, discriminator: field, options, input }: Unions): string | null {
  if (note === undefined || field === undefined || !options) return null
  const known = options.map(String)
  const found = typeof input === 'object' && input !== null ? (input as Record<string, unknown>)[field] : undefined
  if (found === undefined) return `is missing: name one of ${known.join(', ')}`
  const meant = typeof found === 'string' ? nearest(found, known) : null
  return `${JSON.stringify(found)} is not a valid ${field}${meant ? `; did you mean "${meant}"?` : `: use one of ${known.join(', ')}`}`
}

type Unions = {
  note?: string | undefined
  discriminator?: string | undefined
  options?: readonly unknown[] | undefined
  input?: unknown
}

function unknownKeys({ keys, inst }: { keys: readonly string[]; inst?: unknown }): string {
  const { shape = {} } = (inst as { _zod?: { def?: { shape?: object } } } | undefined)?._zod?.def ?? {}
  const [only] = keys
  const meant = keys.length === 1 && only !== undefined ? nearest(only, Object.keys(shape)) : null
  const named = `has the unknown ${keys.length === 1 ? 'key' : 'keys'} ${keys.map((key) => `"${key}"`).join(', ')}`
  return `${named}${meant === null ? '' : `; did you mean "${meant}"?`}`
}

const choiceOf = (words: string[]): string =>
  words.length < 2 ? (words[0] ?? '') : `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`

/** Fields in milliseconds end in `Ms`; a person wrote them in another unit. */
function sizeText({ origin, path }: { origin: string; path?: PropertyKey[] | undefined }, bound: string, size: number): string {
  if (String(path?.at(-1)).endsWith('Ms')) return `be ${bound} ${duration(size)}`
  const count = size.toLocaleString('en')
  if (origin === 'string') return `have ${bound} ${count} ${size === 1 ? 'character' : 'characters'}`
  if (origin === 'array') return `have ${bound} ${count} ${size === 1 ? 'entry' : 'entries'}`
  return `be ${bound} ${count}`
}
