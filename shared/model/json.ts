import * as z from 'zod'

/** Any JSON value. */
export type Json = string | number | boolean | null | Json[] | { [key: string]: Json }

/** Deeper than any person writes, but shallow enough to walk recursively. */
export const deepestJson = 200

type Unfit = { path: (string | number)[]; message: string }

/** Input may not have names with a special meaning, or be nested too deeply to process. */
export function unfitJson(whole: unknown): Unfit | null {
  const open: { value: unknown; path: (string | number)[] }[] = [{ value: whole, path: [] }]
  for (let next = open.pop(); next; next = open.pop()) {
    const { value, path } = next
    if (path.length > deepestJson)
      return { path: path.slice(0, 5), message: `is nested too deeply: at most ${deepestJson} levels` }
    if (typeof value !== 'object' || value === null) {
      if (isPlain(value)) continue
      return { path, message: 'cannot be written as JSON' }
    }
    const parent = Object.getPrototypeOf(value) as unknown
    if (!Array.isArray(value) && parent !== Object.prototype && parent !== null)
      return { path, message: 'cannot be written as JSON' }
    for (const key of Object.keys(value)) {
      if (key === '__proto__') return { path: [...path, key], message: 'is not allowed as a name' }
      open.push({ value: (value as Record<string, unknown>)[key], path: [...path, Array.isArray(value) ? Number(key) : key] })
    }
  }
  return null
}

const isPlain = (value: unknown): boolean =>
  value === null ||
  typeof value === 'string' ||
  typeof value === 'boolean' ||
  (typeof value === 'number' && Number.isFinite(value))

/** Too deep to serialize recursively. */
export function isTooDeep(whole: unknown): boolean {
  let level: unknown[] = [whole]
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > deepestJson) return true
    level = level.flatMap((value) => (typeof value === 'object' && value !== null ? Object.values(value) : []))
  }
  return false
}

function refuseUnfit(
  value: unknown,
  context: { addIssue(issue: { code: 'custom'; path: (string | number)[]; message: string }): void },
): void {
  const found = unfitJson(value)
  if (found) context.addIssue({ code: 'custom', ...found })
}

/** Accepted unchanged; values that are not JSON, or not safe to process, are refused with their path. */
export const JsonValue = z.unknown().superRefine(refuseUnfit) as unknown as z.ZodType<Json>

/** An object with unrestricted but safe names. */
export const jsonRecord = <K extends z.ZodType<string, string>>(name: K) =>
  z
    .unknown()
    .superRefine(refuseUnfit)
    .meta({ type: 'object', additionalProperties: {} })
    .pipe(z.record(name as unknown as z.ZodString, JsonValue))
