import type { Json } from '../model/json.ts'
import { nearest } from '../nearest.ts'
import type { Param } from './param.ts'
import type { ParamSchema } from './schema.ts'
import { readValue } from './value.ts'

/** The values of a run, or what is wrong with each that is; a problem follows the name of its parameter in a sentence. */
export type CheckedValues = { values: Record<string, Json>; problems: Record<string, string> }

export const isRequired = 'is required'

/** Reads what was given by the rules of the parameters, with their defaults where nothing was. */
export function checkValues(schema: ParamSchema, given: Readonly<Record<string, Json>>): CheckedValues {
  const problems: Record<string, string> = {}
  const read = new Map<string, Json | undefined>()
  const resolved = (name: string): Json | undefined => {
    if (read.has(name)) return read.get(name)
    // The checks of a schema refuse parameters that depend on each other in a circle; this ends the walk in any case.
    read.set(name, undefined)
    const param = ownOf(schema, name)
    const value = param && isShown(param, resolved) ? valueOrDefault(param, ownOf(given, name), name, problems) : undefined
    read.set(name, value)
    return value
  }
  for (const name of Object.keys(given)) if (!Object.hasOwn(schema, name)) problems[name] = unknown(name, schema)
  const values: Record<string, Json> = {}
  for (const [name, param] of Object.entries(schema)) {
    const value = resolved(name)
    if (value !== undefined) values[name] = value
    else if (isGiven(ownOf(given, name)) && !isShown(param, resolved)) problems[name] ??= unused(param)
  }
  return { values, problems }
}

const ownOf = <T>(record: Readonly<Record<string, T>>, name: string): T | undefined =>
  Object.hasOwn(record, name) ? record[name] : undefined

const isGiven = (value: Json | undefined): boolean => value !== undefined && value !== null && value !== ''

function valueOrDefault(param: Param, given: Json | undefined, name: string, problems: Record<string, string>): Json | undefined {
  const preset = 'default' in param ? param.default : undefined
  const read = readValue(param, given === undefined || given === null ? preset : given)
  if ('problem' in read) {
    problems[name] = read.problem
    return undefined
  }
  const value = 'none' in read ? undefined : read.value
  const isEmpty = value === undefined || value === '' || (Array.isArray(value) && value.length === 0 && param.type !== 'json')
  if (param.required && isEmpty) {
    problems[name] = isRequired
    return undefined
  }
  return value
}

/** Whether the other parameters have the values that this one asks for. */
export function isShown(param: Param, resolved: (name: string) => Json | undefined): boolean {
  return Object.entries(param['show-if'] ?? {}).every(([name, wanted]) => {
    const value = resolved(name)
    const choices = Array.isArray(wanted) ? wanted : [wanted]
    const values = Array.isArray(value) ? value : [value]
    return values.some((one) => choices.some((choice) => String(choice) === String(one)))
  })
}

const unused = (param: Param): string =>
  `is used only with ${Object.entries(param['show-if'] ?? {})
    .map(([name, wanted]) => `${name}=${[wanted].flat().join(' or ')}`)
    .join(' and ')}`

function unknown(name: string, schema: ParamSchema): string {
  const meant = nearest(name, Object.keys(schema))
  return `is not a parameter${meant === null ? '' : `; did you mean "${meant}"?`}`
}
