import { type RefObject, useCallback, useLayoutEffect, useRef, useState } from 'react'
import { useRowSteps } from './use-row-steps.ts'
import { useScrolled } from './use-scrolled.ts'
import { useViewSize, type ViewSize } from './use-view-size.ts'

/** Browsers give up on taller elements; a longer list is scrolled in proportion. */
export const tallest = 12_000_000

/** Where a list opens: at its end, which it follows, or with a row at the top edge. */
export type Start = 'end' | number

export type RowWindow = {
  /** The first and the last row in view. */
  first: number
  last: number
  /** The rows in view start here, with the fraction that is above the edge, and are so many. */
  position: number
  rows: number
  /** The height of what is scrolled. */
  height: number
  /** Where a row stands in it. */
  top(index: number): number
  /** The view stays at the end, however much is added. */
  pinned: boolean
  pin(pinned: boolean): void
  /** Scrolls until this row, with its fraction, is at the top edge. */
  moveTo(position: number): void
  /** Scrolls by so much, and follows the end once that is reached. */
  moveBy(pixels: number): void
}

type Geometry = { scaled: boolean; room: number; furthest: number; rowHeight: number }

/** How far the element is scrolled when the row of this number, with its fraction, is at its top edge. */
const offsetOf = ({ scaled, room, furthest, rowHeight }: Geometry, position: number): number =>
  scaled ? (position / Math.max(1, furthest)) * room : position * rowHeight
const positionOf = ({ scaled, room, furthest, rowHeight }: Geometry, offset: number): number =>
  Math.min(furthest, scaled ? (room === 0 ? 0 : (offset / room) * furthest) : offset / rowHeight)

/** Rows of one height, however many: which of them are in view, and where they stand. */
export function useRowWindow(scroller: RefObject<HTMLElement | null>, count: number, rowHeight: number, start: Start): RowWindow {
  const view = useViewSize(scroller)
  const rows = view.height / rowHeight
  const [row, setRow] = useState(() => (start === 'end' ? 0 : start))
  const [pinned, pin] = useState(start === 'end')
  const scaled = count * rowHeight > tallest
  const height = scaled ? tallest : count * rowHeight
  const room = Math.max(0, height - view.height)
  const furthest = Math.max(0, count - rows)
  const position = pinned ? furthest : Math.min(row, furthest)
  const geometry = useRef<Geometry>({ scaled, room, furthest, rowHeight })
  geometry.current = { scaled, room, furthest, rowHeight }
  const current = useRef(position)
  current.current = position
  /** Where the element was last: where we scrolled to ourselves, the event is no wish of a person's. */
  const known = useRef(0)
  /** Where a move leads that the element has not made yet. */
  const wanted = useRef(start !== 'end' && start > 0 ? start : null)

  useKeptScroll(scroller, { pinned, scaled, position, count, view }, geometry, known, wanted)
  useScrolled(scroller, known, ({ scrollTop, scrollHeight, clientHeight }, moved) => {
    const left = scrollHeight - scrollTop - clientHeight
    // However little somebody scrolls up, they want to stay there. A list that became shorter is at its end without a wish.
    wanted.current = null
    pin((before) => (left < 1 && before) || (moved > 0 && left < rowHeight))
    setRow(positionOf(geometry.current, scrollTop))
  })

  const moveTo = useCallback((to: number) => {
    const { furthest } = geometry.current
    current.current = Math.min(furthest, Math.max(0, to))
    wanted.current = current.current
    pin(false)
    setRow(current.current)
  }, [])
  useKeptEnd(moveTo, { pinned, position, count, rows })
  const moveBy = useStepper(moveTo, pin, current, geometry)
  useRowSteps(scroller, scaled, rowHeight, moveBy)

  const top = offsetOf(geometry.current, position)
  return {
    first: Math.max(0, Math.floor(position)),
    last: Math.min(count - 1, Math.ceil(position + rows)),
    position,
    rows,
    height,
    top: (index) => (scaled ? top + (index - position) * rowHeight : index * rowHeight),
    pinned,
    pin: useCallback((next) => {
      setRow(current.current)
      pin(next)
    }, []),
    moveTo,
    moveBy,
  }
}

type End = { pinned: boolean; position: number; count: number; rows: number }

/** The last row stays in view when the view gets lower, such as when something appears above it. */
function useKeptEnd(moveTo: (position: number) => void, { pinned, position, count, rows }: End): void {
  const before = useRef({ count, rows, isEnd: false })
  useLayoutEffect(() => {
    const isLower = before.current.isEnd && before.current.count >= count && rows < before.current.rows
    if (isLower && !pinned) moveTo(count - rows)
    before.current = { count, rows, isEnd: position > 0 && position >= count - rows }
  }, [moveTo, pinned, position, count, rows])
}

/** Moves by pixels from where the view is now, and follows the end once that is reached. */
function useStepper(
  moveTo: (position: number) => void,
  pin: (pinned: boolean) => void,
  current: RefObject<number>,
  geometry: RefObject<Geometry>,
): (pixels: number) => void {
  return useCallback(
    (pixels) => {
      const { rowHeight, furthest } = geometry.current
      const wanted = current.current + pixels / rowHeight
      moveTo(wanted)
      pin(wanted >= furthest)
    },
    [moveTo, pin, current, geometry],
  )
}

type Kept = { pinned: boolean; scaled: boolean; position: number; count: number; view: ViewSize }

/** Before anything is painted: a row must never be seen where another belongs. Only what moves rows may move the view. */
function useKeptScroll(
  scroller: RefObject<HTMLElement | null>,
  { pinned, scaled, position, count, view }: Kept,
  geometry: RefObject<Geometry>,
  known: RefObject<number>,
  wanted: RefObject<number | null>,
): void {
  // The number of rows and the size of the view change where a row is.
  useLayoutEffect(() => {
    const element = scroller.current
    // A move that was asked for a moment ago is drawn next.
    const isMove = wanted.current !== null && Math.min(wanted.current, geometry.current.furthest) === position
    if (!element || !(pinned || scaled || isMove)) return
    // The view may turn out to be less high than was assumed: then the move goes on to where it leads.
    if (wanted.current !== null && wanted.current <= geometry.current.furthest) wanted.current = null
    const offset = pinned ? element.scrollHeight - element.clientHeight : offsetOf(geometry.current, position)
    if (Math.abs(element.scrollTop - offset) < 1) return
    element.scrollTop = offset
    known.current = element.scrollTop
  }, [scroller, geometry, known, wanted, pinned, scaled, position, count, view])
}
