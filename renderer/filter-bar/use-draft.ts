import { useEffect, useRef, useState } from 'react'
import { appliedText, completed, type Draft, opened, splitFilter, typed } from './draft.ts'
import type { PageFilter } from './use-filter.ts'

/** The tokens of the filter and the one that is being typed. The address follows; if it changes by itself, they follow it. */
export function useDraft({ list, text, set }: PageFilter) {
  const [state, setState] = useState<Draft>(() => ({ tokens: splitFilter(text), draft: '' }))
  const written = useRef(text)
  useEffect(() => {
    if (written.current === text) return
    written.current = text
    setState({ tokens: splitFilter(text), draft: '' })
  }, [text])

  const change = (next: Draft, isStep = false): void => {
    setState(next)
    const applied = appliedText(list, next)
    if (applied === written.current) return
    written.current = applied
    set(applied, isStep)
  }
  return {
    ...state,
    type: (value: string) => change(typed(state, value)),
    replace: (draft: string) => change({ ...state, draft }),
    /** The token is whole: the next one follows. */
    add: (token: string) => change(completed({ ...state, draft: token }), true),
    complete: () => change(completed(state), true),
    open: (index: number) => change(opened(state, index)),
    remove: (index: number) => change({ ...state, tokens: state.tokens.filter((_, at) => at !== index) }, true),
    clear: () => change({ tokens: [], draft: '' }, true),
    drop: () => change({ ...state, draft: '' }),
  }
}

export type DraftControl = ReturnType<typeof useDraft>
