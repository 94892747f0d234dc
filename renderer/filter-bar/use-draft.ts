import { useEffect, useRef, useState } from 'react'
import { appliedText, completed, type Draft, opened, splitFilter, textOfAll, typed } from './draft.ts'
import type { PageFilter } from './use-filter.ts'

/** The tokens of the filter and the one that is being typed. The address follows; if it changes by itself, they follow it. */
export function useDraft({ list, text, set }: PageFilter) {
  const [state, setState] = useState<Draft>(() => ({ tokens: splitFilter(text), draft: '' }))
  // One event may change the draft twice: Escape drops it and leaves the field, which completes what is there.
  const current = useRef(state)
  const written = useRef(text)
  const show = (next: Draft): void => {
    current.current = next
    setState(next)
  }
  useEffect(() => {
    if (written.current === text) return
    written.current = text
    current.current = { tokens: splitFilter(text), draft: '' }
    setState(current.current)
  }, [text])

  const change = (next: Draft, isStep = false): void => {
    show(next)
    apply(appliedText(list, next), isStep)
  }
  const apply = (applied: string, isStep: boolean): void => {
    if (applied === written.current) return
    written.current = applied
    set(applied, isStep)
  }
  return {
    ...state,
    type: (value: string) => change(typed(current.current, value)),
    replace: (draft: string) => change({ ...current.current, draft }),
    /** The token is whole: the next one follows. */
    add: (token: string) => change(completed({ ...current.current, draft: token }), true),
    complete: () => change(completed(current.current), true),
    open: (index: number) => change(opened(current.current, index)),
    remove: (index: number) =>
      change({ ...current.current, tokens: current.current.tokens.filter((_, at) => at !== index) }, true),
    clear: () => change({ tokens: [], draft: '' }, true),
    /** What is being typed counts as it is. */
    apply: () => apply(textOfAll(list, current.current), false),
    drop: () => change({ ...current.current, draft: '' }),
  }
}
