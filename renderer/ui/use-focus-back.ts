import { useEffect, useRef } from 'react'

/**
 * What had the focus gets it back when the component goes. If that went meanwhile, what is left of its row does, or what
 * `otherwise` finds.
 */
export function useFocusBack(otherwise?: () => Element | null): void {
  const from = useRef(document.activeElement)
  const row = useRef(from.current?.closest('li, tr, [role="row"]'))
  const fallback = useRef(otherwise)
  useEffect(
    () => () => {
      if (document.activeElement !== document.body) return
      const rest = row.current?.isConnected ? row.current.querySelector('a[href], button, input') : fallback.current?.()
      const target = from.current?.isConnected ? from.current : rest
      if (target instanceof HTMLElement) target.focus()
    },
    [],
  )
}
