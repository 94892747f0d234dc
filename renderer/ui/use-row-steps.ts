import { type RefObject, useEffect } from 'react'

/** Where a scroll bar moves in proportion, a turn of the wheel or a key would leap over thousands of rows: these move by pixels instead. */
export function useRowSteps(
  scroller: RefObject<HTMLElement | null>,
  isOn: boolean,
  rowHeight: number,
  moveBy: (pixels: number) => void,
): void {
  useEffect(() => {
    const element = scroller.current
    if (!element || !isOn) return
    const onWheel = (event: WheelEvent) => {
      if (event.deltaY === 0 || event.ctrlKey) return
      event.preventDefault()
      moveBy(event.deltaMode === 1 ? event.deltaY * rowHeight : event.deltaY)
    }
    const onKey = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return
      const page = element.clientHeight - rowHeight
      const byKey: Record<string, number> = { ArrowDown: rowHeight, ArrowUp: -rowHeight, PageDown: page, PageUp: -page }
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
  }, [scroller, isOn, rowHeight, moveBy])
}
