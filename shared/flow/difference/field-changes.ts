import { canonicalText } from '../definition.ts'

/** A field that differs: its path, and what it says on either side. */
export type FieldChange = { path: string; before: unknown; after: unknown }

/** The differing values within two objects, with their paths. */
export function fieldChanges(before: unknown, after: unknown, path = ''): FieldChange[] {
  if (isSame(before, after)) return []
  if (!isObject(before) || !isObject(after)) return [{ path, before, after }]
  return [...new Set([...Object.keys(before), ...Object.keys(after)])]
    .sort()
    .flatMap((key) => fieldChanges(own(before, key), own(after, key), path === '' ? key : `${path}.${key}`))
}

export const changeText = ({ path, before, after }: FieldChange): string =>
  `${path}: ${shortValue(before)} → ${shortValue(after)}`

export function shortValue(value: unknown): string {
  if (value === undefined) return 'nothing'
  const text = canonicalText(value)
  return text.length > 120 ? `${text.slice(0, 119)}…` : text
}

/** A node may be called `constructor`. */
export const own = <T>(record: Readonly<Record<string, T>>, key: string): T | undefined =>
  Object.hasOwn(record, key) ? record[key] : undefined

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

export const isSame = (a: unknown, b: unknown): boolean => a === b || canonicalText(a) === canonicalText(b)
