import { AppError } from '../../../shared/errors.ts'
import type { Settings, SettingsChange } from '../../../shared/model/settings.ts'
import type { Clock } from '../base/clock.ts'
import type { Store } from '../store/store.ts'

export type SettingActions = ReturnType<typeof createSettingActions>

/** Timers stop while the computer sleeps, so a pause that ended during sleep is noticed this long after it wakes. */
const lookMs = 60_000

type Listener = {
  /** After the commit: `get` gives the new settings. */
  changed(settings: Settings): void
  /** A pause of all schedules and triggers ended by its time, which no event records. */
  pauseEnded(): void
}

/** The settings of the whole LocalFlow. */
export function createSettingActions(store: Store, clock: Clock, on: Listener) {
  let current = store.settings.read()
  let cancelTimer = () => {}

  function awaitPauseEnd(): void {
    cancelTimer()
    const left = (current.paused?.until ?? 0) - clock.now()
    if (left > 0) cancelTimer = clock.after(Math.min(left, lookMs), () => (isOver() ? on.pauseEnded() : awaitPauseEnd()))
  }

  const isOver = (): boolean => (current.paused?.until ?? 0) <= clock.now()

  return {
    get: (): Settings => current,
    async update(change: SettingsChange): Promise<Settings> {
      if ((change.paused?.until ?? Number.POSITIVE_INFINITY) <= clock.now())
        throw new AppError('invalid', 'Could not pause: the end of the pause is in the past. Choose a later time.', [
          { path: 'paused.until', message: 'is in the past' },
        ])
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
      awaitPauseEnd()
      on.changed(current)
      return current
    },
    start: awaitPauseEnd,
    stop: (): void => cancelTimer(),
  }
}
