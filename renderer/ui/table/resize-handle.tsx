import { type KeyboardEvent, type PointerEvent, useRef } from 'react'
import { cx } from '../class-names.ts'
import { narrowest, widest } from './columns.ts'
import { words } from './words.ts'

/** So far does an arrow key move the edge. */
const step = 8

type Props = {
  name: string
  width: number
  /** The edge that can be moved: the one that faces the main column, which gives or takes the room. */
  side: 'left' | 'right'
  /** While the edge is dragged. */
  onResizing(width: number): void
  /** Null: the usual width. */
  onResize(width: number | null): void
}

/** The edge of a column's header: dragged, moved with the arrow keys, and set back with Enter or a double click. */
export function ResizeHandle({ name, width, side, onResizing, onResize }: Props) {
  const start = useRef<{ x: number; width: number } | null>(null)
  const bounded = (next: number) => Math.min(widest, Math.max(narrowest, next))
  const direction = side === 'right' ? 1 : -1
  const widthAt = ({ clientX }: PointerEvent) =>
    start.current === null ? width : bounded(start.current.width + (clientX - start.current.x) * direction)

  const onKeyDown = (event: KeyboardEvent) => {
    const moved = event.key === 'ArrowRight' ? direction : event.key === 'ArrowLeft' ? -direction : 0
    if (moved !== 0) onResize(bounded(width + moved * step))
    else if (event.key === 'Enter') onResize(null)
    else return
    event.preventDefault()
  }
  return (
    <span
      role="separator"
      tabIndex={0}
      aria-orientation="vertical"
      aria-label={words.widthOf(name)}
      aria-valuenow={Math.round(width)}
      aria-valuemin={narrowest}
      aria-valuemax={widest}
      onKeyDown={onKeyDown}
      onDoubleClick={() => onResize(null)}
      onPointerDown={(event) => {
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
        'absolute top-0 bottom-0 w-3 cursor-col-resize touch-none outline-offset-[-2px] after:absolute after:top-1.5 after:bottom-1.5 after:left-1/2 after:w-px hover:after:bg-rule-2 focus-visible:after:bg-accent',
        side === 'right' ? '-right-3' : '-left-3',
      )}
    />
  )
}
