import { create } from 'zustand'

const useOpenForms = create<{ count: number }>(() => ({ count: 0 }))

/** A panel has a form with a main button of its own. Returns what to call when the form is gone. */
export function noteOpenForm(): () => void {
  useOpenForms.setState(({ count }) => ({ count: count + 1 }))
  return () => useOpenForms.setState(({ count }) => ({ count: count - 1 }))
}

/** Then no other button of the page is filled. */
export const useHasOpenForm = (): boolean => useOpenForms(({ count }) => count > 0)
