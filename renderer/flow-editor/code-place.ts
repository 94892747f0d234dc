import { create } from 'zustand'

type Place = { line: number; column: number; times: number; isQuiet: true }

/** Where a person wants the cursor of the code view to be; again when `times` is another. */
export const useCodePlace = create<{ asked: Place | null }>(() => ({ asked: null }))

export const goToLine = ({ line, column = 1 }: { line?: number; column?: number }): void => {
  if (line === undefined) return
  useCodePlace.setState(({ asked }) => ({ asked: { line, column, times: (asked?.times ?? 0) + 1, isQuiet: true } }))
}
