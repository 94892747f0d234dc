import { type RefObject, useEffect, useRef } from 'react'
import type { RowWindow } from '../../../ui/use-row-window.ts'
import { pressed, type Selection } from './selection.ts'
import type { SelectedLines } from './use-lines-link.ts'

/** A drag over numbers or, beyond the view, over text selects lines; within the view the browser selects text. */
type Drag = { anchor: number; selects: 'lines' | 'text'; x: number; y: number; frame: number | null }

/** Pixels that are scrolled in a frame, for each pixel that the pointer is out of the view. */
const speed = 0.4

export function useLineDrag(scroller: RefObject<HTMLElement | null>, rows: RowWindow, lines: SelectedLines): void {
  const latest = useRef({ rows, lines })
  latest.current = { rows, lines }

  useEffect(() => {
    const element = scroller.current
    if (!element) return
    let drag: Drag | null = null

    const extend = (): void => {
      if (drag?.selects !== 'lines') return
      const line = lineAt(element, drag.x, drag.y)
      if (line !== null) latest.current.lines.select({ anchor: drag.anchor, focus: line })
    }
    const scroll = (): void => {
      if (!drag) return
      drag.frame = null
      const out = outOf(element, drag.y)
      if (out === 0 || drag.selects !== 'lines') return
      latest.current.rows.moveBy(out * speed)
      extend()
      drag.frame = requestAnimationFrame(scroll)
    }
    const onDown = (event: PointerEvent): void => {
      const line = lineOf(event.target)
      if (event.button !== 0 || line === null || isControl(event.target)) return
      const { x, y } = event
      if (!isNumber(event.target)) {
        drag = { anchor: line, selects: 'text', x, y, frame: null }
        return
      }
      event.preventDefault()
      element.focus({ preventScroll: true })
      getSelection()?.removeAllRanges()
      const { selection, select } = latest.current.lines
      const next: Selection | null = pressed(selection, line, event.shiftKey)
      select(next)
      drag = { anchor: next?.anchor ?? line, selects: 'lines', x, y, frame: null }
    }
    const onMove = (event: PointerEvent): void => {
      if (!drag || (event.buttons & 1) === 0) return
      const isMoved = Math.abs(event.y - drag.y) > 3 || drag.frame !== null
      Object.assign(drag, { x: event.x, y: event.y })
      const out = outOf(element, event.y)
      if (drag.selects === 'text' && (out !== 0 || !isDrawn(element, drag.anchor))) {
        drag.selects = 'lines'
        getSelection()?.removeAllRanges()
      }
      if (drag.selects === 'text') return
      event.preventDefault()
      if (isMoved || out !== 0) extend()
      if (out !== 0) drag.frame ??= requestAnimationFrame(scroll)
    }
    const onUp = (): void => {
      if (drag?.frame != null) cancelAnimationFrame(drag.frame)
      drag = null
    }
    // The browser would begin to select text again.
    const onSelect = (event: Event): void => void (drag?.selects === 'lines' && event.preventDefault())

    element.addEventListener('pointerdown', onDown)
    element.addEventListener('selectstart', onSelect)
    addEventListener('pointermove', onMove)
    addEventListener('pointerup', onUp)
    addEventListener('pointercancel', onUp)
    return () => {
      onUp()
      element.removeEventListener('pointerdown', onDown)
      element.removeEventListener('selectstart', onSelect)
      removeEventListener('pointermove', onMove)
      removeEventListener('pointerup', onUp)
      removeEventListener('pointercancel', onUp)
    }
  }, [scroller])
}

const closest = (target: EventTarget | null, selector: string): HTMLElement | null =>
  target instanceof Element ? target.closest<HTMLElement>(selector) : null

function lineOf(target: EventTarget | null): number | null {
  const row = closest(target, '[data-line]')
  return row ? Number(row.dataset['line']) : null
}

const isNumber = (target: EventTarget | null): boolean => closest(target, '[data-number]') !== null
const isControl = (target: EventTarget | null): boolean => closest(target, 'button, a') !== null
const isDrawn = (scroller: Element, line: number): boolean => scroller.querySelector(`[data-line="${line}"]`) !== null

/** How far a height is above (negative) or below the view. */
function outOf(scroller: Element, y: number): number {
  const { top, bottom } = scroller.getBoundingClientRect()
  return y < top ? y - top : y > bottom ? y - bottom : 0
}

/** The line at a point, or at the edge of the view that is nearest to it. */
function lineAt(scroller: HTMLElement, x: number, y: number): number | null {
  const box = scroller.getBoundingClientRect()
  const within = (value: number, from: number, size: number) => Math.min(from + size - 2, Math.max(from + 1, value))
  const point = [within(x, box.left, scroller.clientWidth), within(y, box.top, scroller.clientHeight)] as const
  return (
    document
      .elementsFromPoint(...point)
      .map(lineOf)
      .find((line) => line !== null) ?? null
  )
}
