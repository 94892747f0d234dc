import { useCallback, useMemo, useRef, useState } from 'react'
import { changed } from '../../../shared/pipeline/edit/change.ts'
import { editHooks } from '../../../shared/pipeline/edit/edit-hooks.ts'
import { editManifest } from '../../../shared/pipeline/edit/edit-manifest.ts'
import type { StepGesture } from '../../../shared/pipeline/edit/gesture.ts'
import type { Manifest } from '../../../shared/pipeline/manifest.ts'
import { noSteps, noted, redone, undone } from '../../editor/undo-steps.ts'
import type { HookText } from '../../hooks-editor/hook-text.ts'
import { toastError } from '../../ui/toasts.tsx'
import { words } from './words.ts'

export type ManifestText = ReturnType<typeof useManifestText>

/** The text of a manifest, as a person types it or changes it by its drawing, with one undo for both. */
export function useManifestText(source: string, manifest: Manifest | null, onSource: (source: string) => void) {
  // Two changes in a row: the second starts from the first, which is not stored yet.
  const now = useRef(source)
  now.current = source
  const [steps, setSteps] = useState(noSteps)
  const put = useCallback(
    (next: string, label: string, topic: string) => {
      const before = now.current
      if (next === before) return
      setSteps((old) => noted(old, before, next, { label, topic, at: Date.now() }))
      now.current = next
      onSource(next)
    },
    [onSource],
  )
  const apply = useCallback(
    (gesture: StepGesture): string | null => {
      const edited = editManifest(now.current, gesture)
      if ('refused' in edited) {
        toastError(edited.refused)
        return null
      }
      put(edited.source, words.gestures[gesture.do], '')
      return edited.chosen
    },
    [put],
  )
  const setHooks = useCallback(
    (hooks: readonly HookText[]): void => {
      const edited = editHooks(now.current, hooks)
      if ('refused' in edited) toastError(edited.refused)
      else put(edited.source, words.changingHooks, 'hooks')
    },
    [put],
  )
  const whyNot = useCallback(
    (from: string, to: string): string | null => {
      const outcome = changed(manifest?.steps ?? [], { do: 'connect', from, to })
      return 'refused' in outcome ? outcome.refused : null
    },
    [manifest],
  )
  const go = (to: typeof undone) => () => {
    const moved = to(steps, now.current)
    if (!moved) return
    setSteps(moved.steps)
    now.current = moved.text
    onSource(moved.text)
  }
  return {
    ...useMemo(() => ({ apply, setHooks, whyNot }), [apply, setHooks, whyNot]),
    type: useCallback((next: string) => put(next, words.typing, 'text'), [put]),
    undo: go(undone),
    redo: go(redone),
    canUndo: steps.done.length > 0,
    canRedo: steps.undone.length > 0,
    undoLabel: steps.done.at(-1)?.label ?? null,
  }
}
