import { useCallback, useMemo, useState } from 'react'
import { useLocation } from 'wouter'
import { issuesOf, queryClient } from '../api/client.ts'
import { type SavedBy, saveOver } from '../conflict/save-over.ts'
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
  create(written: Source): Promise<StoredSource>
  /** Writes it, unless it is no longer the expected state: then it throws `stale`. */
  update(id: string, written: Source, expected: { expectedUpdatedAt?: number }): Promise<StoredSource>
  newest(id: string): Promise<StoredSource>
}

export type SourceEditing = Edited<Source> & {
  busy: boolean
  /** Null: it is not saved, and the person was told why. `compare` shows both versions first. */
  save(compare?: boolean): Promise<Exclude<SavedBy, 'theirs'> | null>
}

/** Writing it, and saving that. A new one is gone to once it is saved. */
export function useSource({ noun, stored, starter, queryKey, create, update, newest }: Given): SourceEditing {
  const [, go] = useLocation()
  const [busy, setBusy] = useState(false)
  const [name, source] = [stored?.name, stored?.source]
  const saved = useMemo(() => (name === undefined || source === undefined ? null : { name, source }), [name, source])
  const edited = useEdited<Source>(saved, stored?.updatedAt, busy, () => ({ name: '', source: starter }))
  const { form, base, began, edit, show, keep, rebase } = edited

  async function save(compare = false): ReturnType<SourceEditing['save']> {
    const written = { ...form, name: form.name.trim() }
    if (written.name === '') {
      show({ name: `give the ${noun} a name` })
      return null
    }
    setBusy(true)
    try {
      const saved =
        stored === null
          ? { stored: await create(written), by: 'mine' as const }
          : await saveOver<StoredSource, Source>({
              name: stored.name,
              base,
              mine: written,
              began,
              putBack: () => edit(form),
              compare,
              put: (mine, expected) => update(stored.id, mine, expected),
              newest: () => newest(stored.id),
              draftOf,
            })
      if (saved === null) return null
      const now = draftOf(saved.stored)
      await queryClient.invalidateQueries({ queryKey })
      keep(now, form)
      if (saved.by === 'theirs') edit(now)
      rebase(saved.stored.updatedAt)
      if (stored === null) go(`/${noun}s/${saved.stored.id}`, { replace: true })
      return saved.by === 'theirs' ? null : saved.by
    } catch (error) {
      show(issuesOf(error))
      toastError(`Could not save the ${noun}`, error)
      return null
    } finally {
      setBusy(false)
    }
  }

  return {
    ...edited,
    busy,
    save: useCallback(save, [noun, stored, queryKey, create, update, newest, form, base, began, edit, show, keep, rebase, go]),
  }
}

const draftOf = ({ name, source }: StoredSource): Source => ({ name, source })
