import { useEffect, useRef } from 'react'
import { copyOf } from '../../shared/flow/edit/copies.ts'
import { isModal, isTyping } from '../ui/keys.ts'
import { toast, toastError } from '../ui/toasts.tsx'
import type { CanvasState } from './canvas-state.ts'
import { asGesture, nodesOf, removeChosen } from './gestures.ts'
import { words } from './words.ts'

/** The chosen nodes with the wires between them, as YAML. */
export function chosenText(state: CanvasState): string | null {
  const nodes = nodesOf(state)
  if (nodes.length === 0) return null
  const { inside, keys } = asGesture(nodes)
  return copyOf(state.flowText.text, keys, inside)
}

export async function copyChosen(state: CanvasState): Promise<boolean> {
  const text = chosenText(state)
  if (text === null) return false
  try {
    await navigator.clipboard.writeText(text)
    toast(words.copied(nodesOf(state).length))
    return true
  } catch (error) {
    toastError(words.notCopied, error)
    return false
  }
}

/** Copy, cut and paste of the browser, while the canvas or the outline has the keyboard. */
export function useClipboard(state: CanvasState | null, isActive: () => boolean, onPasted: (ids: string[]) => void): void {
  const latest = useRef({ state, isActive, onPasted })
  latest.current = { state, isActive, onPasted }
  useEffect(() => {
    const onCopy = (event: ClipboardEvent) => {
      const { state, isActive } = latest.current
      if (!state || !isActive() || isModal() || getSelection()?.isCollapsed === false) return
      const text = chosenText(state)
      if (text === null) return
      event.clipboardData?.setData('text/plain', text)
      event.preventDefault()
      toast(words.copied(nodesOf(state).length))
      if (event.type === 'cut') removeChosen(state)
    }
    const onPaste = (event: ClipboardEvent) => {
      const { state, isActive, onPasted } = latest.current
      const text = event.clipboardData?.getData('text/plain') ?? ''
      if (!state || !isActive() || isModal() || isTyping(event as unknown as KeyboardEvent) || text.trim() === '') return
      event.preventDefault()
      const inside = state.chosen[0] === undefined ? [] : asGesture(nodesOf(state)).inside
      const added = state.flowText.apply({ do: 'paste', inside, text })
      if (added) onPasted(added)
    }
    document.addEventListener('copy', onCopy)
    document.addEventListener('cut', onCopy)
    document.addEventListener('paste', onPaste)
    return () => {
      document.removeEventListener('copy', onCopy)
      document.removeEventListener('cut', onCopy)
      document.removeEventListener('paste', onPaste)
    }
  }, [])
}
