import { type RefObject, useState } from 'react'
import { folderRowHeight } from './folder-row.tsx'
import { foldingOf } from './folding.ts'
import { notedRowHeight, rowHeight } from './row.tsx'
import type { Place } from './row-menu.tsx'
import type { TableProps } from './table-props.ts'
import { useColumns } from './use-columns.ts'
import { type Cursor, useCursor } from './use-cursor.ts'
import { useDrag } from './use-drag.ts'
import { useLines } from './use-lines.ts'
import { useHold, useNewItems } from './use-new-items.ts'
import { usePeekedRow } from './use-peeked-row.ts'
import { usePointer } from './use-pointer.ts'
import { useRowActions } from './use-row-actions.ts'
import { useRows } from './use-rows.ts'
import { useSelectedRows } from './use-selected-rows.ts'
import { useSort } from './use-sort.ts'
import { useTableKeys } from './use-table-keys.ts'
import { useTakesKeys } from './use-takes-keys.ts'
import { useWidth } from './use-width.ts'

const checkboxWidth = 14
const menuWidth = 24
/** In a table that is narrower, the main action is in the menu only. */
const roomForButtons = 560

export type TableState<T> = ReturnType<typeof useTable<T>>

/** The state of a table: the order of its rows, the current one, the selected ones, and what can be done with them. */
export function useTable<T>(props: TableProps<T>, scroller: RefObject<HTMLElement | null>) {
  const { columns, keyOf, onOpen, more, layout, actionsOf, actionsWidth = menuWidth, bulkOf, noteOf } = props
  const room = useWidth(scroller)
  const isNarrow = room < roomForButtons
  const [menu, setMenu] = useState<{ key: string; place: Place } | null>(null)
  const fresh = useNewItems(props.items, keyOf, props.scope ?? '')
  const items = fresh.shown
  const sorting = useSort(items, columns, props.usualSort ?? null)
  const { ordered } = sorting
  const folders = props.folders && layout?.value.isFlat !== true ? props.folders : null
  const lines = useLines(ordered, keyOf, folders)
  const { order } = lines
  const drag = useDrag(folders)
  const plain = useCursor(order)
  const selected = useSelectedRows(lines.keys, props.scope ?? '', more !== null && props.canSelectMatching === true, order)
  const selectable = bulkOf ? selected : null
  const heightOf = (index: number): number => {
    if (lines.folderAt(index)) return folderRowHeight
    const item = lines.items[index]
    return item !== undefined && noteOf?.(item) ? notedRowHeight : rowHeight
  }
  const rows = useRows({ scroller, order, heightOf, more, current: plain.index })
  useHold(fresh, props.holdsNew === true && (rows.isScrolled || selected.keys.size > 0))
  const peeked = usePeekedRow({ peek: props.peek, ordered: lines.items, cursor: plain, reveal: rows.reveal })
  const cursor: Cursor = {
    ...plain,
    set(index) {
      plain.set(index)
      peeked.follow(index)
    },
  }
  const actions = useRowActions({
    ...props,
    ...{ all: ordered, ordered: lines.items, order, cursor, selected, peeked },
    ofFolder: (index) => {
      const folder = lines.folderAt(index)
      return folder && folders ? folders.actionsOf(folder.path) : null
    },
  })
  const view = useColumns({
    ...{ columns, items, store: layout, room },
    before: bulkOf ? checkboxWidth : 0,
    after: actionsOf ? (isNarrow ? menuWidth : actionsWidth) : layout ? menuWidth : 0,
  })

  const openMenu = (index: number, place: Place | null | undefined): void => {
    const key = order[index]
    if (key === undefined || !place) return
    cursor.set(index)
    setMenu({ key, place })
  }
  const goTo = (index: number): void => {
    cursor.set(index)
    // From within the panel, J and K move on without leaving it.
    if (document.activeElement?.closest('[data-panel]')) rows.reveal(index)
    else rows.focus(index)
  }
  const folding = foldingOf({ lines, folders, selected, keyOf, goTo, onOpen })
  useTableKeys({
    ...{ order, cursor, selected: selectable, isPanelOpen: peeked.isOpen, actions: actions.keyed, goTo },
    takesKeys: useTakesKeys(scroller, props.isAside === true || order.length === 0),
    ...folding,
    onMenu: actionsOf ? (index) => openMenu(index, rows.rowAt(index)?.querySelector('[aria-haspopup]')) : null,
  })
  return {
    ...{ ...sorting, fresh, lines, folders, drag, order, cursor, folding },
    ...{ selected, rows, peeked, actions, view, isNarrow, menu, openMenu },
    closeMenu: () => setMenu(null),
    pointer: usePointer(order, cursor, selectable),
  }
}
