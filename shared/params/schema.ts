import type * as z from 'zod'
import { jsonOrText } from '../json-or-text.ts'
import { limits } from '../model/limits.ts'
import { Param, recordOfParams } from './param.ts'
import { patternOf } from './pattern.ts'
import { readValue } from './value.ts'
import { variableOf } from './variable.ts'

type Place = (string | number)[]
type Report = (path: Place, message: string) => void

/** The parameters of a definition by name, in the order of its form. Their rules fit together. */
export const ParamSchema = recordOfParams(Param)
  .refine((schema) => Object.keys(schema).length <= limits.params, `must have at most ${limits.params} parameters`)
  .superRefine((schema, context) => {
    const report: Report = (path, message) => context.addIssue({ code: 'custom', path, message })
    for (const [name, param] of Object.entries(schema)) checkParam(name, param, schema, report)
    checkVariables(schema, report)
  })

/** Of a flow or a pipeline, which has no environment in which a command could print options. */
export const PlainParamSchema = ParamSchema.superRefine((schema, context) => {
  for (const [name, param] of Object.entries(schema))
    if (param.type === 'enum' && param['options-from'] !== undefined)
      context.addIssue({
        code: 'custom',
        path: [name, 'options-from'],
        message: 'is for jobs, in whose environment the command runs',
      })
})

export type ParamSchema = z.infer<typeof ParamSchema>

function checkParam(name: string, param: Param, schema: ParamSchema, report: Report): void {
  if ('min' in param && 'max' in param && param.min !== undefined && param.max !== undefined && param.min > param.max)
    report([name, 'min'], 'must not exceed max')
  if (param.type === 'enum' && (param.options === undefined) === (param['options-from'] === undefined))
    report([name, 'options'], 'must be given, or options-from, but not both')
  if ('pattern' in param && param.pattern !== undefined) {
    const problem = patternProblem(param.pattern)
    if (problem !== null) return report([name, 'pattern'], problem)
  }
  const hasChoices = param.type !== 'enum' || param.options !== undefined || param['options-from'] !== undefined
  if ('default' in param && param.default !== undefined && hasChoices) {
    const read = readValue(param, param.default)
    if ('problem' in read) report([name, 'default'], read.problem)
    else if (param.type === 'json' && isBrokenJson(param.default)) report([name, 'default'], 'must be valid JSON')
  }
  for (const other of Object.keys(param['show-if'] ?? {})) {
    if (!Object.hasOwn(schema, other)) report([name, 'show-if', other], 'is not a parameter')
    else if (schema[other]?.type === 'secret') report([name, 'show-if', other], 'is a secret, on which nothing may depend')
    else if (leadsTo(other, name, schema)) report([name, 'show-if', other], 'depends on this parameter itself')
  }
}

/** Text that was meant as an object or a list, and would be a mere text to the script. */
export const isBrokenJson = (value: unknown): value is string =>
  typeof value === 'string' && /^\s*[{[]/.test(value) && typeof jsonOrText(value) === 'string'

/** Patterns run in linear time, so they cannot look around or refer back. */
function patternProblem(source: string): string | null {
  try {
    patternOf(source)
    return null
  } catch (error) {
    const reason = (error as Error).message.replace(/^error parsing regexp: /, '')
    return /\(\?[=!<]|\\[1-9]/.test(source)
      ? 'uses a lookaround or a back reference, which patterns of parameters do not support'
      : `is not a valid pattern: ${reason}`
  }
}

function leadsTo(from: string, to: string, schema: ParamSchema, seen = new Set<string>()): boolean {
  if (from === to) return true
  if (seen.has(from)) return false
  seen.add(from)
  return Object.keys(schema[from]?.['show-if'] ?? {}).some((name) => leadsTo(name, to, schema, seen))
}

function checkVariables(schema: ParamSchema, report: Report): void {
  const owners = new Map<string, string>()
  for (const name of Object.keys(schema)) {
    const variable = variableOf(name)
    const other = owners.get(variable)
    if (other !== undefined) report([name], `has the same variable as "${other}": ${variable}`)
    owners.set(variable, name)
  }
}
