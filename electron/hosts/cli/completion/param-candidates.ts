import type { Param } from '../../../../shared/params/param.ts'
import { optionOf } from '../../../../shared/params/read-options.ts'
import type { ParamSchema } from '../../../../shared/params/schema.ts'

type Candidate = { value: string; description: string }

/** The options of parameters, such as `--width`. */
export const paramCandidates = (schema: ParamSchema): Candidate[] =>
  Object.entries(schema).map(([name, param]) => ({ value: optionOf(name), description: aboutOf(name, param) }))

/** What `-p` completes: `width=`, and then the values. */
export function pairCandidates(schema: ParamSchema, word: string): Candidate[] {
  const at = word.indexOf('=')
  if (at === -1) return Object.entries(schema).map(([name, param]) => ({ value: `${name}=`, description: aboutOf(name, param) }))
  const name = word.slice(0, at)
  const param = Object.hasOwn(schema, name) ? schema[name] : undefined
  return param ? valuesOf(param).map((value) => ({ value: `${name}=${value}`, description: '' })) : []
}

/** The values after `--region`, or within `--region=`; null: the word is no value of a parameter. */
export function valueCandidates(schema: ParamSchema, before: string | undefined, word: string): Candidate[] | null {
  const inline = /^(--[^=]+)=/.exec(word)?.[1]
  const param = paramAt(schema, inline ?? before)
  if (!param || (inline === undefined && param.type === 'boolean')) return null
  return valuesOf(param).map((value) => ({ value: inline === undefined ? value : `${inline}=${value}`, description: '' }))
}

function paramAt(schema: ParamSchema, option: string | undefined): Param | undefined {
  const name = option && Object.keys(schema).find((each) => optionOf(each) === option || `--${each}` === option)
  return name ? schema[name] : undefined
}

const valuesOf = (param: Param): string[] =>
  param.type === 'enum' ? (param.options ?? []) : param.type === 'boolean' ? ['true', 'false'] : []

const aboutOf = (name: string, { title, description }: Param): string => description ?? title ?? name
