import * as z from 'zod'

/** A field that differs between two versions, by its path such as `retry.maxAttempts`; null: it is not set. */
export const FieldChange = z.object({ field: z.string(), from: z.unknown(), to: z.unknown() })
export type FieldChange = { field: string; from: unknown; to: unknown }

/** What differs, field by field, in the order of the fields. An absent value is like an empty one. */
export function fieldChanges(from: unknown, to: unknown, field = ''): FieldChange[] {
  if (isRecord(from) && isRecord(to))
    return [...new Set([...Object.keys(from), ...Object.keys(to)])].flatMap((name) =>
      fieldChanges(from[name], to[name], field === '' ? name : `${field}.${name}`),
    )
  return plain(from) === plain(to) ? [] : [{ field, from: from ?? null, to: to ?? null }]
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const plain = (value: unknown): string => JSON.stringify(value === '' ? null : (value ?? null))
