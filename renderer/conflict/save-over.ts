import { codeOf } from '../api/client.ts'
import { toast, toastError } from '../ui/toasts.tsx'
import { ask } from './conflict.ts'
import { merge } from './differences.ts'
import { words } from './words.ts'

/**
 * `mine`: nobody else saved meanwhile. `merged`: both changed other fields, and all of it is saved. `over`: the edit replaced
 * the other version. The person was told of each but the first.
 */
export type SavedBy = 'mine' | 'merged' | 'over' | 'theirs'

type Saving<T, D> = {
  /** As a person calls it. */
  name: string
  /** The state that the edit began from. */
  base: number | undefined
  /** Writes `draft`, unless the state is no longer `expected`: then it throws `stale`. */
  put(draft: D, expected: { expectedUpdatedAt?: number }): Promise<T>
  newest(): Promise<T>
  /** The part of a state that a person edits. */
  draftOf(state: T): D
  mine: D
  /** What the person began from; null where that is not known. */
  began: D | null
  /** Puts the edit back into the form, after the other version was used. */
  putBack(): void
  /** Shows both versions, even where no field was changed in both. */
  compare?: boolean
  /** Asks how both go together. Null: the person goes on editing; undefined: one of the two versions is chosen. */
  resolve?: ((versions: { began: D | null; theirs: T; mine: D }) => Promise<D | null | undefined>) | undefined
}

/**
 * Saves an edit. Fields that another window changed meanwhile keep that change; where both changed the same field, the person
 * chooses a version, and can restore the other one. Gives the state that is stored now and whose it is; null when the person
 * wants to go on editing.
 */
export async function saveOver<T extends { updatedAt: number }, D>(
  saving: Saving<T, D>,
): Promise<{ stored: T; by: SavedBy } | null> {
  const { name, put, newest, draftOf, putBack, compare = false } = saving
  let [mine, expected, by] = [saving.mine, saving.base, 'mine' as SavedBy]
  let [began, own] = [saving.began, saving.mine]
  let replaced: T | null = null
  for (;;) {
    try {
      const stored = await put(mine, expected === undefined ? {} : { expectedUpdatedAt: expected })
      if (replaced !== null) offerUndo(saving, draftOf(replaced), stored.updatedAt)
      else if (by === 'merged') toast(words.merged(name))
      return { stored, by }
    } catch (error) {
      if (codeOf(error) !== 'stale') throw error
    }
    const theirs = await newest()
    expected = theirs.updatedAt
    const merged = merge(began, draftOf(theirs), own)
    mine = merged.draft
    if (merged.both.length === 0 && !compare) {
      if (merged.theirs.length + merged.lines.length > 0) by = 'merged'
      continue
    }
    const resolved = await saving.resolve?.({ began, theirs, mine: own })
    if (resolved === null) return null
    if (resolved !== undefined) {
      ;[mine, own, began, by] = [resolved, resolved, draftOf(theirs), 'merged']
      continue
    }
    const choice = await ask(name, merged)
    if (choice === null) return null
    if (choice === 'theirs') {
      toast(words.used(name), { undoLabel: words.restoreYours, undo: putBack })
      return { stored: theirs, by: 'theirs' }
    }
    replaced = theirs
    by = 'over'
  }
}

function offerUndo<T, D>({ name, put }: Saving<T, D>, draft: D, expectedUpdatedAt: number): void {
  toast(words.replaced(name), {
    undoLabel: words.restoreTheirs,
    undo: () => {
      put(draft, { expectedUpdatedAt }).then(
        () => toast(words.restored(name)),
        (error: unknown) => toastError(words.notRestored(name), error),
      )
    },
  })
}
