import { type ReactNode, useEffect, useRef } from 'react'
import { usePeek } from '../panel/use-peek.ts'
import type { TablePeek } from './table-props.ts'
import type { Cursor } from './use-cursor.ts'

/** While rows are passed faster than this, the panel waits for the last of them. */
const followMs = 150

type Props<T> = {
  peek: TablePeek<T> | undefined
  ordered: readonly (T | undefined)[]
  cursor: Cursor
  /** Scrolls to a row. */
  reveal(index: number): void
}

export type PeekedRow = {
  isOpen: boolean
  content: ReactNode
  /** Opens the panel for a row, or closes it. */
  toggle(index: number): void
  /** An open panel shows this row from now on. */
  follow(index: number): void
  close(): void
}

/** The row whose details are in the panel. The panel follows the cursor, and closes once its row is gone. */
export function usePeekedRow<T>({ peek, ordered, cursor, reveal }: Props<T>): PeekedRow {
  const panel = usePeek()
  const id = peek ? panel.id : null
  const index = id === null ? -1 : ordered.findIndex((item) => item !== undefined && peek?.idOf(item) === id)
  const content = id === null ? null : (peek?.contentOf(id, ordered[index]) ?? null)
  const last = useRef({ at: 0, timer: 0 })
  /** The thing whose row was seen last; of one that was not yet, the cursor comes to its row. */
  const seen = useRef<string | null>(null)

  const show = (next: number): void => {
    const item = ordered[next]
    if (item === undefined || !peek) return
    seen.current = peek.idOf(item)
    if (seen.current !== id) panel.show(seen.current)
  }
  const showNow = useRef(show)
  showNow.current = show
  const stop = () => clearTimeout(last.current.timer)
  const close = () => {
    stop()
    panel.close()
  }
  const closeNow = useRef(close)
  closeNow.current = close

  const isGone = id !== null && index < 0 && seen.current === id && content === null
  useEffect(() => {
    if (isGone) closeNow.current()
  }, [isGone])
  useEffect(() => stop, [])
  useEffect(() => {
    if (id === null || index < 0 || seen.current === id) return
    seen.current = id
    cursor.set(index)
    reveal(index)
  })

  return {
    isOpen: content !== null,
    content,
    toggle: (next) => (content === null ? show(next) : close()),
    follow(next) {
      if (content === null) return
      stop()
      const now = performance.now()
      const isSlow = now - last.current.at > followMs
      last.current.at = now
      if (isSlow) showNow.current(next)
      else last.current.timer = window.setTimeout(() => showNow.current(next), followMs)
    },
    close,
  }
}
