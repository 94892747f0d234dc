import { useCallback, useMemo, useState } from 'react'
import { useLocation } from 'wouter'
import { codeOf, issuesOf, messageOf, queryClient } from '../api/client.ts'
import { toastError } from '../ui/toasts.tsx'
import { type Edited, useEdited } from '../ui/use-edited.ts'

/** What a person writes as text, with a name. */
export type Source = { name: string; source: string }
export type StoredSource = Source & { id: string; updatedAt: number }

type Given = {
  /** In a sentence: "flow". */
  noun: string
  stored: StoredSource | null
  /** The text that a new one begins with. */
  starter: string
  /** Of what is out of date once it is saved. */
  queryKey: readonly unknown[]
  /** `base`: the state that it was written over, where that matters. */
  put(written: Source, base: number | undefined): Promise<StoredSource>
  /** How it stands now, where somebody else may have changed it meanwhile. */
  newest?: () => Promise<{ updatedAt: number }>
}

export type SourceEditing = Edited<Source> & {
  busy: boolean
  /** False: it is not saved, and the person was told why. */
  save(): Promise<boolean>
}

/** Writing it, and saving that. A new one is gone to once it is saved. */
export function useSource({ noun, stored, starter, queryKey, put, newest }: Given): SourceEditing {
  const [, go] = useLocation()
  const [busy, setBusy] = useState(false)
  const [name, source] = [stored?.name, stored?.source]
  const saved = useMemo(() => (name === undefined || source === undefined ? null : { name, source }), [name, source])
  const edited = useEdited<Source>(saved, stored?.updatedAt, busy, () => ({ name: '', source: starter }))
  const { form, base, show, keep, rebase } = edited

  async function save(): Promise<boolean> {
    const written = { ...form, name: form.name.trim() }
    if (written.name === '') {
      show({ name: `give the ${noun} a name` })
      return false
    }
    setBusy(true)
    try {
      const { id, updatedAt, ...now } = await put(written, base)
      await queryClient.invalidateQueries({ queryKey })
      keep({ name: now.name, source: now.source }, form)
      rebase(updatedAt)
      if (stored === null) go(`/${noun}s/${id}`, { replace: true })
      return true
    } catch (error) {
      show(issuesOf(error))
      if (newest && codeOf(error) === 'conflict' && messageOf(error).includes('meanwhile')) {
        toastError('It was not saved: it was changed meanwhile. Saving once more replaces that.', error)
        rebase((await newest()).updatedAt)
      } else toastError('It was not saved', error)
      return false
    } finally {
      setBusy(false)
    }
  }

  return { ...edited, busy, save: useCallback(save, [noun, stored, queryKey, put, newest, form, base, show, keep, rebase, go]) }
}
