import { type QueryKey, useMutation } from '@tanstack/react-query'
import { useCallback } from 'react'
import { attempt, codeOf, isMissing, messageOf, queryClient } from '../api/client.ts'
import { type SavedBy, saveOver } from '../conflict/save-over.ts'
import type { Problems } from '../ui/problems.ts'
import { toast, toastError } from '../ui/toasts.tsx'
import { type Edits, useEdits } from './use-edits.ts'
import { type Kind, words } from './words.ts'

export type Checked<D> = { draft: D; problems: null } | { draft: null; problems: Problems }

type Expected = { expectedUpdatedAt?: number }

/** T: the thing as it is stored; F: the form, as a person types it; D: the draft that is saved. */
export type Editable<T, F, D> = {
  kind: Kind
  stored: T | null
  /** It was deleted since it was read. */
  isDeleted: boolean
  /** Something new belongs to this, such as a job: its unsaved changes are kept apart from those of others. */
  parentId?: string
  /** The form of the stored state; null for something new. */
  saved: F | null
  initial(): F
  check(form: F): Checked<D>
  /** What counts as a change, where that is less than the whole form. */
  written?(form: F): unknown
  /** The form of a state that was just saved. `sent`: the form that made it; null where the state is another window's. */
  formOf(stored: T, sent: F | null): F | Promise<F>
  draftOf(stored: T): D
  nameOf(stored: T): string
  create(draft: D): Promise<T>
  /** Throws `stale` unless the stored state is the expected one. */
  update(id: string, draft: D, expected: Expected): Promise<T>
  newest(id: string): Promise<T>
  restore(id: string): Promise<unknown>
  /** Where the stored state is cached. */
  cacheKey(id: string): QueryKey
  /** Everything that depends on it. */
  staleKey: QueryKey
  /** What the server found wrong, by field; a name that is taken is shown anyway. Empty: it is told as a message. */
  problemsOf?(error: unknown, form: F): Problems
  /** Said after saving. */
  savedText(stored: T, isNew: boolean): string
  /** Goes on after something new was created. */
  created(stored: T): void
  /** Merges an edit with a version that another window saved; see `saveOver`. `isQuiet`: saved automatically. */
  resolve?: (versions: { began: D | null; theirs: T; mine: D; isQuiet: boolean }) => Promise<D | null | undefined>
}

export type Editor<T, F> = Edits<F> & {
  kind: Kind
  isNew: boolean
  isBusy: boolean
  canSave: boolean
  /** The object was deleted elsewhere while this editor has unsaved changes. */
  isDeleted: boolean
  /** The object was deleted elsewhere and this editor has no unsaved changes, so the page says that it does not exist. */
  isGone: boolean
  /** Null: the edit is not saved, and the person was told why. `compare` shows both versions first. */
  save(compare?: boolean): Promise<T | null>
  /** Saves without a word where that fails: the edit stays in the window, and is saved with the next one. */
  saveQuietly(): Promise<T | null>
  /** Restores the deleted object. */
  restore(): Promise<void>
  /** Creates a new object from the form of the deleted one. */
  saveAsNew(): Promise<void>
}

type Stored = { id: string; updatedAt: number }

/** Loads, edits and saves one thing: a job, a schedule, a trigger, a flow or a pipeline. No edit is lost on the way. */
export function useEditor<T extends Stored, F extends object, D>(of: Editable<T, F, D>): Editor<T, F> {
  const { kind, stored, saved } = of
  const saving = useMutation({
    mutationFn: (how: How): Promise<T | null> => write(of, edits, how),
  })
  const edits: Edits<F> = useEdits<F>({
    key: [kind, stored?.id ?? 'new', ...(stored === null && of.parentId !== undefined ? [of.parentId] : [])].join(' '),
    saved,
    stamp: stored?.updatedAt,
    isBusy: saving.isPending,
    initial: of.initial,
    written: of.written ?? ((form) => form),
  })
  const { mutateAsync } = saving
  return {
    ...edits,
    kind,
    isDeleted: of.isDeleted && edits.isChanged,
    isGone: of.isDeleted && !edits.isChanged,
    restore: () => restoreDeleted(of),
    saveAsNew: () => createAgain(of, edits),
    isNew: stored === null,
    isBusy: saving.isPending,
    canSave: !saving.isPending && (stored === null || edits.isChanged),
    save: useCallback((compare = false) => mutateAsync({ compare, isQuiet: false }), [mutateAsync]),
    saveQuietly: useCallback(() => mutateAsync({ compare: false, isQuiet: true }), [mutateAsync]),
  }
}

type How = { compare: boolean; isQuiet: boolean }

async function write<T extends Stored, F extends object, D>(
  of: Editable<T, F, D>,
  edits: Edits<F>,
  { compare, isQuiet }: How,
): Promise<T | null> {
  const { stored } = of
  const { draft, problems } = of.check(edits.form)
  if (problems !== null) {
    if (!isQuiet) edits.show(problems)
    return null
  }
  try {
    const outcome =
      stored === null ? await create(of, edits, draft) : await update(of, edits, stored, draft, { compare, isQuiet })
    if (outcome === null) return null
    if (outcome.by === 'mine' && !isQuiet) toast(of.savedText(outcome.stored, stored === null))
    return outcome.by === 'theirs' ? null : outcome.stored
  } catch (error) {
    if (isQuiet) return null
    if (stored !== null && isMissing(error) && (await isDeleted(of, stored.id))) await tellDeleted(of, stored)
    else explain(of, edits, error)
    return null
  }
}

type Outcome<T> = { stored: T; by: SavedBy }

async function create<T extends Stored, F extends object, D>(
  of: Editable<T, F, D>,
  edits: Edits<F>,
  draft: D,
): Promise<Outcome<T>> {
  const stored = await of.create(draft)
  await adopt(of, edits, stored, edits.form)
  of.created(stored)
  return { stored, by: 'mine' }
}

async function update<T extends Stored, F extends object, D>(
  of: Editable<T, F, D>,
  edits: Edits<F>,
  before: T,
  draft: D,
  { compare, isQuiet }: How,
): Promise<Outcome<T> | null> {
  const { form, base, began } = edits
  const outcome = await saveOver<T, D>({
    name: of.nameOf(before),
    base,
    mine: draft,
    began: began && of.check(began).draft,
    putBack: () => edits.edit(form),
    compare,
    put: (mine, expected) => of.update(before.id, mine, expected),
    newest: () => of.newest(before.id),
    draftOf: of.draftOf,
    resolve: of.resolve && ((versions) => of.resolve?.({ ...versions, isQuiet }) ?? Promise.resolve(undefined)),
  })
  if (outcome === null) return null
  await adopt(of, edits, outcome.stored, outcome.by === 'theirs' ? null : form)
  return outcome
}

/** The editor goes on from what is stored now. `sent` is null where that is another window's version. */
async function adopt<T extends Stored, F extends object, D>(
  of: Editable<T, F, D>,
  edits: Edits<F>,
  stored: T,
  sent: F | null,
): Promise<void> {
  const form = await of.formOf(stored, sent)
  queryClient.setQueryData(of.cacheKey(stored.id), stored)
  await queryClient.invalidateQueries({ queryKey: of.staleKey })
  edits.adopt(form, sent ?? edits.form, stored.updatedAt)
  if (sent === null) edits.edit(form)
}

/** The line under the header offers what can be done about it. */
function tellDeleted<T extends Stored, F, D>({ kind, nameOf, cacheKey }: Editable<T, F, D>, stored: T): Promise<void> {
  toastError(words.kinds[kind].deleted(nameOf(stored)))
  return queryClient.invalidateQueries({ queryKey: cacheKey(stored.id) })
}

async function restoreDeleted<T extends Stored, F, D>({ stored, nameOf, restore }: Editable<T, F, D>): Promise<void> {
  if (stored === null) return
  const name = nameOf(stored)
  if (await attempt(words.notRestored(name), () => restore(stored.id))) toast(words.restored(name))
}

/** Nothing that was typed is lost with what was deleted. */
async function createAgain<T extends Stored, F extends object, D>(of: Editable<T, F, D>, edits: Edits<F>): Promise<void> {
  const { draft, problems } = of.check(edits.form)
  if (problems !== null) edits.show(problems)
  else await attempt(words.kinds[of.kind].notSaved, () => create({ ...of, stored: null }, edits, draft))
}

/** "Not found" can mean something that it refers to. */
const isDeleted = <T, F, D>({ newest }: Editable<T, F, D>, id: string): Promise<boolean> =>
  newest(id).then(
    () => false,
    (error: unknown) => isMissing(error),
  )

function explain<T, F extends object, D>({ kind, problemsOf }: Editable<T, F, D>, edits: Edits<F>, error: unknown): void {
  const problems = codeOf(error) === 'name-taken' ? { name: messageOf(error) } : (problemsOf?.(error, edits.form) ?? {})
  if (Object.keys(problems).length > 0) edits.show(problems)
  else toastError(words.kinds[kind].notSaved, error)
}
