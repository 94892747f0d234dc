import type { core } from 'zod'
import { plainError } from '../model/plain-error.ts'
import { nearest } from '../nearest.ts'
import { Param, type ParamType, paramTypes } from './param.ts'

/** The fields of a parameter of that type; of an unknown one, those that every type has. */
export function fieldsOfParam(param: unknown): string[] {
  const type = typeof param === 'object' && param !== null ? (param as { type?: unknown }).type : undefined
  const option = Param.options.find(({ shape }) => shape.type.value === type) ?? Param.options[0]
  return Object.keys(option?.shape ?? {})
}

/** What is wrong with a schema at the place of an issue, in the words of a person. */
export function paramProblem(issue: core.$ZodIssue, found: unknown): string {
  const field = issue.path.at(-1)
  if (issue.path.length === 3 && field === 'type') {
    if (found === undefined) return `is missing; types are ${paramTypes.join(', ')}`
    const meant = typeof found === 'string' ? nearest(found, paramTypes as readonly ParamType[]) : null
    return `${JSON.stringify(found)} is not a type${meant ? `; did you mean "${meant}"?` : `; types are ${paramTypes.join(', ')}`}`
  }
  if (issue.path.length === 2 && issue.code === 'invalid_type') return 'must be an object such as { type: integer, default: 800 }'
  if (issue.code === 'invalid_key') return issue.issues[0]?.message ?? issue.message
  return (issue.code === 'custom' ? null : plainError({ ...issue, input: found } as core.$ZodRawIssue)) ?? issue.message
}
