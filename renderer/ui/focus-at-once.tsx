import { useLayoutEffect, useRef } from 'react'
import { firstFocusable, giveHeldKeysSoon } from './held-keys.ts'

/**
 * Focuses the dialog around it as it appears, and gives it the keys that were pressed meanwhile. The library focuses a frame
 * later, so that a key pressed in between would go to the page below.
 */
export function FocusAtOnce() {
  const mark = useRef<HTMLSpanElement>(null)
  useLayoutEffect(() => {
    const dialog = mark.current?.closest<HTMLElement>('[data-modal]')
    if (dialog && !dialog.contains(document.activeElement)) (firstFocusable(dialog) ?? dialog).focus()
    giveHeldKeysSoon()
  }, [])
  return <span ref={mark} hidden />
}
