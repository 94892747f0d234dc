/** Which rows are selected, by their keys. */
export type Selection = {
  keys: ReadonlySet<string>
  /** Everything that matches the filter is selected, including what was not read yet. */
  isAll: boolean
  /** Where a range starts, and what was selected before it. */
  anchor: string | null
  before: ReadonlySet<string>
}

export const nothingSelected: Selection = { keys: new Set(), isAll: false, anchor: null, before: new Set() }

/** With the row selected, or not selected if it was. The next range starts at it. */
export function toggled({ keys }: Selection, key: string): Selection {
  const next = new Set(keys)
  if (!next.delete(key)) next.add(key)
  return { keys: next, isAll: false, anchor: key, before: next }
}

/** With the range from its start to this row in place of the range before. Without a start it is `from`. */
export function extended(selection: Selection, order: readonly string[], from: string, to: string): Selection {
  const start = selection.anchor !== null && order.includes(selection.anchor) ? selection.anchor : from
  const [first = 0, last = 0] = [order.indexOf(start), order.indexOf(to)].sort((a, b) => a - b)
  const before = selection.anchor === null ? selection.keys : selection.before
  return { keys: new Set([...before, ...order.slice(first, last + 1)]), isAll: false, anchor: start, before }
}

/** All rows that were read; if they are selected already, all that match, provided there are more. */
export function allSelected({ keys }: Selection, order: readonly string[], hasMore: boolean): Selection {
  const isAll = hasMore && order.every((key) => keys.has(key))
  return { keys: new Set(order), isAll, anchor: null, before: new Set() }
}

/** With all of these; without them if they are selected already. */
export function allToggled({ keys }: Selection, those: readonly string[]): Selection {
  const others = [...keys].filter((key) => !those.includes(key))
  const next = new Set(those.every((key) => keys.has(key)) ? others : [...others, ...those])
  return { keys: next, isAll: false, anchor: null, before: next }
}
