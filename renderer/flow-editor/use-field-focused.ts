import { type RefObject, useEffect } from 'react'
import { useFieldFocus } from './field-focus.ts'
import { isWithin } from './form/problems-of-fields.ts'

const focusable = 'input, select, textarea, button'

/** Focuses the field that a person asked for, once its group is open. */
export function useFieldFocused(root: RefObject<HTMLElement | null>, at: string) {
  const asked = useFieldFocus((state) => state.asked)
  useEffect(() => {
    if (!asked || (asked.path !== '' && !isWithin(asked.path, at))) return
    const frame = requestAnimationFrame(() => {
      const isWhole = asked.path === '' || asked.path === at
      const target = fieldAround(root.current, asked.path) ?? (isWhole ? root.current : null)
      const found = target && controlIn(target)
      found?.focus()
      found?.scrollIntoView({ block: 'nearest' })
      useFieldFocus.setState({ asked: null })
    })
    return () => cancelAnimationFrame(frame)
  }, [asked, at, root])
  return asked
}

/** The innermost field that the path lies in, or the first that lies in it. */
function fieldAround(root: HTMLElement | null, path: string): HTMLElement | null {
  const fields = [...(root?.querySelectorAll<HTMLElement>('[data-field]') ?? [])]
  const placeOf = (field: HTMLElement): string => field.dataset['field'] ?? ''
  const around = fields.filter((field) => isWithin(path, placeOf(field))).sort((a, b) => placeOf(b).length - placeOf(a).length)
  return around[0] ?? fields.find((field) => isWithin(placeOf(field), path)) ?? null
}

/** Code editors lie in a shadow root. */
function controlIn(field: HTMLElement): HTMLElement | null {
  const wrong = field.querySelector<HTMLElement>('[aria-invalid="true"]')
  const host = [...field.querySelectorAll('div')].find(({ shadowRoot }) => shadowRoot)
  return (
    wrong ?? field.querySelector<HTMLElement>(focusable) ?? host?.shadowRoot?.querySelector<HTMLElement>('.cm-content') ?? null
  )
}
