import { AppError } from '../../../shared/errors.ts'
import type { Json } from '../../../shared/model/json.ts'
import { Params } from '../../../shared/model/params.ts'
import { plainError } from '../../../shared/model/plain-error.ts'
import type { ParamSchema } from '../../../shared/params/schema.ts'
import { withNext } from '../../../shared/params/text-values.ts'
import { invalidInput, sentencesOf } from './invalid-input.ts'

export type ParamOptions = { param?: string[]; params?: string }

/** The parameters of --params, replaced by those of each `-p NAME=VALUE`; `others` reads those that are not in the schema. */
export function paramsOf({ param = [], params }: ParamOptions, schema: ParamSchema, others: (text: string) => unknown): Params {
  const given = params === undefined ? {} : readJson('--params', params)
  if (typeof given !== 'object' || given === null || Array.isArray(given))
    throw new AppError('invalid', 'Could not read --params: it must be a JSON object such as {"name": "value"}.')
  const values = new Map<string, unknown>()
  for (const pair of param) {
    const at = pair.indexOf('=')
    if (at < 1) throw new AppError('invalid', `Could not read the parameter "${pair}": write it as NAME=VALUE.`)
    const [name, text] = [pair.slice(0, at), pair.slice(at + 1)]
    const known = Object.hasOwn(schema, name) ? schema[name] : undefined
    values.set(name, known ? withNext(name, known, values.get(name) as Json | undefined, text) : others(text))
  }
  const parsed = Params.safeParse({ ...given, ...Object.fromEntries(values) }, { error: plainError })
  if (parsed.success) return parsed.data
  throw invalidInput(
    'Could not read the parameters',
    sentencesOf(parsed.error.issues, (path) => `"${path.join('.')}"`),
  )
}

export function readJson(option: string, text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch (error) {
    throw new AppError('invalid', `Could not read ${option}: it is not valid JSON. ${(error as Error).message}.`)
  }
}
