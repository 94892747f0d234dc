import type { Actor } from '../../../shared/model/actor.ts'
import type { SavedView } from '../../../shared/model/saved-view.ts'
import type { Db } from './db.ts'

type Person = Pick<Actor, 'kind' | 'id'>
type Row = Omit<SavedView, 'columns' | 'shared' | 'isMine'> & { columns: string | null; shared: number }

export type SavedViews = ReturnType<typeof createSavedViews>

/** The saved views of each person, some of which they share. */
export function createSavedViews(db: Db) {
  const columns = 'id, list, name, q, params, columns, shared'
  const list = db.prepare(`SELECT ${columns} FROM saved_view WHERE actor_kind = ? AND actor_id = ?`)
  const shared = db.prepare(
    `SELECT ${columns} FROM saved_view INDEXED BY saved_view_shared WHERE shared = 1 AND NOT (actor_kind = ? AND actor_id = ?)`,
  )
  const put = db.prepare(
    `INSERT INTO saved_view (actor_kind, actor_id, id, list, name, q, params, columns, shared)
     VALUES (:kind, :actor, :id, :list, :name, :q, :params, :columns, :shared)
     ON CONFLICT (actor_kind, actor_id, id) DO UPDATE SET name = excluded.name, q = excluded.q, params = excluded.params,
       columns = excluded.columns, shared = excluded.shared`,
  )
  const remove = db.prepare('DELETE FROM saved_view WHERE actor_kind = ? AND actor_id = ? AND id = ?')
  const fromRow = (row: Row, isMine: boolean): SavedView => ({
    ...row,
    columns: row.columns === null ? null : JSON.parse(row.columns),
    shared: row.shared === 1,
    isMine,
  })

  return {
    list: ({ kind, id = '' }: Person): SavedView[] => (list.all(kind, id) as Row[]).map((row) => fromRow(row, true)),
    sharedByOthers: ({ kind, id = '' }: Person): SavedView[] => (shared.all(kind, id) as Row[]).map((row) => fromRow(row, false)),
    put: ({ kind, id: actor = '' }: Person, { columns, shared, isMine: _, ...view }: SavedView): void =>
      void put.run({
        ...view,
        ...{ kind, actor },
        columns: columns === null ? null : JSON.stringify(columns),
        shared: Number(shared),
      }),
    remove: ({ kind, id = '' }: Person, view: string): void => void remove.run(kind, id, view),
  }
}
