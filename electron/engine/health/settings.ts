import type { Settings, SettingsChange } from '../../../shared/model/settings.ts'
import type { Clock } from '../base/clock.ts'
import type { Store } from '../store/store.ts'

export type SettingActions = ReturnType<typeof createSettingActions>

/** What a person set for the whole of LocalFlow. `changed` is told after the commit. */
export function createSettingActions(store: Store, clock: Clock, changed: (settings: Settings) => void) {
  let current = store.settings.read()
  return {
    get: (): Settings => current,
    async update(change: SettingsChange): Promise<Settings> {
      current = await store.submit('save settings', () => {
        store.settings.update(change)
        store.events.append({
          at: clock.now(),
          noun: 'setting',
          id: 'settings',
          type: 'changed',
          data: { names: Object.keys(change) },
        })
        return store.settings.read()
      })
      changed(current)
      return current
    },
  }
}
