import { create } from 'zustand'
import { createJSONStorage, persist } from 'zustand/middleware'
import type { JobDraftInput } from '../shared/model/job.ts'

export type Theme = 'system' | 'light' | 'dark'
export type LogTimes = 'off' | 'relative' | 'absolute'

/** `base`: when the job was saved last, as the edit began, and `began`: what it said then; null for a new one. */
export type Draft = { draft: JobDraftInput; base: number | null; began?: JobDraftInput | null }

/** What this window remembers of itself. Never data of the server's. */
type WindowState = {
  theme: Theme
  logTimes: LogTimes
  /** Edits that were not saved, by job id; "new" for a job that does not exist yet. */
  drafts: Record<string, Draft>
  /** What the palette was used for, newest first. */
  recent: string[]
  /** What was missed up to then was put aside. */
  seenAway: number
  /** Failed runs that nobody has to look at: dismissed, or tests of the person's own. Newest first. */
  dismissed: string[]
  set(change: Partial<Pick<WindowState, 'theme' | 'logTimes' | 'seenAway'>>): void
  keepDraft(id: string, draft: Draft | null): void
  dismiss(runId: string): void
  used(command: string): void
}

const recentLength = 8
const dismissedLength = 200

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
      theme: 'system',
      logTimes: 'off',
      drafts: {},
      recent: [],
      seenAway: 0,
      dismissed: [],
      set: (change) => set(change),
      keepDraft: (id, draft) =>
        set(({ drafts }) => {
          const { [id]: _, ...others } = drafts
          return { drafts: draft === null ? others : { ...others, [id]: draft } }
        }),
      dismiss: (runId) =>
        set(({ dismissed }) => ({ dismissed: [runId, ...dismissed.filter((id) => id !== runId)].slice(0, dismissedLength) })),
      used: (command) =>
        set(({ recent }) => ({ recent: [command, ...recent.filter((other) => other !== command)].slice(0, recentLength) })),
    }),
    { name: 'localflow-window', storage: createJSONStorage(() => roomyStorage) },
  ),
)

// Windows of one browser share what is kept: each reads what another wrote, so that its next write takes nothing back.
addEventListener('storage', ({ key }) => {
  if (key === useWindowState.persist.getOptions().name) void useWindowState.persist.rehydrate()
})

const dark = matchMedia('(prefers-color-scheme: dark)')

function applyTheme(): void {
  const { theme } = useWindowState.getState()
  document.documentElement.dataset['theme'] = theme === 'system' ? (dark.matches ? 'dark' : 'light') : theme
}

/** Keeps the page in the chosen theme, or in the system's. */
export function followTheme(): void {
  applyTheme()
  dark.addEventListener('change', applyTheme)
  useWindowState.subscribe(applyTheme)
}
