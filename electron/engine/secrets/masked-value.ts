import { masked } from '../../runner/mask.ts'
import type { SecretFinder } from '../../runner/secret-finder.ts'

/** A JSON value without secrets in its names, texts or numbers. */
export function maskedValue<T>(value: T, find: SecretFinder | null): T {
  return find ? (within(value, find) as T) : value
}

function within(value: unknown, find: SecretFinder): unknown {
  if (typeof value === 'string') return masked(value, find)
  if (typeof value === 'number') {
    const text = String(value)
    const clean = masked(text, find)
    return clean === text ? value : clean
  }
  if (Array.isArray(value)) return value.map((part) => within(part, find))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [masked(name, find), within(part, find)]))
}
