import { useCallback, useEffect, useRef, useState } from 'react'
import type { Editor } from '../editor/use-editor.ts'
import type { Source } from '../source-editor/use-source-editor.ts'

/** After the last change, and at the latest so long after the first one that is not saved. */
type Pause = { pauseMs: number; latestMs: number }
export const textPause: Pause = { pauseMs: 400, latestMs: 2_000 }
/** A name is shown to others, so that it is not saved between two letters. */
export const namePause: Pause = { pauseMs: 1_000, latestMs: 10_000 }
/** When the engine cannot be reached. */
const againMs = 3_000

type Saved = Pick<Editor<unknown, Source>, 'form' | 'isChanged' | 'isBusy' | 'saveQuietly' | 'isDeleted'>

export type Saving = 'saved' | 'saving' | 'kept here'

/** Saves a draft as one types. While it is off, or the engine cannot be reached, the changes stay in this window. */
export function useAutosave(editor: Saved, isOn: boolean, { pauseMs, latestMs }: Pause): Saving {
  const { form, isChanged, isBusy, saveQuietly, isDeleted } = editor
  // A new object for each failure, so that each is followed by another try.
  const [failed, setFailed] = useState<{ form: Source } | null>(null)
  const since = useRef<number | null>(null)
  const save = useCallback(async () => {
    since.current = null
    const stored = await saveQuietly().catch(() => null)
    setFailed(stored === null ? { form } : null)
  }, [saveQuietly, form])
  const isWaiting = isOn && isChanged && !isBusy && !isDeleted
  const wasRefused = failed?.form === form
  useEffect(() => {
    if (!isWaiting) return
    since.current ??= Date.now()
    const left = Math.max(0, Math.min(pauseMs, since.current + latestMs - Date.now()))
    const timer = setTimeout(() => void save(), wasRefused ? againMs : left)
    return () => clearTimeout(timer)
  }, [isWaiting, failed, wasRefused, save, pauseMs, latestMs])
  useSavedOnLeaving(isWaiting ? save : null)
  if (!isChanged) return 'saved'
  return isOn && !wasRefused ? 'saving' : 'kept here'
}

/** Whoever leaves the page at once finds the last change saved all the same. */
function useSavedOnLeaving(save: (() => Promise<void>) | null): void {
  const left = useRef(save)
  useEffect(() => {
    left.current = save
  }, [save])
  useEffect(() => {
    const leave = (): void => void left.current?.()
    addEventListener('pagehide', leave)
    return () => {
      removeEventListener('pagehide', leave)
      leave()
    }
  }, [])
}
