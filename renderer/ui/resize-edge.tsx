import { type KeyboardEvent, type PointerEvent, useRef } from 'react'
import { cx } from './class-names.ts'

/** So far does an arrow key move the edge. */
const step = 8

type Props = {
  label: string
  width: number
  least: number
  most: number
  /** Which edge of the resized thing it is. */
  side: 'left' | 'right'
  /** While the edge is dragged. */
  onResizing(width: number): void
  /** Null: the usual width. */
  onResize(width: number | null): void
  className?: string
}

/** An edge that is dragged, moved with the arrow keys, and set back with Enter or a double click. */
export function ResizeEdge({ label, width, least, most, side, onResizing, onResize, className }: Props) {
  const start = useRef<{ x: number; width: number } | null>(null)
  /** The width that keys asked for and that is not shown yet: a held key is faster, and each press starts from the one before. */
  const asked = useRef<number | null>(null)
  if (asked.current === width) asked.current = null
  const forget = () => {
    asked.current = null
  }
  const bounded = (next: number) => Math.min(most, Math.max(least, next))
  const direction = side === 'right' ? 1 : -1
  const widthAt = ({ clientX }: PointerEvent) =>
    start.current === null ? width : bounded(start.current.width + (clientX - start.current.x) * direction)
  const onKeyDown = (event: KeyboardEvent) => {
    const moved = event.key === 'ArrowRight' ? direction : event.key === 'ArrowLeft' ? -direction : 0
    if (moved !== 0) {
      asked.current = bounded((asked.current ?? width) + moved * step)
      onResize(asked.current)
    } else if (event.key === 'Enter') {
      forget()
      onResize(null)
    } else return
    event.preventDefault()
  }
  return (
    <span
      role="separator"
      tabIndex={0}
      aria-orientation="vertical"
      aria-label={label}
      aria-valuenow={Math.round(width)}
      aria-valuemin={least}
      aria-valuemax={most}
      onKeyDown={onKeyDown}
      onBlur={forget}
      onDoubleClick={() => onResize(null)}
      onPointerDown={(event) => {
        forget()
        start.current = { x: event.clientX, width }
        event.currentTarget.setPointerCapture(event.pointerId)
        event.preventDefault()
      }}
      onPointerMove={(event) => start.current && onResizing(widthAt(event))}
      onPointerUp={(event) => {
        if (start.current && event.clientX !== start.current.x) onResize(widthAt(event))
        start.current = null
      }}
      className={cx(
        'absolute top-0 bottom-0 w-3 cursor-col-resize touch-none outline-offset-[-2px] after:absolute after:left-1/2 after:w-px hover:after:bg-rule-2 focus-visible:after:bg-accent',
        className,
      )}
    />
  )
}
