import type { Db } from './db.ts'

/** Among the settings, though nobody sets them. */
const bootKey = 'lastBoot'
const sessionKey = 'lastSession'
const zonesKey = 'zoneData'

/** Which start of the computer, which login and which time zones this database was last used in. */
export function createBoots(db: Db) {
  const get = db.prepare('SELECT value FROM setting WHERE key = ?').pluck()
  const put = db.prepare('INSERT INTO setting (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value')

  const isAnother = (key: string, id: string): boolean => {
    const before = get.get(key) as string | undefined
    return before !== undefined && before !== JSON.stringify(id)
  }
  const enter = (key: string, id: string): void => void put.run(key, JSON.stringify(id))

  return {
    /** The computer was started since. */
    isAnother: (id: string): boolean => isAnother(bootKey, id),
    /** To be called inside a write. */
    enter: (id: string): void => enter(bootKey, id),
    /** The person logged in since; also when nobody knows of a time before. */
    isAnotherSession: (id: string): boolean => get.get(sessionKey) === undefined || isAnother(sessionKey, id),
    /** To be called inside a write. */
    enterSession: (id: string): void => enter(sessionKey, id),
    /** The time zones of the world are told otherwise than when this was last looked at; or nobody knows. */
    isAnotherZoneData: (version: string): boolean => get.get(zonesKey) === undefined || isAnother(zonesKey, version),
    /** To be called inside a write. */
    enterZoneData: (version: string): void => enter(zonesKey, version),
  }
}
