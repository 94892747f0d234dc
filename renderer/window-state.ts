import { create } from 'zustand'
import { createJSONStorage, persist } from 'zustand/middleware'
import type { PreferencesChange, Theme } from '../shared/model/preferences.ts'
import { earlierPreferences } from './earlier-preferences.ts'

/**
 * A form with unsaved changes. `base` is the stamp of the saved state that the edit started from, `began` its form; neither is
 * known for something new.
 */
export type Kept<F = object> = { form: F; base?: number | undefined; began: F | null }

/** What this window, or this browser, remembers of itself. Never data of the server's; what is of a person is a preference. */
type WindowState = {
  /** Unsaved changes by what they change: "job 0197…", "flow new". */
  drafts: Record<string, Kept>
  /** The theme that was shown last, for the time before the preferences are read. */
  theme: Theme
  /** Preferences that an earlier release kept in this browser, until LocalFlow has them. */
  earlier: PreferencesChange | null
  set(change: Partial<Pick<WindowState, 'theme' | 'earlier'>>): void
  keepDraft(key: string, draft: Kept | null): void
}

/** A draft may be larger than a browser keeps: then it lives as long as this window does. */
const roomyStorage = {
  getItem: (key: string) => localStorage.getItem(key),
  removeItem: (key: string) => localStorage.removeItem(key),
  setItem: (key: string, value: string) => {
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
      drafts: {},
      theme: 'system',
      earlier: null,
      set: (change) => set(change),
      keepDraft: (key, draft) =>
        set((state) => {
          const { [key]: before, ...others } = state.drafts
          if (draft === null) return before === undefined ? state : { drafts: others }
          return { drafts: { ...others, [key]: draft } }
        }),
    }),
    {
      name: 'localflow-window',
      storage: createJSONStorage(() => roomyStorage),
      version: 2,
      migrate: (state, version) => {
        const { theme = 'system', earlier = null } = (state ?? {}) as Partial<WindowState>
        if (version === 1) return { drafts: {}, theme, earlier } as unknown as WindowState
        const preferences = earlierPreferences(state)
        // The store adds its actions to the persisted state.
        return { drafts: {}, theme: preferences.theme ?? 'system', earlier: preferences } as unknown as WindowState
      },
    },
  ),
)

// Windows of one browser share what is kept: each reads what another wrote, so that its next write takes nothing back.
addEventListener('storage', ({ key }) => {
  if (key === useWindowState.persist.getOptions().name) void useWindowState.persist.rehydrate()
})
