import { useHistoryState } from 'wouter/use-browser-location'

/** The editor that the next new thing is made in. */
let next = Math.random()

/**
 * Tells one editor from the next. Something new stays in the editor that it was made in when it gets an address of its own, so
 * that the focus and the undo steps stay.
 */
export function useInstance(id: string): string {
  const state = useHistoryState<{ instance?: number } | null>()
  return String(state?.instance ?? (id === 'new' ? next : id))
}

/** The history state of the address that something new gets. */
export function stayInEditor(): { instance: number } {
  const instance = next
  next = Math.random()
  return { instance }
}
