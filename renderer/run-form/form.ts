import type { Json } from '../../shared/model/json.ts'
import type { Params } from '../../shared/model/params.ts'
import { checkValues, isShown } from '../../shared/params/check-values.ts'
import type { Param } from '../../shared/params/param.ts'
import type { ParamSchema } from '../../shared/params/schema.ts'
import type { Problems } from '../ui/problems.ts'
import { sentenceCase } from '../ui/sentence-case.ts'
import { words } from './words.ts'

/** What the fields hold: text as it is typed, a switch, or the chosen options. */
export type Held = string | boolean | string[]
export type Form = Record<string, Held>

/** The fields with the values of an earlier run, where there are any and they still fit, else with the defaults. */
export const formOf = (schema: ParamSchema, earlier: Params = {}): Form =>
  Object.fromEntries(
    Object.entries(schema).map(([name, param]) => {
      const preset = 'default' in param ? param.default : undefined
      const value = param.type === 'secret' || !Object.hasOwn(earlier, name) ? preset : earlier[name]
      return [name, heldOf(param, value)]
    }),
  )

export function heldOf(param: Param, value: Json | undefined): Held {
  if (param.type === 'boolean') return value === true || value === 'true'
  if (param.type === 'enum' && param.multiple) return Array.isArray(value) ? value.map(String) : []
  if (value === undefined || value === null) return ''
  if (param.type === 'list') return Array.isArray(value) ? value.map(String).join('\n') : String(value)
  if (param.type === 'json') return JSON.stringify(value, null, 2)
  return typeof value === 'string' ? value : JSON.stringify(value)
}

/** `typed`: the values converted to the types of their parameters; invalid ones stay as they were entered. */
export type Checked = { values: Params; typed: Params; problems: Problems }

/** The values of the fields that are shown, or what is wrong with each. `kept`: secrets that have a value already. */
export function checkForm(schema: ParamSchema, form: Form, kept: readonly string[] = []): Checked {
  const problems: Problems = {}
  const given: Params = {}
  const known = Object.fromEntries(Object.entries(schema).filter(([name]) => !kept.includes(name)))
  for (const name of shownNames(known, form)) {
    const read = readHeld(schema[name] as Param, form[name] ?? '')
    if (read === null) problems[name] = invalidJson(String(form[name]))
    else if (read.value !== undefined) given[name] = read.value
  }
  const checked = checkValues(known, given)
  const typed = Object.fromEntries(Object.entries(given).map(([name, value]) => [name, checked.values[name] ?? value]))
  for (const [name, message] of Object.entries(checked.problems)) problems[name] ??= sentenceCase(message)
  return { values: given, typed, problems }
}

/** Undefined: the field is empty, so the default counts. Null: it holds what cannot be read. */
export function readHeld(param: Param, held: Held): { value: Json | undefined } | null {
  if (typeof held !== 'string') return { value: held }
  if (held === '') return { value: 'default' in param && param.default !== undefined && param.type === 'string' ? '' : undefined }
  if (param.type !== 'json') return { value: held }
  try {
    return { value: JSON.parse(held) as Json }
  } catch {
    return null
  }
}

export const invalidJson = (text: string): string => words.invalidJson(placeOf(text))

/** Where JSON stops being valid. */
function placeOf(text: string): string | null {
  try {
    JSON.parse(text)
    return null
  } catch (error) {
    const [, line, column] = /line (\d+) column (\d+)/.exec((error as Error).message) ?? []
    return line && column ? words.place(line, column) : null
  }
}

/** The parameters that the other values ask for, in the order of the form. */
export function shownNames(schema: ParamSchema, form: Form): string[] {
  const shown = (name: string): boolean => {
    const param = schema[name]
    return param !== undefined && isShown(param, (other) => (shown(other) ? form[other] : undefined))
  }
  return Object.keys(schema).filter(shown)
}

/** Names by their group; those without one come first. */
export function groupsOf(schema: ParamSchema, names: readonly string[]): [group: string, names: string[]][] {
  const groups = new Map<string, string[]>([['', []]])
  for (const name of names) {
    const group = schema[name]?.group ?? ''
    groups.set(group, [...(groups.get(group) ?? []), name])
  }
  return [...groups].filter(([, members]) => members.length > 0)
}
