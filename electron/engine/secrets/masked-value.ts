import { masked } from '../../runner/mask.ts'
import type { SecretFinder } from '../../runner/secret-finder.ts'

/** Far more levels than a result may have: what lies deeper is hidden unread, because it is refused in any case. */
const deepest = 1_000

/** A JSON value without secrets in its names, texts or numbers. */
export function maskedValue<T>(value: T, find: SecretFinder | null): T {
  return find ? (within(value, find, 0) as T) : value
}

function within(value: unknown, find: SecretFinder, depth: number): unknown {
  if (typeof value === 'string') return masked(value, find)
  if (typeof value === 'number') {
    const text = String(value)
    const clean = masked(text, find)
    return clean === text ? value : clean
  }
  if (typeof value !== 'object' || value === null) return value
  if (depth > deepest) return '***'
  if (Array.isArray(value)) return value.map((part) => within(part, find, depth + 1))
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [masked(name, find), within(part, find, depth + 1)]))
}
