import type { SavedView, SavedViewChange } from '../../shared/model/saved-view.ts'
import { api, client, queryClient } from '../api/client.ts'
import { toast, toastError } from '../ui/toasts.tsx'
import { words } from './words.ts'

export const readViews = (): Promise<void> => queryClient.invalidateQueries({ queryKey: api.views.key() })

export async function changeView(view: SavedView, change: SavedViewChange): Promise<void> {
  try {
    await client.views.update({ id: view.id, ...change })
    await readViews()
    toast(words.saved(view.name), {
      undo: () => {
        const { id, name, q, params, columns, shared } = view
        client.views
          .update({ id, name, q, params, columns, shared })
          .catch((error: unknown) => toastError(words.notSaved(name), error))
      },
    })
  } catch (error) {
    toastError(words.notSaved(view.name), error)
  }
}

export async function deleteView(view: SavedView): Promise<void> {
  try {
    await client.views.remove({ id: view.id })
    await readViews()
    toast(words.deleted(view.name), {
      undo: () => void client.views.create(view).catch((error: unknown) => toastError(words.notRestored(view.name), error)),
    })
  } catch (error) {
    toastError(words.notDeleted(view.name), error)
  }
}
