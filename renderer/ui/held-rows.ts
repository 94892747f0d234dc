/** `isGone`: the list no longer has it, and it is shown until the pointer leaves. */
export type HeldRow<T> = { item: T; isGone: boolean }

/** The rows from before the pointer came, with their newest contents. */
export function heldRows<T>(
  before: HeldRow<T>[],
  items: T[],
  keyOf: (item: T) => string,
  dropped: readonly string[],
): HeldRow<T>[] {
  const newest = new Map(items.map((item) => [keyOf(item), item]))
  return before.flatMap(({ item }) => {
    const key = keyOf(item)
    if (dropped.includes(key)) return []
    const now = newest.get(key)
    return { item: now ?? item, isGone: now === undefined }
  })
}
