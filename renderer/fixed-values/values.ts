import type { Json } from '../../shared/model/json.ts'
import type { Params } from '../../shared/model/params.ts'
import { stateKeyIn } from '../../shared/model/state.ts'
import { checkValues } from '../../shared/params/check-values.ts'
import type { Param } from '../../shared/params/param.ts'
import type { ParamSchema } from '../../shared/params/schema.ts'
import { type Held, heldOf, invalidJson, readHeld } from '../run-form/form.ts'
import type { Problems } from '../ui/problems.ts'
import { sentenceCase } from '../ui/sentence-case.ts'

/** What an event says, by the parameters that it fills by itself and by all that can be referred to. */
export type EventFacts = { fills: readonly string[]; names: readonly string[]; isOpen: boolean }

/** A value that stands for a fact about the event, or for a key of the state. */
export const isReference = (value: Json | undefined): value is string =>
  typeof value === 'string' && /^\$(event|state)\./.test(value)

/** What a value can refer to: facts about the event, and keys of the state. */
export const referencesOf = (facts: EventFacts | null, state: readonly string[]): string[] => [
  ...(facts?.names.map((name) => `$event.${name}`) ?? []),
  ...state,
]

/** What has the same name, the part of the result that has it, or the first that there is. */
export function likelyReference(name: string, references: readonly string[]): string {
  const [same] = [`$event.${name}`, `$state.${name}`].filter((each) => references.includes(each))
  return same ?? (references.includes('$event.result') ? `$event.result.${name}` : (references[0] ?? `$state.${name}`))
}

/** Without a value of its own, a parameter has its default. */
export const heldFrom = (param: Param, value: Json | undefined): Held =>
  param.type === 'boolean' ? (value === undefined ? '' : String(value === true || value === 'true')) : heldOf(param, value)

/** Undefined: no value. Null: not readable yet. */
export function valueFrom(param: Param, held: Held): { value: Json | undefined } | null {
  if (param.type === 'boolean') return { value: held === '' ? undefined : held === 'true' }
  if (Array.isArray(held)) return { value: held.length === 0 ? undefined : held }
  if (held === '') return { value: undefined }
  if (param.type === 'list')
    return {
      value: String(held)
        .split('\n')
        .filter((line) => line !== ''),
    }
  const read = readHeld(param, held)
  const isNumber = (param.type === 'integer' || param.type === 'number') && Number.isFinite(Number(held))
  return read && isNumber ? { value: Number(held) } : read
}

/**
 * Where the text of a value is kept that is not JSON yet; of all values: with an empty name. It is no name of a parameter, so
 * that nothing is saved until the text can be read.
 */
export const unreadName = (name: string): string => `?${name}`

/** The values with that of a parameter, or with the text that cannot be read. */
export function withValue(values: Params, name: string, read: { value: Json | undefined } | { text: string }): Params {
  const { [name]: _, [unreadName(name)]: __, ...rest } = values
  if ('text' in read) return { ...rest, [unreadName(name)]: read.text }
  return read.value === undefined ? rest : { ...rest, [name]: read.value }
}

/** With which parameters a run could not start, and why. What an event brings is known only when it happens. */
export function missingValues(schema: ParamSchema, values: Params, facts: EventFacts | null): Problems {
  const isLater = (name: string): boolean =>
    stateKeyIn(values[name]) !== null || (facts !== null && (facts.fills.includes(name) || isReference(values[name])))
  const dependsOnLater = (param: Param): boolean => Object.keys(param['show-if'] ?? {}).some(isLater)
  const known = Object.entries(schema).filter(([name, param]) => !isLater(name) && !dependsOnLater(param))
  const given = Object.entries(values)
    .filter(([name]) => !name.startsWith(unreadName('')))
    .filter(([name]) => known.some(([other]) => other === name) || !Object.hasOwn(schema, name))
  const unread = Object.keys(schema).filter((name) => Object.hasOwn(values, unreadName(name)))
  const { problems } = checkValues(Object.fromEntries(known), Object.fromEntries(given))
  for (const name of unread) problems[name] = invalidJson(String(values[unreadName(name)]))
  // The query and the body of a webhook may fill any parameter.
  const isGiven = ([name]: [string, string]): boolean => !facts?.isOpen || Object.hasOwn(values, name) || unread.includes(name)
  return Object.fromEntries(
    Object.entries(problems)
      .filter(isGiven)
      .map(([name, problem]) => [name, sentenceCase(problem)]),
  )
}
