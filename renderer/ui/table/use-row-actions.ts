import { useState } from 'react'
import { usePageActions } from '../page-actions.ts'
import { type Action, nameWith } from './action.ts'
import type { TableProps } from './table-props.ts'
import type { Cursor } from './use-cursor.ts'
import type { PeekedRow } from './use-peeked-row.ts'
import type { SelectedRows } from './use-selected-rows.ts'
import { withPeek, withRename } from './with-usual.ts'
import { words } from './words.ts'

type Props<T> = Pick<TableProps<T>, 'actionsOf' | 'bulkOf' | 'rename' | 'peek' | 'nameOf' | 'nouns' | 'keyOf'> & {
  /** Those of closed folders, too. */
  all: readonly T[]
  ordered: readonly (T | undefined)[]
  /** What can be done with the folder of a row; null: it has none. */
  ofFolder(index: number): Action[] | null
  order: readonly string[]
  cursor: Cursor
  selected: SelectedRows
  peeked: PeekedRow
}

/** What can be done with each row and with the selected ones; the palette offers it for what is in focus. */
export function useRowActions<T>(props: Props<T>) {
  const { actionsOf, bulkOf, rename, peek, nameOf, nouns, keyOf, all, ordered, order, cursor, selected, peeked } = props
  const [renaming, setRenaming] = useState<string | null>(null)
  const chosen = selected.keys.size === 0 ? [] : all.filter((item) => selected.keys.has(keyOf(item)))
  const bulk = bulkOf && chosen.length > 0 ? bulkOf(chosen, selected.isAll) : []

  const ofRow = (index: number): Action[] => {
    const item = ordered[index]
    const folder = props.ofFolder(index)
    if (folder !== null) return withRename(folder, () => setRenaming(order[index] ?? null))
    if (item === undefined || !actionsOf) return []
    const own = actionsOf(item)
    const actions = peek ? withPeek(own, nameOf(item), peeked.isOpen, () => peeked.toggle(index)) : own
    return rename ? withRename(actions, () => setRenaming(order[index] ?? null)) : actions
  }
  const current = ofRow(cursor.index)
  const item = ordered[cursor.index]
  usePageActions(
    bulk.length > 0
      ? bulk.map((action) => ({ ...action, name: nameWith(action, words.selectedOf(chosen.length, nouns)) }))
      : item === undefined
        ? []
        : current
            .filter(({ refusal }) => refusal === undefined)
            .map((action) => ({ ...action, name: nameWith(action, nameOf(item)) })),
  )
  return {
    ofRow,
    bulk,
    /** With the selected rows if there are several and this is one of them. */
    ofMenu: (key: string): Action[] =>
      bulk.length > 0 && chosen.length > 1 && selected.keys.has(key) ? bulk : ofRow(order.indexOf(key)),
    /** What keys do: with the selected rows where that is possible, else with the current one. */
    keyed: [...current, ...bulk],
    renaming,
    stopRenaming: () => setRenaming(null),
  }
}
