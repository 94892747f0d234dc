import type { Actor } from '../../../shared/model/actor.ts'
import { type FavoriteKind, favoriteKey } from '../../../shared/model/favorite.ts'
import { defaultPreferences, Preferences, type PreferencesChange } from '../../../shared/model/preferences.ts'
import type { Db } from './db.ts'

type Person = Pick<Actor, 'kind' | 'id'>

const stored = Preferences.partial()

export type StoredPreferences = ReturnType<typeof createPreferences>

/** The preferences of each person. */
export function createPreferences(db: Db) {
  const all = db.prepare('SELECT key, value FROM preference WHERE actor_kind = ? AND actor_id = ?')
  const isFavorite = db
    .prepare(
      `SELECT EXISTS (SELECT 1 FROM preference p, json_each(p.value) f
       WHERE p.actor_kind = ? AND p.actor_id = ? AND p.key = 'favorites' AND f.value = ?)`,
    )
    .pluck()
  const put = db.prepare(
    `INSERT INTO preference (actor_kind, actor_id, key, value) VALUES (?, ?, ?, ?)
     ON CONFLICT (actor_kind, actor_id, key) DO UPDATE SET value = excluded.value`,
  )

  return {
    /** The stored values over the defaults. Values of a later release that this one cannot read count as not set. */
    read({ kind, id = '' }: Person): Preferences {
      const rows = all.all(kind, id) as { key: string; value: string }[]
      const set = rows.flatMap(({ key, value }) => {
        const parsed = stored.safeParse({ [key]: JSON.parse(value) })
        return parsed.success ? [parsed.data] : []
      })
      return Object.assign({}, defaultPreferences, ...set) as Preferences
    },
    isFavorite: (person: Person, kind: FavoriteKind, id: string): boolean =>
      isFavorite.get(person.kind, person.id ?? '', favoriteKey(kind, id)) === 1,
    update({ kind, id = '' }: Person, change: PreferencesChange): void {
      for (const [key, value] of Object.entries(change)) if (value !== undefined) put.run(kind, id, key, JSON.stringify(value))
    },
  }
}
