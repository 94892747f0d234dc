import { useEffect, useMemo, useReducer, useRef } from 'react'
import { type WithNew, withoutNew } from './new-items.ts'

export type NewItems<T> = WithNew<T> & {
  /** Whether further items wait. */
  hold(isBusy: boolean): void
  /** Shows the new items. */
  release(): void
}

type Known = { scope: string; keys: ReadonlySet<string> }

/**
 * New items of a list wait while the person is busy with the rows that are there, so that these keep their places. Another
 * `scope`, such as another filter, is another list.
 */
export function useNewItems<T>(items: readonly T[], keyOf: (item: T) => string, scope: string): NewItems<T> {
  const isHeld = useRef(false)
  const known = useRef<Known>({ scope, keys: new Set() })
  const [turn, again] = useReducer((count: number) => count + 1, 0)
  const state = useMemo<WithNew<T>>(() => {
    const isSame = known.current.scope === scope
    return isHeld.current && isSame ? withoutNew(items, keyOf, known.current.keys) : { shown: items, waiting: 0 }
  }, [items, keyOf, scope, turn])
  useEffect(() => {
    known.current = { scope, keys: new Set(state.shown.map(keyOf)) }
  }, [state, keyOf, scope])
  const release = (): void => {
    isHeld.current = false
    again()
  }
  return {
    ...state,
    hold(isBusy) {
      isHeld.current = isBusy
    },
    release,
  }
}

/** Holds new items back, and shows them once the person is done. */
export function useHold({ hold, release, waiting }: NewItems<unknown>, isBusy: boolean): void {
  useEffect(() => {
    if (isBusy) hold(true)
    else if (waiting > 0) release()
    else hold(false)
  })
}
