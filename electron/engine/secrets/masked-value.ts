import { masked } from '../../runner/mask.ts'

/** What JSON can say, without secrets in its names, its texts or its numbers. */
export function maskedValue<T>(value: T, patterns: readonly Buffer[]): T {
  return patterns.length === 0 ? value : (within(value, patterns) as T)
}

function within(value: unknown, patterns: readonly Buffer[]): unknown {
  if (typeof value === 'string') return masked(value, patterns)
  if (typeof value === 'number') {
    const text = String(value)
    const clean = masked(text, patterns)
    return clean === text ? value : clean
  }
  if (Array.isArray(value)) return value.map((part) => within(part, patterns))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [masked(name, patterns), within(part, patterns)]))
}
