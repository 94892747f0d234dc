import { AppError, nameTakenError } from '../../../shared/errors.ts'
import { mostViews, type SavedView, type SavedViewChange, type SavedViewDraft } from '../../../shared/model/saved-view.ts'
import { currentActor } from '../base/actor.ts'
import type { Clock } from '../base/clock.ts'
import { newId } from '../base/ids.ts'
import type { Store } from '../store/store.ts'

/**
 * The saved views of the current actor. Errors are not-found, name-taken and conflict. `changed` is called after each commit:
 * another window of the person shows them too.
 */
export function createSavedViewActions(store: Store, clock: Clock, changed: () => void) {
  const all = (): SavedView[] => store.savedViews.list(currentActor())

  function find(id: string): SavedView {
    const view = all().find((each) => each.id === id)
    if (!view) throw new AppError('not-found', 'There is no such view. It may have been deleted.')
    return view
  }

  function put(view: SavedView): SavedView {
    const others = all().filter(({ id }) => id !== view.id)
    const other = others.find(({ list, name }) => list === view.list && name.toLowerCase() === view.name.toLowerCase())
    if (other) throw nameTakenError(`There is already a view named "${other.name}". Choose another name.`)
    if (others.length >= mostViews) throw new AppError('conflict', `There are ${mostViews} views already. Delete one first.`)
    store.savedViews.put(currentActor(), view)
    return view
  }

  async function submit(label: 'save a view' | 'delete a view', act: () => SavedView): Promise<SavedView> {
    const view = await store.submit(label, act)
    changed()
    return view
  }

  return {
    /** By name. */
    list: (): SavedView[] =>
      [...all(), ...store.savedViews.sharedByOthers(currentActor())].sort((a, b) => a.name.localeCompare(b.name, 'en')),
    create: ({ id = newId(clock.now()), ...draft }: SavedViewDraft & { id?: string | undefined }): Promise<SavedView> =>
      submit('save a view', () => put({ ...draft, id, isMine: true })),
    /** Fields that are not named stay as they are. */
    update: (id: string, { name, q, params, columns, shared }: SavedViewChange): Promise<SavedView> =>
      submit('save a view', () => {
        const before = find(id)
        return put({
          ...before,
          name: name ?? before.name,
          q: q ?? before.q,
          params: params ?? before.params,
          columns: columns === undefined ? before.columns : columns,
          shared: shared ?? before.shared,
        })
      }),
    remove: (id: string): Promise<SavedView> =>
      submit('delete a view', () => {
        const view = find(id)
        store.savedViews.remove(currentActor(), id)
        return view
      }),
  }
}
