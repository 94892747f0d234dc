import { defaultSettings, Settings, type SettingsChange } from '../../../shared/model/settings.ts'
import { currentActor } from '../base/actor.ts'
import type { Db } from './db.ts'

const stored = Settings.partial()

export type StoredSettings = ReturnType<typeof createSettings>

export function createSettings(db: Db) {
  const all = db.prepare('SELECT key, value FROM setting')
  const put = db.prepare('INSERT INTO setting (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value')

  return {
    /** The stored settings over the defaults. Values of a later release that this one cannot read count as not set. */
    read(): Settings {
      const rows = all.all() as { key: string; value: string }[]
      const set = rows.flatMap(({ key, value }) => {
        const parsed = stored.safeParse({ [key]: JSON.parse(value) })
        return parsed.success ? [parsed.data] : []
      })
      return Object.assign({}, defaultSettings, ...set) as Settings
    },
    update({ paused, ...others }: SettingsChange): void {
      const change = { ...others, paused: paused && { ...paused, actor: currentActor() } }
      for (const [key, value] of Object.entries(change)) if (value !== undefined) put.run(key, JSON.stringify(value))
    },
  }
}
