import type { Json } from '../../../shared/model/json.ts'
import type { Params } from '../../../shared/model/params.ts'

/**
 * A secret parameter as it is stored: only an executor decrypts it. One that `moves` belongs to a flow or a pipeline, whose
 * data goes from node to node under other names.
 */
export type Sealed = { $sealed: string; moves?: true }

export const isSealed = (value: Json | undefined): value is Sealed =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && typeof value['$sealed'] === 'string'

/** The parameters with something else in place of each sealed one. */
export const withoutSeals = (params: Params, open: (sealed: Sealed, name: string) => Json): Params =>
  Object.values(params).some(isSealed)
    ? Object.fromEntries(Object.entries(params).map(([name, value]) => [name, isSealed(value) ? open(value, name) : value]))
    : params

/** The parameters of a run for people. */
export const shownParams = (params: Params): Params => shownValue(params)

/** Data of a run for people: the same value, unless it has sealed parts. */
export function shownValue<T>(value: T): T {
  if (typeof value !== 'object' || value === null) return value
  if (isSealed(value as Json)) return '***' as T
  const entries = Object.entries(value)
  const shown = entries.map(([name, part]): [string, unknown] => [name, shownValue(part as unknown)])
  if (shown.every(([, part], index) => part === entries[index]?.[1])) return value
  return (Array.isArray(value) ? shown.map(([, part]) => part) : Object.fromEntries(shown)) as T
}

const sealedText = /\{"\$sealed":"[A-Za-z0-9+/=]+","moves":true\}/g

/** A text with the secrets of its sealed parts: the secret itself where the text is nothing else, in JSON a string. */
export function withoutSealedText(text: string, open: (sealed: Sealed) => string): string {
  if (!text.includes('{"$sealed":"')) return text
  return text.replaceAll(sealedText, (found) => {
    const secret = open(JSON.parse(found) as Sealed)
    return found === text ? secret : JSON.stringify(secret)
  })
}
