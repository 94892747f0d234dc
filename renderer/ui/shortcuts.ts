import { useEffect } from 'react'

/** Keys as a person would write them: `n`, `/`, `?`, `mod+k`, `mod+s`, `Enter`. */
export type Shortcuts = Record<string, (event: KeyboardEvent) => void>

/** Single keys are ignored while typing and while a dialog or menu is open; those with Ctrl or Cmd are not. */
export function useShortcuts(shortcuts: Shortcuts): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing) return
      const withMod = event.ctrlKey || event.metaKey
      const call = shortcuts[withMod ? `mod+${event.key.toLowerCase()}` : event.key]
      if (!call || (!withMod && (isTyping(event) || isModal()))) return
      event.preventDefault()
      call(event)
    }
    addEventListener('keydown', onKey)
    return () => removeEventListener('keydown', onKey)
  }, [shortcuts])
}

function isTyping(event: KeyboardEvent): boolean {
  const [target] = event.composedPath()
  return target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName))
}

/** A dialog or a menu has the keyboard; a toast, which is a dialog to a screen reader, has not. */
export const isModal = (): boolean => document.querySelector('[data-modal], [role="menu"]') !== null
