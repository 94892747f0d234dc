import { useCallback, useEffect, useRef, useState } from 'react'
import { type Kept, useWindowState } from '../window-state.ts'

/** So long after the last change it is written: a browser writes all of it again each time. */
const pauseMs = 300

type Keeping<F> = {
  /** What was kept when the editor opened. */
  kept: Kept<F> | null
  /** Keeps it a moment later, or before the page goes. */
  keep(value: Kept<F> | null): () => void
  forget(): void
}

/** Keeps unsaved changes in this browser under a key, so that a reload or a visit to another page does not lose them. */
export function useKept<F extends object>(key: string): Keeping<F> {
  const keepDraft = useWindowState((state) => state.keepDraft)
  const [kept] = useState(() => (useWindowState.getState().drafts[key] as Kept<F> | undefined) ?? null)
  const waiting = useRef<(() => void) | null>(null)

  const flush = useCallback(() => {
    waiting.current?.()
    waiting.current = null
  }, [])

  useEffect(() => {
    addEventListener('pagehide', flush)
    return () => {
      removeEventListener('pagehide', flush)
      flush()
    }
  }, [flush])

  const keep = useCallback(
    (value: Kept<F> | null) => {
      waiting.current = () => keepDraft(key, value)
      const timer = setTimeout(flush, pauseMs)
      return () => clearTimeout(timer)
    },
    [key, keepDraft, flush],
  )

  const forget = useCallback(() => {
    waiting.current = null
    keepDraft(key, null)
  }, [key, keepDraft])

  return { kept, keep, forget }
}
