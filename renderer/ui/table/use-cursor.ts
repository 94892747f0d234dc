import { useState } from 'react'

export type Cursor = {
  /** The row that keys act on; -1: none. */
  index: number
  key: string | null
  set(index: number): void
}

/**
 * The row that keys act on. The table remembers its key, so that other rows can come and go; once the row itself is gone, the
 * row that took its place has the cursor.
 */
export function useCursor(order: readonly string[]): Cursor {
  const [last, setLast] = useState<{ key: string; index: number } | null>(null)
  const found = last === null ? -1 : order.indexOf(last.key)
  const index = last === null ? -1 : found >= 0 ? found : Math.min(last.index, order.length - 1)
  // The index is needed once the row is gone; it is where the row was last.
  if (last !== null && found >= 0 && found !== last.index) setLast({ key: last.key, index: found })
  return {
    index,
    key: order[index] ?? null,
    set(next) {
      const key = order[Math.min(order.length - 1, Math.max(0, next))]
      setLast(key === undefined ? null : { key, index: order.indexOf(key) })
    },
  }
}
