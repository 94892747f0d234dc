import { create } from 'zustand'
import { createJSONStorage, persist } from 'zustand/middleware'
import type { JobDraftInput } from '../shared/model/job.ts'
import type { PreferencesChange, Theme } from '../shared/model/preferences.ts'
import { earlierPreferences } from './earlier-preferences.ts'

/** `base`: when the job was saved last, as the edit began, and `began`: what it said then; null for a new one. */
export type Draft = { draft: JobDraftInput; base: number | null; began?: JobDraftInput | null }

/** What this window, or this browser, remembers of itself. Never data of the server's; what is of a person is a preference. */
type WindowState = {
  /** Edits that were not saved, by job id; "new" for a job that does not exist yet. */
  drafts: Record<string, Draft>
  /** The theme that was shown last, for the time before the preferences are read. */
  theme: Theme
  /** Preferences that an earlier release kept in this browser, until LocalFlow has them. */
  earlier: PreferencesChange | null
  set(change: Partial<Pick<WindowState, 'theme' | 'earlier'>>): void
  keepDraft(id: string, draft: Draft | null): void
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
      keepDraft: (id, draft) =>
        set(({ drafts }) => {
          const { [id]: _, ...others } = drafts
          return { drafts: draft === null ? others : { ...others, [id]: draft } }
        }),
    }),
    {
      name: 'localflow-window',
      storage: createJSONStorage(() => roomyStorage),
      version: 1,
      migrate: (state) => {
        const { drafts = {} } = (state ?? {}) as Partial<WindowState>
        const earlier = earlierPreferences(state)
        // The store adds its actions to the persisted state.
        return { drafts, theme: earlier.theme ?? 'system', earlier } as WindowState
      },
    },
  ),
)

// Windows of one browser share what is kept: each reads what another wrote, so that its next write takes nothing back.
addEventListener('storage', ({ key }) => {
  if (key === useWindowState.persist.getOptions().name) void useWindowState.persist.rehydrate()
})
