import { type RefObject, useEffect, useRef, useState } from 'react'
import { moved, type View, wholeView, zoomed } from './scale.ts'

export type Zoom = ReturnType<typeof useZoom>

/** A shorter drag over the axis is a slip. */
const leastDrag = 0.01

/** Which part of a timeline is shown: by the wheel with Ctrl, the keys + − 0 and the arrows, and by dragging over the axis. */
export function useZoom(area: RefObject<HTMLElement | null>) {
  const [view, setView] = useState<View>(wholeView)
  const current = useRef(view)
  current.current = view
  const by = (factor: number, at = (current.current.from + current.current.to) / 2): void =>
    setView(zoomed(current.current, factor, at))

  useEffect(() => {
    const element = area.current
    if (!element) return
    // A listener that may keep the page from zooming is not a passive one.
    const onWheel = (event: WheelEvent) => {
      if (!event.ctrlKey && !event.metaKey) return
      event.preventDefault()
      const bars = element.querySelector('[data-bars]')?.getBoundingClientRect()
      const share = bars ? Math.min(1, Math.max(0, (event.clientX - bars.left) / bars.width)) : 0.5
      setView((before) => zoomed(before, 1.2 ** (-event.deltaY / 100), before.from + share * (before.to - before.from)))
    }
    element.addEventListener('wheel', onWheel, { passive: false })
    return () => element.removeEventListener('wheel', onWheel)
  }, [area])

  return {
    view,
    isWhole: view.from === 0 && view.to === 1,
    by,
    reset: (): void => setView(wholeView),
    /** Shows what lies between two parts of what is shown now. */
    toShare(from: number, to: number): void {
      const width = view.to - view.from
      if (to - from >= leastDrag) setView({ from: view.from + from * width, to: view.from + to * width })
    },
    /** True: the key did something here. */
    onKey(key: string): boolean {
      const width = view.to - view.from
      const change = {
        '+': () => by(2),
        '=': () => by(2),
        '-': () => by(0.5),
        '0': () => setView(wholeView),
        ArrowRight: () => setView(moved(view, width / 4)),
        ArrowLeft: () => setView(moved(view, -width / 4)),
      }[key]
      change?.()
      return change !== undefined
    },
  }
}
