/** The items to show, and how many new ones in front of them wait. */
export type WithNew<T> = { shown: readonly T[]; waiting: number }

/**
 * Keeps the items in front of the first known one back. Whatever follows it is shown: another page of the list, and what
 * changed in the meantime.
 */
export function withoutNew<T>(items: readonly T[], keyOf: (item: T) => string, known: ReadonlySet<string>): WithNew<T> {
  const first = items.findIndex((item) => known.has(keyOf(item)))
  return first <= 0 ? { shown: items, waiting: 0 } : { shown: items.slice(first), waiting: first }
}
