import type * as z from 'zod'
import { AppError } from '../../../shared/errors.ts'
import { nearest } from '../../../shared/nearest.ts'

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
