import { AppError } from '../errors.ts'
import { jsonOrText } from '../json-or-text.ts'
import type { Json } from '../model/json.ts'
import type { Param } from './param.ts'
import { isBrokenJson } from './schema.ts'

/** Whether a command line may give it more than once. */
export const isRepeated = (param: Param): boolean => param.type === 'list' || (param.type === 'enum' && param.multiple === true)

/** A text of a command line as a value, after an earlier one for the same parameter. Throws invalid for broken JSON. */
export function withNext(name: string, param: Param, before: Json | undefined, text: string): Json {
  if (param.type === 'json' && isBrokenJson(text))
    throw new AppError('invalid', `Could not read the parameter "${name}": it must be valid JSON.`)
  if (param.type === 'json') return jsonOrText(text) as Json
  return isRepeated(param) && before !== undefined ? [before, text].flat() : text
}
