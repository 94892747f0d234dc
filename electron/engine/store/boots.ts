import type { Db } from './db.ts'

/** Among the settings, though nobody sets it. */
const key = 'lastBoot'

/** Which start of the computer this database was last used in. */
export function createBoots(db: Db) {
  const get = db.prepare('SELECT value FROM setting WHERE key = ?').pluck()
  const put = db.prepare('INSERT INTO setting (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value')

  return {
    /** The computer was started since. */
    isAnother(id: string): boolean {
      const before = get.get(key) as string | undefined
      return before !== undefined && before !== JSON.stringify(id)
    },
    /** To be called inside a write. */
    enter: (id: string): void => void put.run(key, JSON.stringify(id)),
  }
}
