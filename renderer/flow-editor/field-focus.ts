import { create } from 'zustand'

type Asked = { path: string; times: number }

/** The field that a person asked for, by the path that problems write; again when `times` is another. */
export const useFieldFocus = create<{ asked: Asked | null }>(() => ({ asked: null }))

/** Asks the form of the chosen node to show and focus a field. An empty path means the first field. */
export const focusField = (path: string): void =>
  useFieldFocus.setState(({ asked }) => ({ asked: { path, times: (asked?.times ?? 0) + 1 } }))
