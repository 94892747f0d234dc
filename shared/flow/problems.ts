import type { core } from 'zod'
import { hookFields } from '../model/hook.ts'
import { nearest } from '../nearest.ts'
import { fieldsOfParam, paramProblem } from '../params/problem-words.ts'
import { error, type Path, type Problem } from '../problem.ts'
import { dialects, failureStrategies, knownFields, nodeKinds } from './definition.ts'
import { execTypes } from './node-parts.ts'

/** Words that a typo may stand for, by field. */
const words = new Map<string, readonly string[]>([
  ['kind', nodeKinds],
  ['exec_type', execTypes],
  ['failure_strategy', failureStrategies],
  ['dialect', dialects],
  ['parallel_mode', ['sequential', 'concurrent']],
  ['stdin_mode', ['none', 'json']],
  ['output_mode', ['text', 'json']],
])

/** The problems of the schema as sentences. An unknown word is named with the nearest known one. */
export function problemsOfSchema(issues: readonly core.$ZodIssue[], value: unknown): Problem[] {
  return issues.flatMap((issue) => {
    if (issue.path[0] === 'params' && issue.code !== 'unrecognized_keys')
      return [error(issue.path, paramProblem(issue, at(value, issue.path)))]
    if (issue.code === 'unrecognized_keys')
      return issue.keys.map((key) => error([...issue.path, key], unknownField(issue.path, key, value)))
    const field = String(issue.path.at(-1))
    const known = words.get(field)
    const found = at(value, issue.path)
    if (known && typeof found === 'string') return [error(issue.path, unknownWord(field, found, known))]
    if (issue.code === 'invalid_type' && found === undefined) return [error(issue.path, 'is missing')]
    if (issue.code === 'too_big' && issue.origin === 'string')
      return [error(issue.path, `has more than ${issue.maximum} characters`)]
    return [error(issue.path, issue.message)]
  })
}

function unknownField(path: Path, key: string, value: unknown): string {
  const known = path[0] === 'params' ? fieldsOfParam(at(value, path)) : fieldsAt(path)
  const meant = nearest(key, known)
  return `is not known here${meant ? `; did you mean "${meant}"?` : `; the fields are ${some(known)}`}`
}

const most = 12
/** The first of many. */
const some = (names: readonly string[]): string =>
  names.length > most ? `${names.slice(0, most).join(', ')} and ${names.length - most} more` : names.join(', ')

function unknownWord(field: string, word: string, known: readonly string[]): string {
  const meant = nearest(word, known)
  return `"${word}" is not a valid ${field.replaceAll('_', ' ')}: ${meant ? `did you mean "${meant}"?` : `use one of ${known.join(', ')}`}`
}

function fieldsAt(path: Path): string[] {
  const last = path.at(-1)
  const parent = path.at(-2)
  if (path[0] === 'hooks') return hookFields
  if (path.length === 0) return knownFields.definition
  if (parent === 'nodes') return knownFields.node
  if (parent === 'edges') return knownFields.edge
  if (parent === 'choice_cases') return knownFields.case
  if (typeof last === 'number') return knownFields.exec
  switch (last) {
    case 'script':
    case 'prep':
    case 'post':
    case 'retry':
    case 'request':
      return knownFields[last]
    default:
      return knownFields.graph
  }
}

function at(value: unknown, path: Path): unknown {
  let found = value
  for (const part of path) {
    if (typeof found !== 'object' || found === null) return undefined
    found = (found as Record<PropertyKey, unknown>)[part]
  }
  return found
}
