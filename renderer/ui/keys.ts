import { useLayoutEffect, useRef } from 'react'
import { useKeyMap } from './key-map.ts'
import { type KeyId, pressText } from './key-table.ts'

export type KeyHandlers = Partial<Record<KeyId, (event: KeyboardEvent) => void>>

/** The longest pause within a sequence. */
const sequenceMs = 1_200

/** The last press, with the keys before it that belong to it, for all listeners of the window. */
let pressed = ''
let pressedBy: KeyboardEvent | null = null

addEventListener('keydown', note, { capture: true })

function note(event: KeyboardEvent): void {
  if (/^(Shift|Control|Alt|Meta|CapsLock)$/.test(event.key)) return
  const press = pressText(event)
  const isPrefix = useKeyMap.getState().prefixes.has(pressed)
  const continues = !isTyping(event) && isPrefix && event.timeStamp - (pressedBy?.timeStamp ?? 0) < sequenceMs
  pressed = continues ? `${pressed} ${press}` : press
  pressedBy = event
}

/** What a text field does itself: select all, copy, paste, cut, undo. */
const ofTextFields = /^mod\+(?:Shift\+)?[acvxz]$/

/** Keys are ignored while `isActive` says no, while typing and while a dialog or menu is open, except those with Ctrl or Cmd that no text field knows. */
export function useKeys(handlers: KeyHandlers, isActive: () => boolean = () => true): void {
  const current = useRef(handlers)
  current.current = handlers
  const active = useRef(isActive)
  active.current = isActive
  // Before the browser paints: a page that is visible must already respond to its keys.
  useLayoutEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event !== pressedBy || event.defaultPrevented || event.isComposing || !active.current()) return
      const isForAll = (event.ctrlKey || event.metaKey) && !ofTextFields.test(pressed)
      if (!isForAll && (isTyping(event) || isModal())) return
      if (pressed === 'Space' && isOnButton(event)) return
      const { keys } = useKeyMap.getState()
      const found = Object.entries(current.current).find(([id]) => keys[id as KeyId].includes(pressed))
      if (!found) return
      event.preventDefault()
      found[1](event)
    }
    addEventListener('keydown', onKey)
    return () => removeEventListener('keydown', onKey)
  }, [])
}

/** Whether a press with Ctrl or Cmd is a key of the action: for a field that has a use of its own for it. */
export const isPressOf = (id: KeyId, event: Parameters<typeof pressText>[0]): boolean =>
  (event.ctrlKey || event.metaKey) && useKeyMap.getState().keys[id].includes(pressText(event))

export function isTyping(event: KeyboardEvent): boolean {
  const [target] = event.composedPath()
  return target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName))
}

/** Space presses it. */
const isOnButton = ({ target }: KeyboardEvent): boolean =>
  target instanceof Element && target.closest('button, summary, [role="button"]') !== null

/** A dialog or a menu has the keyboard; a toast, which is a dialog to a screen reader, has not. */
export const isModal = (): boolean => document.querySelector('[data-modal], [role="menu"]') !== null
