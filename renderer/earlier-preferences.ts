import { defaultPreferences, type Preferences, PreferencesChange } from '../shared/model/preferences.ts'

/** The names of preferences in the state that earlier releases kept in the browser. */
const earlierNames = {
  theme: 'theme',
  logTimes: 'logTimes',
  recent: 'recent',
  dismissedAway: 'seenAway',
} as const satisfies Partial<Record<keyof Preferences, string>>

const isDefault = (key: keyof Preferences, value: unknown): boolean =>
  JSON.stringify(value) === JSON.stringify(defaultPreferences[key])

/** The preferences in what an earlier release kept in this browser. Anything that is not valid any more is left out. */
export function earlierPreferences(state: unknown): PreferencesChange {
  const kept = (state ?? {}) as Record<string, unknown>
  const found = Object.entries(earlierNames).flatMap(([key, name]) => {
    const parsed = PreferencesChange.safeParse({ [key]: kept[name] })
    return parsed.success && kept[name] !== undefined ? [parsed.data] : []
  })
  return Object.assign({}, ...found) as PreferencesChange
}

/** Those of the earlier preferences that were set, and that LocalFlow does not know otherwise. */
export function stillUnset(saved: Preferences, earlier: PreferencesChange): PreferencesChange {
  const keys = Object.keys(earlier) as (keyof Preferences)[]
  const missing = keys.filter((key) => isDefault(key, saved[key]) && !isDefault(key, earlier[key]))
  return Object.fromEntries(missing.map((key) => [key, earlier[key]]))
}
