import type { Json } from '../../../shared/flow/reference.ts'
import type { functionNames } from '../../../shared/model/builtin-names.ts'
import { TaskFailure } from './in-process.ts'

type Params = Record<string, Json>

const numberOr = (value: Json | undefined, other: number): number => (typeof value === 'number' ? value : other)

/** Functions that nodes of a flow can call without a worker, as in PocketFlow's examples. */
export const functions: Record<(typeof functionNames)[number], (input: Json, params: Params) => Json> = {
  transform(input, params) {
    if (typeof input === 'number') return input * numberOr(params['mul'], 1)
    if (typeof input !== 'string') throw wrong('transform', 'a number or a text', input)
    if (params['op'] === 'upper') return input.toUpperCase()
    if (params['op'] === 'lower') return input.toLowerCase()
    throw new TaskFailure('error', '"transform" of a text needs the parameter "op": "upper" or "lower".')
  },
  sum(input) {
    if (!Array.isArray(input)) throw wrong('sum', 'a list', input)
    return input.reduce<number>((sum, item) => sum + asNumber(item), 0)
  },
  route: (_, { action }) => ({ action: typeof action === 'string' && action !== '' ? action : 'goB' }),
  mul: (input, params) => numberOr(input, 0) * numberOr(params['mul'], 1),
  upper(input, params) {
    const text = typeof input === 'string' ? input : params['text']
    if (typeof text !== 'string') throw wrong('upper', 'a text', input)
    return text.toUpperCase()
  },
  log_result: (input) => input,
}

/** A value that is not a number counts as zero. */
function asNumber(item: Json): number {
  const value = typeof item === 'string' && item.trim() !== '' ? Number(item) : item
  return typeof value === 'number' && Number.isFinite(value) ? value : 0
}

function wrong(name: string, wanted: string, input: Json): TaskFailure {
  const text = JSON.stringify(input) ?? 'nothing'
  return new TaskFailure('error', `"${name}" needs ${wanted}, but got ${text.length > 100 ? `${text.slice(0, 99)}…` : text}.`)
}
