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
  /** The view stays at the end, however much is added. */
  pinned: boolean
  pin(pinned: boolean): void
}

type Geometry = { scaled: boolean; room: number; furthest: number; rowHeight: number }

/** How far the element is scrolled when the row of this number, with its fraction, is at its top edge. */
const offsetOf = ({ scaled, room, furthest, rowHeight }: Geometry, position: number): number =>
  scaled ? (position / Math.max(1, furthest)) * room : position * rowHeight
const positionOf = ({ scaled, room, furthest, rowHeight }: Geometry, offset: number): number =>
  Math.min(furthest, scaled ? (room === 0 ? 0 : (offset / room) * furthest) : offset / rowHeight)

/** Rows of one height, however many: which of them are in view, and where they stand. */
export function useRowWindow(
  scroller: RefObject<HTMLElement | null>,
  count: number,
  rowHeight: number,
  startPinned: boolean,
): RowWindow {
  const viewHeight = useViewHeight(scroller)
  const [row, setRow] = useState(0)
  const [pinned, pin] = useState(startPinned)
  const scaled = count * rowHeight > tallest
  const height = scaled ? tallest : count * rowHeight
  const room = Math.max(0, height - viewHeight)
  const rows = viewHeight / rowHeight
  const furthest = Math.max(0, count - rows)
  const position = pinned ? furthest : Math.min(row, furthest)
  const geometry = useRef<Geometry>({ scaled, room, furthest, rowHeight })
  geometry.current = { scaled, room, furthest, rowHeight }
  const current = useRef(position)
  current.current = position
  /** Where the element was last: where we scrolled to ourselves, the event is no wish of a person's. */
  const known = useRef(0)

  // Before anything is painted: a row must never be seen where another belongs. Only what moves rows may move the view.
  useLayoutEffect(() => {
    const element = scroller.current
    if (!element || !(pinned || scaled)) return
    const wanted = pinned ? element.scrollHeight - element.clientHeight : offsetOf(geometry.current, position)
    if (Math.abs(element.scrollTop - wanted) < 1) return
    element.scrollTop = wanted
    known.current = element.scrollTop
  }, [scroller, pinned, scaled, position, count, viewHeight])

  useEffect(() => {
    const element = scroller.current
    if (!element) return
    const onScroll = () => {
      const { scrollTop, scrollHeight, clientHeight } = element
      const moved = scrollTop - known.current
      if (Math.abs(moved) < 1) return
      known.current = scrollTop
      const left = scrollHeight - scrollTop - clientHeight
      // However little somebody scrolls up, they want to stay there.
      pin(left < 1 || (moved > 0 && left < rowHeight))
      setRow(positionOf(geometry.current, scrollTop))
    }
    element.addEventListener('scroll', onScroll, { passive: true })
    return () => element.removeEventListener('scroll', onScroll)
  }, [scroller, rowHeight])

  const moveBy = useCallback((moved: number) => {
    const { furthest } = geometry.current
    current.current = Math.min(furthest, Math.max(0, current.current + moved))
    pin(current.current === furthest)
    setRow(current.current)
  }, [])
  useRowSteps(scroller, scaled, rows, rowHeight, moveBy)

  const top = offsetOf(geometry.current, position)
  return {
    first: Math.max(0, Math.floor(position)),
    last: Math.min(count - 1, Math.ceil(position + rows)),
    height,
    top: (index) => (scaled ? top + (index - position) * rowHeight : index * rowHeight),
    pinned,
    pin: useCallback((next) => {
      setRow(current.current)
      pin(next)
    }, []),
  }
}

function useViewHeight(scroller: RefObject<HTMLElement | null>): number {
  const [viewHeight, setViewHeight] = useState(600)
  useLayoutEffect(() => {
    const element = scroller.current
    if (!element) return
    const observer = new ResizeObserver(() => setViewHeight(element.clientHeight))
    observer.observe(element)
    return () => observer.disconnect()
  }, [scroller])
  return viewHeight
}

/** In proportion, a turn of the wheel or a key would leap over thousands of rows: they move by rows instead. */
function useRowSteps(
  scroller: RefObject<HTMLElement | null>,
  scaled: boolean,
  rows: number,
  rowHeight: number,
  moveBy: (moved: number) => void,
): void {
  useEffect(() => {
    const element = scroller.current
    if (!element || !scaled) return
    const onWheel = (event: WheelEvent) => {
      if (event.deltaY === 0) return
      event.preventDefault()
      moveBy(event.deltaMode === 1 ? event.deltaY : event.deltaY / rowHeight)
    }
    const byKey: Record<string, number> = { ArrowDown: 1, ArrowUp: -1, PageDown: rows - 1, PageUp: 1 - rows }
    const onKey = (event: KeyboardEvent) => {
      const moved = byKey[event.key]
      if (moved === undefined) return
      event.preventDefault()
      moveBy(moved)
    }
    element.addEventListener('wheel', onWheel, { passive: false })
    element.addEventListener('keydown', onKey)
    return () => {
      element.removeEventListener('wheel', onWheel)
      element.removeEventListener('keydown', onKey)
    }
  }, [scroller, scaled, rows, rowHeight, moveBy])
}
