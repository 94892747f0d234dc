import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react'

/** Browsers give up on taller elements; a longer list is scrolled in proportion. */
const tallest = 12_000_000

export type RowWindow = {
  /** The first and the last row in view. */
  first: number
  last: number
  /** The height of what is scrolled. */
  height: number
  /** Where a row stands in it. */
  top(index: number): number
  toEnd(): void
}

/** Rows of one height, however many: which of them are in view, and where they stand. */
export function useRowWindow(
  scroller: RefObject<HTMLElement | null>,
  count: number,
  rowHeight: number,
  onUserScroll: (atEnd: boolean) => void,
): RowWindow {
  const [view, setView] = useState({ top: 0, height: 600 })
  const scaled = count * rowHeight > tallest
  const height = scaled ? tallest : count * rowHeight
  const room = Math.max(0, height - view.height)
  const rows = view.height / rowHeight
  const furthest = Math.max(0, count - rows)
  /** The row at the top edge, with its fraction. */
  const position = scaled ? (room === 0 ? 0 : (view.top / room) * furthest) : view.top / rowHeight
  const lastTop = useRef(0)

  useLayoutEffect(() => {
    const element = scroller.current
    if (!element) return
    const observer = new ResizeObserver(() => setView({ top: element.scrollTop, height: element.clientHeight }))
    observer.observe(element)
    return () => observer.disconnect()
  }, [scroller])

  const isAtEnd = useCallback(
    (element: HTMLElement) => element.scrollHeight - element.scrollTop - element.clientHeight < rowHeight,
    [rowHeight],
  )

  useEffect(() => {
    const element = scroller.current
    if (!element) return
    const onScroll = () => {
      const { scrollTop, clientHeight } = element
      setView({ top: scrollTop, height: clientHeight })
      // Only a person moves up: what we do ourselves is going to the end.
      if (isAtEnd(element)) onUserScroll(true)
      else if (scrollTop < lastTop.current) onUserScroll(false)
      lastTop.current = scrollTop
    }
    element.addEventListener('scroll', onScroll, { passive: true })
    return () => element.removeEventListener('scroll', onScroll)
  }, [scroller, onUserScroll, isAtEnd])

  // In proportion, a turn of the wheel or a key would leap over thousands of rows: they move by rows instead.
  useEffect(() => {
    const element = scroller.current
    if (!element || !scaled) return
    const moveBy = (event: Event, moved: number) => {
      event.preventDefault()
      const next = Math.min(furthest, Math.max(0, position + moved))
      element.scrollTop = (next / Math.max(1, furthest)) * room
    }
    const onWheel = (event: WheelEvent) => {
      if (event.deltaY !== 0) moveBy(event, event.deltaMode === 1 ? event.deltaY : event.deltaY / rowHeight)
    }
    const byKey: Record<string, number> = { ArrowDown: 1, ArrowUp: -1, PageDown: rows - 1, PageUp: 1 - rows }
    const onKey = (event: KeyboardEvent) => {
      const moved = byKey[event.key]
      if (moved !== undefined) moveBy(event, moved)
    }
    element.addEventListener('wheel', onWheel, { passive: false })
    element.addEventListener('keydown', onKey)
    return () => {
      element.removeEventListener('wheel', onWheel)
      element.removeEventListener('keydown', onKey)
    }
  }, [scroller, scaled, position, furthest, room, rowHeight, rows])

  const scrollTo = useCallback(
    (top: number) => {
      if (scroller.current) scroller.current.scrollTop = top
    },
    [scroller],
  )

  return {
    first: Math.max(0, Math.floor(position)),
    last: Math.min(count - 1, Math.ceil(position + rows)),
    height,
    top: (index) => (scaled ? view.top + (index - position) * rowHeight : index * rowHeight),
    toEnd: () => scrollTo(height),
  }
}
