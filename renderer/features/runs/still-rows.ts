import { heldRows } from '../../ui/held-rows.ts'

/** The rows that a person sees, in their places, also those that the list no longer has; further ones of the list follow. */
export function stillRows<T>(shown: readonly T[], items: T[], keyOf: (item: T) => string): T[] {
  const before = shown.map((item) => ({ item, isGone: false }))
  const known = new Set(shown.map(keyOf))
  const last = items.findLastIndex((item) => known.has(keyOf(item)))
  const further = last < 0 ? [] : items.slice(last + 1)
  return [...heldRows(before, items, keyOf, []).map(({ item }) => item), ...further]
}
