import { type FocusEvent, type RefObject, useEffect, useLayoutEffect, useRef } from 'react'

/**
 * Takes the focus into the panel and back to where it came from; also when the panel goes while it has the focus. A list
 * whose current row is another one by then says so with `returnTo`.
 */
export function useFocusReturn(panel: RefObject<HTMLElement | null>, returnTo?: () => HTMLElement | null | undefined) {
  const from = useRef<Element | null>(document.activeElement)
  const wanted = useRef(returnTo)
  wanted.current = returnTo
  const hadFocus = useRef(false)

  const goBack = (): void => {
    const target = wanted.current?.() ?? from.current
    if (target instanceof HTMLElement || target instanceof SVGElement) target.focus({ preventScroll: true })
  }
  const back = useRef(goBack)
  back.current = goBack

  useLayoutEffect(() => {
    const element = panel.current
    return () => {
      hadFocus.current = element?.contains(document.activeElement) ?? false
    }
  }, [panel])
  useEffect(
    () => () => {
      if (hadFocus.current && (document.activeElement === document.body || document.activeElement === null)) back.current()
    },
    [],
  )

  return {
    /** For the panel: remembers what had the focus before. */
    onFocus: ({ relatedTarget }: FocusEvent) => {
      if (relatedTarget instanceof Element && !panel.current?.contains(relatedTarget)) from.current = relatedTarget
    },
    /** Into the panel, or back. */
    toggle: () => {
      if (panel.current?.contains(document.activeElement)) return goBack()
      from.current = document.activeElement
      panel.current?.focus()
    },
  }
}
