import { useEffect, useRef } from 'react'
import { useKeyMap } from './key-map.ts'
import { pressText } from './key-table.ts'
import { isModal, isTyping } from './keys.ts'

/** Leaves the page for the one above it, where the press has nothing else to close or to clear: no field, menu, panel or selection. */
export function useLevelUp(leave: () => void): void {
  const latest = useRef(leave)
  latest.current = leave
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    const onKey = (event: KeyboardEvent): void => {
      if (!useKeyMap.getState().keys.levelUp.includes(pressText(event)) || event.repeat || isTyping(event) || isModal()) return
      // Everybody else comes first: what they do with the press is known when it is over.
      timer = setTimeout(() => {
        const selected = getSelection()
        if (event.defaultPrevented) return
        if (selected?.isCollapsed === false) selected.removeAllRanges()
        else latest.current()
      })
    }
    addEventListener('keydown', onKey, { capture: true })
    return () => {
      clearTimeout(timer)
      removeEventListener('keydown', onKey, { capture: true })
    }
  }, [])
}
