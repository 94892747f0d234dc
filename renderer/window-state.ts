import { create } from 'zustand'
import { createJSONStorage, persist } from 'zustand/middleware'
import type { PreferencesChange, Theme } from '../shared/model/preferences.ts'
import { earlierPreferences } from './earlier-preferences.ts'

/** What this window, or this browser, remembers of itself. Never data of the server's; what is of a person is a preference. */
type WindowState = {
  /** The theme that was shown last, for the time before the preferences are read. */
  theme: Theme
  /** Preferences that an earlier release kept in this browser, until LocalFlow has them. */
  earlier: PreferencesChange | null
  set(change: Partial<Pick<WindowState, 'theme' | 'earlier'>>): void
}

/** A browser that stores no more, because of large drafts, must not break what sets the theme. */
const lenientStorage = {
  getItem: (key: string) => localStorage.getItem(key),
  removeItem: (key: string) => localStorage.removeItem(key),
  setItem(key: string, value: string) {
    try {
      localStorage.setItem(key, value)
    } catch {
      // Kept in memory only.
    }
  },
}

export const useWindowState = create<WindowState>()(
  persist(
    (set) => ({
      theme: 'system',
      earlier: null,
      set: (change) => set(change),
    }),
    {
      name: 'localflow-window',
      storage: createJSONStorage(() => lenientStorage),
      version: 1,
      partialize: ({ theme, earlier }) => ({ theme, earlier }),
      migrate: (state) => {
        const earlier = earlierPreferences(state)
        // The store adds its actions to the persisted state.
        return { theme: earlier.theme ?? 'system', earlier } as WindowState
      },
    },
  ),
)

// Windows of one browser share what is kept: each reads what another wrote, so that its next write takes nothing back.
addEventListener('storage', ({ key }) => {
  if (key === useWindowState.persist.getOptions().name) void useWindowState.persist.rehydrate()
})
