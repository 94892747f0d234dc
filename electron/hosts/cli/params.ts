import { AppError } from '../../../shared/errors.ts'
import { Params } from '../../../shared/model/params.ts'
import { plainError } from '../../../shared/model/plain-error.ts'
import { invalidInput, sentencesOf } from './invalid-input.ts'

export type ParamOptions = { param?: string[]; params?: string }

/** The parameters of --params, replaced by those of each `-p NAME=VALUE`, which `read` reads. */
export function paramsOf({ param = [], params }: ParamOptions, read: (text: string) => unknown): Params {
  const given = params === undefined ? {} : readJson('--params', params)
  if (typeof given !== 'object' || given === null || Array.isArray(given))
    throw new AppError('invalid', 'Could not read --params: it must be a JSON object such as {"name": "value"}.')
  const pairs = param.map((pair) => {
    const at = pair.indexOf('=')
    if (at < 1) throw new AppError('invalid', `Could not read the parameter "${pair}": write it as NAME=VALUE.`)
    return [pair.slice(0, at), read(pair.slice(at + 1))] as const
  })
  const parsed = Params.safeParse({ ...given, ...Object.fromEntries(pairs) }, { error: plainError })
  if (parsed.success) return parsed.data
  throw invalidInput(
    'Could not read the parameters',
    sentencesOf(parsed.error.issues, (path) => `"${path.join('.')}"`),
  )
}

export const asText = (text: string): unknown => text

export function readJson(option: string, text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch (error) {
    throw new AppError('invalid', `Could not read ${option}: it is not valid JSON. ${(error as Error).message}.`)
  }
}
