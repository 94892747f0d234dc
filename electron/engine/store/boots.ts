import type { Db } from './db.ts'

/** Stored among the settings, though no person sets it. */
const bootKey = 'lastBoot'
const sessionKey = 'lastSession'
const zonesKey = 'zoneData'

/** The start of the computer, the login and the time zones with which this database was last used. */
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
    /** Call inside a write. */
    enter: (id: string): void => enter(bootKey, id),
    /** Whether the person logged in since; also if no earlier login is known. */
    isAnotherSession: (id: string): boolean => get.get(sessionKey) === undefined || isAnother(sessionKey, id),
    /** Call inside a write. */
    enterSession: (id: string): void => enter(sessionKey, id),
    /** Whether the time zone data differs from the last start; also if that is unknown. */
    isAnotherZoneData: (version: string): boolean => get.get(zonesKey) === undefined || isAnother(zonesKey, version),
    /** Call inside a write. */
    enterZoneData: (version: string): void => enter(zonesKey, version),
  }
}
