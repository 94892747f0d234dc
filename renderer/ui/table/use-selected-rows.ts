import { useMemo, useState } from 'react'
import { allSelected, allToggled, extended, nothingSelected, type Selection, toggled } from './selection.ts'

export type SelectedRows = {
  /** Of the rows that are there. */
  keys: ReadonlySet<string>
  isAll: boolean
  /** How many of those that were selected the list no longer has. */
  missing: number
  toggle(key: string): void
  /** Selects all of these, or none of them if they are selected. */
  toggleAll(keys: readonly string[]): void
  /** Selects up to this row, from the start of the range or else from `from`. */
  extend(from: string, to: string): void
  selectAll(): void
  /** All that match, also what was not read yet. */
  selectMatching(): void
  clear(): void
}

/** The selected rows of a list. Another `scope`, such as another filter, starts with none. */
export function useSelectedRows(
  order: readonly string[],
  scope: string,
  hasMore: boolean,
  /** Those of rows, of which ranges are made: items of closed folders have none. */
  rows: readonly string[] = order,
): SelectedRows {
  const [state, setState] = useState<{ scope: string; selection: Selection }>({ scope, selection: nothingSelected })
  const selection = state.scope === scope ? state.selection : nothingSelected
  const set = (next: Selection) => setState({ scope, selection: next })
  const keys = useMemo(() => {
    if (selection.isAll) return new Set(order)
    return selection.keys.size === 0 ? selection.keys : new Set(order.filter((key) => selection.keys.has(key)))
  }, [selection, order])
  const current = { ...selection, keys }
  return {
    keys,
    isAll: selection.isAll && hasMore,
    missing: selection.isAll ? 0 : selection.keys.size - keys.size,
    toggle: (key) => set(toggled(current, key)),
    toggleAll: (those) => set(allToggled(current, those)),
    extend: (from, to) => set(extended(current, rows, from, to)),
    selectAll: () => set(allSelected(current, order, hasMore)),
    selectMatching: () => set({ ...allSelected(current, order, hasMore), isAll: hasMore }),
    clear: () => set(nothingSelected),
  }
}
