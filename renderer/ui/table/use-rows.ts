import { useVirtualizer } from '@tanstack/react-virtual'
import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef } from 'react'

export const headerHeight = 28
/** So many rows before the end, the next page is read. */
const ahead = 30

type Props = {
  scroller: RefObject<HTMLElement | null>
  order: readonly string[]
  heightOf(index: number): number
  /** Reads the next page; null: there is none. */
  more: (() => void) | null
  /** The row that keys act on; -1: none. */
  current: number
}

/** Of all rows, those in view exist; any can be shown and get the focus. */
export function useRows({ scroller, order, heightOf, more, current }: Props) {
  const rows = useVirtualizer({
    count: order.length,
    getScrollElement: () => scroller.current,
    estimateSize: heightOf,
    // Another order is another function, after which all heights are read again.
    getItemKey: useCallback((index: number) => order[index] ?? index, [order]),
    overscan: 12,
    scrollMargin: headerHeight,
    scrollPaddingStart: headerHeight,
  })
  const shown = rows.getVirtualItems()
  const last = shown.at(-1)?.index ?? 0
  useEffect(() => {
    if (more && last >= order.length - ahead) more()
  }, [more, last, order.length])

  const rowAt = (index: number) => scroller.current?.querySelector<HTMLElement>(`[aria-rowindex="${index + 2}"]`)
  const focus = (index: number): void => {
    rows.scrollToIndex(index)
    const row = rowAt(index)
    if (row) row.focus({ preventScroll: true })
    // A row out of view exists once the list has scrolled.
    else requestAnimationFrame(() => rowAt(index)?.focus({ preventScroll: true }))
  }

  const focused = useRef<string | null>(null)
  // A row that goes takes the focus with it; it goes on where the row was.
  useLayoutEffect(() => {
    if (focused.current === null || order.includes(focused.current) || document.activeElement !== document.body) return
    focused.current = null
    if (current >= 0) rowAt(current)?.focus({ preventScroll: true })
  })
  // The row that keys act on stays in view where the same rows get another order, such as after a sort or a move into a folder.
  const key = order[current]
  const before = useRef({ key, at: current, order })
  useLayoutEffect(() => {
    const { key: was, at, order: old } = before.current
    before.current = { key, at: current, order }
    const view = rows.range
    if (key === undefined || key !== was || at === current || !view || at < view.startIndex || at > view.endIndex) return
    if (hasSameRows(old, order)) rows.scrollToIndex(current)
  })
  return {
    shown,
    height: rows.getTotalSize(),
    isScrolled: (rows.scrollOffset ?? 0) > 0,
    rowAt,
    focus,
    reveal: (index: number) => rows.scrollToIndex(index),
    noteFocus: (key: string) => {
      focused.current = key
    },
  }
}

function hasSameRows(one: readonly string[], other: readonly string[]): boolean {
  const known = new Set(one)
  return one.length === other.length && other.every((key) => known.has(key))
}
