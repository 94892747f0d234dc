import { type RefObject, useCallback, useLayoutEffect, useRef, useState } from 'react'
import { useRowSteps } from '../../../ui/use-row-steps.ts'
import { type RowWindow, type Start, tallest } from '../../../ui/use-row-window.ts'
import { useScrolled } from '../../../ui/use-scrolled.ts'
import { useViewSize } from '../../../ui/use-view-size.ts'

/** Rows drawn above and below those in view. */
export const flowOverscan = 8

/**
 * Rows of any height, such as wrapped lines: the rows around the position are drawn in `strip`, one under the other, and
 * moved to where they belong. The scroll bar goes in proportion to the rows; the wheel and the keys go by pixels.
 */
export function useFlowWindow(
  scroller: RefObject<HTMLElement | null>,
  strip: RefObject<HTMLElement | null>,
  count: number,
  rowHeight: number,
  start: Start,
): RowWindow {
  const view = useViewSize(scroller)
  const rows = view.height / rowHeight
  const [row, setRow] = useState(() => (start === 'end' ? 0 : start))
  const [pinned, pin] = useState(start === 'end')
  const height = Math.max(Math.min(count * rowHeight, tallest), view.height + 1)
  const room = height - view.height
  const most = Math.max(0, count - 1)
  const position = pinned ? most : Math.min(row, most)
  const current = useRef({ position, room, most })
  current.current = { position, room, most }
  const known = useRef(0)

  useLayoutEffect(() => {
    const [element, drawn] = [scroller.current, strip.current]
    if (!element || !drawn) return
    const wanted = pinned ? room : (position / Math.max(1, most)) * room
    if (Math.abs(element.scrollTop - wanted) >= 1) element.scrollTop = wanted
    known.current = element.scrollTop
    const from = edgeOf(drawn, { position, most, pinned, height: view.height })
    drawn.style.transform = `translateY(${element.scrollTop - from}px)`
    current.current.position = positionAt(drawn, from) ?? position
  })
  useScrolled(scroller, known, ({ scrollTop }, moved) => {
    pin(moved > 0 && scrollTop >= room - 1)
    setRow((scrollTop / Math.max(1, room)) * most)
  })

  const moveTo = useCallback((wanted: number) => {
    pin(false)
    setRow(Math.min(current.current.most, Math.max(0, wanted)))
  }, [])
  const moveBy = useStepper(scroller, strip, current, { moveTo, pin })
  useRowSteps(scroller, true, rowHeight, moveBy)

  return {
    first: Math.max(0, Math.floor(pinned ? count - rows : position)),
    last: Math.min(count - 1, Math.ceil(position + rows)),
    position: current.current.position,
    rows,
    height,
    top: () => 0,
    pinned,
    pin: useCallback((next) => {
      setRow(current.current.position)
      pin(next)
    }, []),
    moveTo,
    moveBy,
  }
}

type Moves = { moveTo(position: number): void; pin(pinned: boolean): void }

/** Moves by pixels over the rows that are drawn, and follows the end once that is reached. */
function useStepper(
  scroller: RefObject<HTMLElement | null>,
  strip: RefObject<HTMLElement | null>,
  current: RefObject<{ position: number; most: number }>,
  { moveTo, pin }: Moves,
): (pixels: number) => void {
  return useCallback(
    (pixels) => {
      const [element, drawn] = [scroller.current, strip.current]
      if (!drawn || !element) return
      const { position, most } = current.current
      const wanted = (offsetAt(drawn, position) ?? 0) + pixels
      const isEnd = pixels > 0 && endOf(drawn, most) - element.clientHeight <= wanted + 1
      if (isEnd) pin(true)
      // Further than what is drawn: a little above or below is right as well.
      else moveTo(positionAt(drawn, wanted) ?? position + Math.sign(pixels) * flowOverscan)
    },
    [scroller, strip, current, moveTo, pin],
  )
}

type Edge = { position: number; most: number; pinned: boolean; height: number }

/** Which pixel of the strip is at the top edge of the view. */
function edgeOf(strip: HTMLElement, { position, most, pinned, height }: Edge): number {
  const isWhole = rowElement(strip, 0) !== null && endOf(strip, most) <= height
  if (isWhole) return 0
  const bottom = endOf(strip, most) - height
  return pinned ? bottom : Math.min(offsetAt(strip, position) ?? 0, bottom)
}

const rowElement = (strip: HTMLElement, row: number): HTMLElement | null => strip.querySelector(`:scope > [data-row="${row}"]`)

/** Where the last row ends in the strip; without end while that row is not drawn. */
const endOf = (strip: HTMLElement, last: number): number =>
  rowElement(strip, last) === null ? Number.POSITIVE_INFINITY : strip.offsetHeight

/** How many pixels from the top of the strip a position is. */
function offsetAt(strip: HTMLElement, position: number): number | null {
  const row = rowElement(strip, Math.floor(position))
  return row && row.offsetTop + (position % 1) * row.offsetHeight
}

/** The row at so many pixels from the top of the strip, with its fraction; null outside of it. */
function positionAt(strip: HTMLElement, pixels: number): number | null {
  for (const child of strip.querySelectorAll<HTMLElement>(':scope > [data-row]')) {
    const { offsetTop, offsetHeight } = child
    if (pixels >= offsetTop && pixels < offsetTop + offsetHeight)
      return Number(child.dataset['row']) + (pixels - offsetTop) / offsetHeight
  }
  return null
}
