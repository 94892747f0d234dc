import { type RefObject, useEffect, useRef } from 'react'
import { flushSync } from 'react-dom'

/** Calls back when a person has scrolled an element. Where it was scrolled by code (`known`), the event is no wish of a person's. */
export function useScrolled(
  scroller: RefObject<HTMLElement | null>,
  known: RefObject<number>,
  onScrolled: (element: HTMLElement, moved: number) => void,
): void {
  const current = useRef(onScrolled)
  current.current = onScrolled
  useEffect(() => {
    const element = scroller.current
    if (!element) return
    const onScroll = () => {
      const moved = element.scrollTop - known.current
      if (Math.abs(moved) < 1) return
      known.current = element.scrollTop
      // Drawn a frame later, the rows in view would be missing in between.
      flushSync(() => current.current(element, moved))
    }
    element.addEventListener('scroll', onScroll, { passive: true })
    return () => element.removeEventListener('scroll', onScroll)
  }, [scroller, known])
}
