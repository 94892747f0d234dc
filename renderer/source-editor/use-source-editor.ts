import type { QueryKey } from '@tanstack/react-query'
import { useMemo } from 'react'
import { useLocation } from 'wouter'
import { editHref } from '../definition/links.ts'
import { stayInEditor } from '../editor/instance.ts'
import { type Checked, type Editor, useEditor } from '../editor/use-editor.ts'
import { type Kind, words } from './words.ts'

/** A text that a person writes, and its name. */
export type Source = { name: string; source: string }

type Stored = { id: string; name: string; updatedAt: number }

type Given<T> = {
  kind: Kind
  stored: T | null
  isDeleted: boolean
  sourceOf(stored: T): string
  /** The text that a new one starts with. */
  starter: string
  create(written: Source): Promise<T>
  update(id: string, written: Source, expected: { expectedUpdatedAt?: number }): Promise<T>
  newest(id: string): Promise<T>
  restore(id: string): Promise<unknown>
  cacheKey(id: string): QueryKey
  staleKey: QueryKey
  savedText(stored: T, isNew: boolean): string
  /** The name that is saved while another one is typed that cannot be. */
  usableName?(name: string): string
  resolve?: (versions: { began: Source | null; theirs: T; mine: Source; isQuiet: boolean }) => Promise<Source | null | undefined>
}

export type SourceEditor<T> = Editor<T, Source>

/** The editor of a flow or a pipeline: a name and a text. */
export function useSourceEditor<T extends Stored>({ sourceOf, starter, usableName, ...given }: Given<T>): SourceEditor<T> {
  const [, go] = useLocation()
  const { kind, stored } = given
  const [name, source] = [stored?.name, stored && sourceOf(stored)]
  const draftOf = (of: T): Source => ({ name: of.name, source: sourceOf(of) })
  const usable = usableName ?? ((typed: string) => typed)
  const written = (form: Source): Source => ({ ...form, name: usable(form.name) })
  return useEditor<T, Source, Source>({
    ...given,
    // Runs change what is stored without changing the text.
    saved: useMemo(() => (name === undefined || source === null ? null : { name, source }), [name, source]),
    initial: () => ({ name: '', source: starter }),
    check: (form) => checked(written(form), kind),
    written,
    // A name that could not be saved stays in its field.
    formOf: (of, sent) => (sent !== null && usable(sent.name) !== sent.name ? { ...draftOf(of), name: sent.name } : draftOf(of)),
    draftOf,
    nameOf: (of) => of.name,
    created: ({ id }) => go(editHref(kind, id), { replace: true, state: stayInEditor() }),
  })
}

function checked({ name, source }: Source, kind: Kind): Checked<Source> {
  if (name.trim() === '') return { draft: null, problems: { name: words.kinds[kind].nameMissing } }
  return { draft: { name: name.trim(), source }, problems: null }
}
