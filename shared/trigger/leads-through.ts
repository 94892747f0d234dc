/** One place in a pattern: it takes one item, or, where it is `many`, any number of them. */
export type Place<Item> = { many: boolean; fits: (item: Item) => boolean }

/**
 * Whether items match all elements of a pattern, in order. All alternatives are followed at once: each item is compared with
 * each element at most once.
 */
export function leadsThrough<Item>(places: Place<Item>[], items: readonly Item[]): boolean {
  let reached: number[] = []
  reach(places, reached, 0)
  for (const item of items) {
    const before = reached
    reached = []
    for (const at of before) {
      const place = places[at]
      if (place?.fits(item)) reach(places, reached, place.many ? at : at + 1)
    }
    if (reached.length === 0) return false
  }
  return reached.at(-1) === places.length
}

/** Adds a place, and those behind it for as long as one takes any number of items, which may be none. Each once, in order. */
function reach<Item>(places: Place<Item>[], reached: number[], from: number): void {
  if (from <= (reached.at(-1) ?? -1)) return
  let at = from
  reached.push(at)
  while (places[at]?.many) reached.push(++at)
}
