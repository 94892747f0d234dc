import type { Json } from '../../model/json.ts'

/** What a text says, in the order of its keys, which objects would change for keys like "1". */
export type Value = null | boolean | number | string | Value[] | Fields
export type Fields = Map<string, Value>

export const isFields = (value: unknown): value is Fields => value instanceof Map

/** Of a value as the parser gives it, or of JSON. */
export function toValue(given: unknown): Value {
  if (given instanceof Map) return new Map([...given].map(([key, value]) => [String(key), toValue(value)]))
  if (Array.isArray(given)) return given.map(toValue)
  if (typeof given === 'bigint') return Number(given)
  if (typeof given === 'object' && given !== null)
    return new Map(Object.entries(given).flatMap(([key, value]) => (value === undefined ? [] : [[key, toValue(value)] as const])))
  return (given ?? null) as Value
}

export function toJson(value: Value): Json {
  if (Array.isArray(value)) return value.map(toJson)
  return isFields(value) ? Object.fromEntries([...value].map(([key, part]) => [key, toJson(part)])) : value
}

/** Whatever the order of keys. */
export function isSame(a: Value | undefined, b: Value | undefined): boolean {
  if (a === b) return true
  if (Array.isArray(a)) return Array.isArray(b) && a.length === b.length && a.every((part, index) => isSame(part, b[index]))
  if (!isFields(a)) return Number.isNaN(a) && Number.isNaN(b)
  if (!isFields(b) || a.size !== b.size) return false
  for (const [key, part] of a) if (!b.has(key) || !isSame(part, b.get(key))) return false
  return true
}

export const fieldsOf = (value: Value | undefined): Fields => (isFields(value) ? value : new Map())
export const listOf = (value: Value | undefined): Value[] => (Array.isArray(value) ? value : [])
export const textOf = (value: Value | undefined): string => (typeof value === 'string' ? value : '')

/** What a changed value was made of, and which of its keys was renamed: so the place of each part in the text is known. */
const origins = new WeakMap<object, { from: object; renamed?: [string, string] }>()

function madeOf<T extends Fields | Value[]>(made: T, from: object, renamed?: [string, string]): T {
  origins.set(made, renamed ? { from, renamed } : { from })
  return made
}

/** The value itself, what it was made of, and so on. */
export function* originsOf(value: Value): Generator<object> {
  if (typeof value !== 'object' || value === null) return
  for (let at: object | undefined = value; at; at = origins.get(at)?.from) yield at
}

/** The keys of `was` that have other names in `want`. */
export function renamesBetween(was: Fields, want: Fields): Map<string, string> {
  const steps: [string, string][] = []
  for (const at of originsOf(want)) {
    if (at === was) break
    const renamed = origins.get(at)?.renamed
    if (renamed) steps.unshift(renamed)
  }
  const names = new Map<string, string>()
  for (const [old, young] of steps) {
    const first = [...names].find(([, now]) => now === old)?.[0] ?? old
    names.set(first, young)
  }
  return names
}

/** With another value, or without one; in the same place if the key is there. The given map stays as it is. */
export function withField(fields: Fields, key: string, value: Value | undefined): Fields {
  if (fields.get(key) === value && (value !== undefined || !fields.has(key))) return fields
  const changed = new Map(fields)
  if (value === undefined) changed.delete(key)
  else changed.set(key, value)
  return madeOf(changed, fields)
}

export const withKey = (fields: Fields, key: string, name: string): Fields =>
  madeOf(new Map([...fields].map(([each, value]) => [each === key ? name : each, value])), fields, [key, name])

/** With new fields after the given key; at the end where that is not there. */
export function insertAfter(fields: Fields, after: string | null, added: Iterable<[string, Value]>): Fields {
  const isAtEnd = after === null || !fields.has(after)
  const entries = [...fields].flatMap((entry): [string, Value][] => (entry[0] === after ? [entry, ...added] : [entry]))
  return madeOf(new Map(isAtEnd ? [...entries, ...added] : entries), fields)
}

export const insertFirst = (fields: Fields, key: string, value: Value): Fields =>
  madeOf(new Map([[key, value], ...fields]), fields)
