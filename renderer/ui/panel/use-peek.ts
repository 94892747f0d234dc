import { useState } from 'react'
import { changeParams, useParam } from '../use-param.ts'

export type Peek = {
  /** The thing that the panel shows; null: it is closed. */
  id: string | null
  /** Opens the panel, or shows another thing in it. */
  show(id: string): void
  close(): void
  /** What it shows has been dealt with: the panel goes on to the next thing that it would open on. */
  follow(): void
}

/** On entries of the window's history that opening a panel added: closing it goes back. */
const opened = { panel: true }

const isOpened = (state: unknown): boolean => typeof state === 'object' && state !== null && 'panel' in state

/**
 * The thing in the panel, which the address names in `?peek=`, so that a link opens it and Back closes it. Without one it is
 * the first `opensOn` that there was, until the person closes the panel. `follow` lets the next `opensOn` take its place.
 */
export function usePeek(opensOn: string | null = null): Peek {
  const [first, setFirst] = useState(opensOn)
  const [follows, setFollows] = useState(opensOn === null)
  if (follows && opensOn !== null && opensOn !== first) {
    setFirst(opensOn)
    setFollows(false)
  }
  const asked = useParam('peek')
  const set = (id: string | null, options: { replace: boolean; state: unknown }) =>
    changeParams((params) => {
      if (id === null) params.delete('peek')
      else params.set('peek', id)
    }, options)
  return {
    id: (asked ?? first) || null,
    show: (id) => (asked ? set(id, { replace: true, state: history.state }) : set(id, { replace: false, state: opened })),
    close() {
      if (first !== null) set('', { replace: true, state: null })
      else if (isOpened(history.state)) history.back()
      else set(null, { replace: true, state: null })
    },
    follow() {
      if (asked !== null) set(null, { replace: true, state: null })
      setFirst(asked ?? first)
      setFollows(true)
    },
  }
}
