import type { Actor } from '../../../shared/model/actor.ts'
import type { SavedView } from '../../../shared/model/saved-view.ts'
import type { Db } from './db.ts'

type Person = Pick<Actor, 'kind' | 'id'>

export type SavedViews = ReturnType<typeof createSavedViews>

/** The saved views of each person. */
export function createSavedViews(db: Db) {
  const list = db.prepare('SELECT id, list, name, q, params FROM saved_view WHERE actor_kind = ? AND actor_id = ?')
  const put = db.prepare(
    `INSERT INTO saved_view (actor_kind, actor_id, id, list, name, q, params) VALUES (:kind, :actor, :id, :list, :name, :q, :params)
     ON CONFLICT (actor_kind, actor_id, id) DO UPDATE SET name = excluded.name, q = excluded.q, params = excluded.params`,
  )
  const remove = db.prepare('DELETE FROM saved_view WHERE actor_kind = ? AND actor_id = ? AND id = ?')

  return {
    list: ({ kind, id = '' }: Person): SavedView[] => list.all(kind, id) as SavedView[],
    put: ({ kind, id = '' }: Person, view: SavedView): void => void put.run({ ...view, kind, actor: id }),
    remove: ({ kind, id = '' }: Person, view: string): void => void remove.run(kind, id, view),
  }
}
