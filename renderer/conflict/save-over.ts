import { create } from 'zustand'
import { codeOf } from '../api/client.ts'
import { toast, toastError } from '../ui/toasts.tsx'
import { differencesOf } from './differences.ts'

/** What a person chose: their own edit, or the state that another window saved. Null: neither yet. */
export type Choice = 'mine' | 'theirs' | null

export type Conflict = { name: string; theirs: unknown; mine: unknown; choose(choice: Choice): void }

export const useConflict = create<{ conflict: Conflict | null }>(() => ({ conflict: null }))

/** Shows what differs, and waits for the choice. */
const ask = (name: string, theirs: unknown, mine: unknown): Promise<Choice> =>
  new Promise((resolve) => {
    const choose = (choice: Choice) => {
      useConflict.setState({ conflict: null })
      resolve(choice)
    }
    useConflict.setState({ conflict: { name, theirs, mine, choose } })
  })

/** `over`: the edit replaced the state of another window, and the person was told so. */
export type SavedBy = 'mine' | 'over' | 'theirs'

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
}

/**
 * Saves an edit. What another window changed beside it, such as a pause, is no conflict. If another window saved meanwhile, asks which state to keep; the one that was replaced comes back with Undo.
 * Gives the state that is stored now and whose it is; null when the person wants to go on editing.
 */
export async function saveOver<T extends { updatedAt: number }, D>(
  saving: Saving<T, D>,
): Promise<{ stored: T; by: SavedBy } | null> {
  const { name, put, newest, draftOf, mine, began } = saving
  let expected = saving.base
  let replaced: T | null = null
  for (;;) {
    try {
      const stored = await put(mine, expected === undefined ? {} : { expectedUpdatedAt: expected })
      if (replaced === null) return { stored, by: 'mine' }
      offerUndo(saving, draftOf(replaced), stored.updatedAt)
      return { stored, by: 'over' }
    } catch (error) {
      if (codeOf(error) !== 'stale') throw error
    }
    const theirs = await newest()
    expected = theirs.updatedAt
    if (began !== null && differencesOf(began, draftOf(theirs)).length === 0) continue
    const choice = await ask(name, draftOf(theirs), mine)
    if (choice === null) return null
    if (choice === 'theirs') return { stored: theirs, by: 'theirs' }
    replaced = theirs
  }
}

function offerUndo<T, D>({ name, put }: Saving<T, D>, draft: D, expectedUpdatedAt: number): void {
  toast(`"${name}" saved over the change of another window`, {
    undoLabel: 'Restore theirs',
    undo: () => {
      put(draft, { expectedUpdatedAt }).then(
        () => toast(`The other window's state of "${name}" is restored`),
        (error: unknown) => toastError(`Could not restore "${name}"`, error),
      )
    },
  })
}
