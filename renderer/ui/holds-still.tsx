import { createContext, type ReactNode, useContext, useRef, useState } from 'react'
import { type HeldRow, heldRows } from './held-rows.ts'

const Held = createContext(false)

/** While the pointer is within, the lists inside keep their rows and their order, so that a click hits the row it was aimed at. */
export function HoldsStill({ className, children }: { className: string; children: ReactNode }) {
  const [isHeld, setHeld] = useState(false)
  return (
    <Held value={isHeld}>
      <div
        className={className}
        onPointerEnter={({ pointerType }) => setHeld(pointerType === 'mouse')}
        onPointerLeave={() => setHeld(false)}
      >
        {children}
      </div>
    </Held>
  )
}

/** The value, or the one from before the pointer came. */
export function useHeld<T>(value: T): T {
  const isHeld = useContext(Held)
  const shown = useRef(value)
  if (!isHeld) shown.current = value
  return shown.current
}

/**
 * The rows of a list. While the pointer is within, new ones wait, and those that are gone stay. `drop` takes a row out at once:
 * the person acted on it, and expects that.
 */
export function useHeldRows<T>(items: T[], keyOf: (item: T) => string): { rows: HeldRow<T>[]; drop(item: T): void } {
  const isHeld = useContext(Held)
  const [dropped, setDropped] = useState<string[]>([])
  const shown = useRef<HeldRow<T>[]>([])
  shown.current = isHeld ? heldRows(shown.current, items, keyOf, dropped) : items.map((item) => ({ item, isGone: false }))
  if (!isHeld && dropped.length > 0) setDropped([])
  return { rows: shown.current, drop: (item) => setDropped((before) => [...before, keyOf(item)]) }
}
