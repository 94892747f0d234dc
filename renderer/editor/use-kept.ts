import { useCallback, useEffect, useRef, useState } from 'react'
import { type Draft, forgetDraft, readDraft, writeDraft } from './drafts.ts'

/** A change is written so long after the last one: each time, the whole form is written. */
const pauseMs = 300

type Keeping<F> = {
  /** What was kept when the editor opened. */
  kept: Draft<F> | null
  /** Keeps a draft a moment later, or before the page goes; null keeps none. The result takes the timer back. */
  keep(draft: Draft<F> | null): () => void
  forget(): void
}

/** Keeps unsaved changes in this browser under a key, so that a reload or a visit to another page does not lose them. */
export function useKept<F extends object>(key: string): Keeping<F> {
  const [kept] = useState(() => readDraft<F>(key))
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
    (draft: Draft<F> | null) => {
      waiting.current = () => (draft === null ? forgetDraft(key) : writeDraft(key, draft))
      const timer = setTimeout(flush, pauseMs)
      return () => clearTimeout(timer)
    },
    [key, flush],
  )

  const forget = useCallback(() => {
    waiting.current = null
    forgetDraft(key)
  }, [key])

  return { kept, keep, forget }
}
