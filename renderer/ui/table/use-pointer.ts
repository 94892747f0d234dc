import { type MouseEvent, useRef } from 'react'
import type { Cursor } from './use-cursor.ts'
import type { SelectedRows } from './use-selected-rows.ts'

/** Clicks on rows: one makes the row the current one, with Shift it selects up to there, with Ctrl or Cmd also that row. */
export function usePointer(order: readonly string[], cursor: Cursor, selected: SelectedRows | null) {
  /** The row that was the current one before the button was pressed: a range starts there. */
  const start = useRef(0)
  const select = (index: number, { shiftKey }: MouseEvent): void => {
    const [from, to] = [order[Math.max(0, start.current)], order[index]]
    if (from === undefined || to === undefined) return
    if (shiftKey) selected?.extend(from, to)
    else selected?.toggle(to)
  }
  const point = (index: number, event: MouseEvent): void => {
    start.current = cursor.index
    const isControl = (event.target as Element).closest('a, button, input') !== null
    if (selected && !isControl && event.button === 0 && (event.shiftKey || event.ctrlKey || event.metaKey)) {
      // With Shift, the browser would select the text up to here.
      event.preventDefault()
      select(index, event)
    }
    cursor.set(index)
  }
  return { select, point }
}
