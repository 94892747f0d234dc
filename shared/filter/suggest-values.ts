import type { FilterKey } from './keys.ts'
import type { Facts } from './match-facts.ts'

export type SuggestedValue = { value: string; count: number }

const suggestedMost = 20

/** The values of a key that contain a text: those that many items have come first, and those that start with it before others. */
export function suggestValues(key: FilterKey, items: Iterable<Facts['values']>, text: string): SuggestedValue[] {
  const counts = new Map<string, number>(choicesOf(key).map((choice) => [choice, 0]))
  for (const values of items)
    for (const value of values[key.name] ?? [])
      if (value !== null) counts.set(String(value), (counts.get(String(value)) ?? 0) + 1)
  const lower = text.toLowerCase()
  const later = (value: string): number => Number(!value.toLowerCase().startsWith(lower))
  return [...counts]
    .map(([value, count]) => ({ value, count }))
    .filter(({ value }) => value.toLowerCase().includes(lower))
    .sort((a, b) => later(a.value) - later(b.value) || b.count - a.count)
    .slice(0, suggestedMost)
}

function choicesOf({ value }: FilterKey): readonly string[] {
  if (value.type === 'choice') return value.choices
  return value.type === 'number' ? (value.words ?? []) : []
}
