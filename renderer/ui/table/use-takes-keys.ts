import { type RefObject, useEffect } from 'react'

type Shown = { element: HTMLElement; isAside: boolean }

const shown = new Set<Shown>()
/** The table that a person used last. */
let used: HTMLElement | null = null

/**
 * Whether keys act on this table: of several on a page, on the one that was used last; before any was used, on the one that is
 * not `isAside`. An empty table counts as aside.
 */
export function useTakesKeys(scroller: RefObject<HTMLElement | null>, isAside: boolean): () => boolean {
  useEffect(() => {
    const element = scroller.current
    if (!element) return
    const own = { element, isAside }
    const use = (): void => {
      used = element
    }
    shown.add(own)
    element.addEventListener('focusin', use)
    element.addEventListener('pointerdown', use)
    return () => {
      shown.delete(own)
      element.removeEventListener('focusin', use)
      element.removeEventListener('pointerdown', use)
    }
  }, [scroller, isAside])
  return () => {
    if (used?.isConnected) return used === scroller.current
    return !isAside || [...shown].every((other) => other.isAside)
  }
}
